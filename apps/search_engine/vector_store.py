"""The vector store: an embedding of each record, beside the index in a SQLite file.

Optional: needs numpy and an encoder (see `embeddings`). Records are embedded after they
are indexed; one that is not embedded yet is ranked by BM25 alone.
"""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
import tantivy
from numpy.typing import NDArray

from .index_documents import representative_text
from .index_reader import Snapshot, Stamp, doc_id, stamp

BATCH_SIZE = 16
# Characters of a text that are encoded; the model reads about as many.
MAX_LENGTH = 2000
_TABLE = """
    CREATE TABLE IF NOT EXISTS embedding
    (key_hash BLOB PRIMARY KEY, digest BLOB NOT NULL, vector BLOB NOT NULL)
"""

# float32, one row a vector.
Vectors: TypeAlias = NDArray[np.float32]


class Encoder(Protocol):
    """Embeds texts as vectors of length 1."""

    name: str

    def encode(self, texts: list[str]) -> Vectors: ...


class _Matrix(NamedTuple):
    """All embeddings in memory: the key hash of each row, the row of each key hash."""

    key_hashes: list[int]
    rows: dict[int, int]
    vectors: Vectors


_EMPTY = _Matrix([], {}, np.zeros((0, 0), dtype=np.float32))


class VectorStore:
    """Embeddings of an index's records. Read and written by many processes at once."""

    def __init__(self, index_path: Path | str, encoder: Encoder):
        self.encoder = encoder
        self._path = Path(index_path) / "vectors.sqlite3"
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._matrix = _EMPTY

    def update(self, snapshot: Snapshot, limit: int | None = None) -> int:
        """Embed records that are new or have another text; delete those that are gone.

        Returns how many were embedded, `limit` at most. Can be interrupted at any moment.
        """
        with closing(self._open()) as database:
            known = dict(database.execute("SELECT key_hash, digest FROM embedding"))
            pending: list[tuple[bytes, bytes, str]] = []
            present: set[bytes] = set()
            for key_hash, text in _texts(snapshot):
                digest = hashlib.sha256(
                    f"{self.encoder.name}\n{text}".encode()
                ).digest()
                present.add(key_hash)
                new = known.get(key_hash) != digest
                if new and (limit is None or len(pending) < limit):
                    pending.append((key_hash, digest, text))
            gone = [(key_hash,) for key_hash in known.keys() - present]
            with database:
                database.executemany("DELETE FROM embedding WHERE key_hash = ?", gone)
            # Texts of one length go together: the shorter ones of a batch are padded.
            pending = sorted(pending, key=lambda each: len(each[2]))
            for start in range(0, len(pending), BATCH_SIZE):
                key_hashes, digests, texts = zip(
                    *pending[start : start + BATCH_SIZE], strict=True
                )
                vectors = self.encoder.encode(list(texts)).astype(np.float16)
                rows = zip(
                    key_hashes, digests, (row.tobytes() for row in vectors), strict=True
                )
                with database:
                    database.executemany(
                        "INSERT OR REPLACE INTO embedding VALUES (?, ?, ?)", rows
                    )
        return len(pending)

    def similarities(
        self, text: str, limit: int, besides: Iterable[int]
    ) -> dict[int, float]:
        """Key hash to cosine similarity with a text: of the `limit` nearest records, and
        of those `besides` that are embedded. Empty where nothing is embedded yet.
        """
        try:
            matrix = self._read()
        except sqlite3.Error:
            # Ranking by BM25 alone will do.
            return {}
        if not matrix.rows or not text:
            return {}
        (vector,) = self.encoder.encode([text]).astype(np.float32)
        cosines = matrix.vectors @ vector
        limit = min(limit, len(matrix.rows))
        nearest = np.argpartition(-cosines, limit - 1)[:limit]
        known = [key_hash for key_hash in besides if key_hash in matrix.rows]
        return {matrix.key_hashes[row]: float(cosines[row]) for row in nearest} | {
            key_hash: float(cosines[matrix.rows[key_hash]]) for key_hash in known
        }

    def _read(self) -> _Matrix:
        """All embeddings, read anew when the file has changed."""
        current = stamp(self._path)
        if current is None:
            return _EMPTY
        with self._lock:
            if current != self._stamp:
                with closing(self._open()) as database:
                    rows = database.execute(
                        "SELECT key_hash, vector FROM embedding"
                    ).fetchall()
                key_hashes = [int.from_bytes(key_hash, "big") for key_hash, _ in rows]
                vectors = np.frombuffer(
                    b"".join(vector for _, vector in rows), np.float16
                )
                self._matrix = _Matrix(
                    key_hashes,
                    {key_hash: row for row, key_hash in enumerate(key_hashes)},
                    vectors.reshape(len(rows) or 1, -1).astype(np.float32),
                )
                self._stamp = current
            return self._matrix

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=10)
        database.execute(_TABLE)
        return database


def _texts(snapshot: Snapshot) -> Iterator[tuple[bytes, str]]:
    """Key hash and text of every record, in the order of storage."""
    records = snapshot.records
    if not records.num_docs:
        return
    everything = tantivy.Query.all_query()
    found = records.search(everything, records.num_docs, count=False).hits
    addresses = sorted((address for _score, address in found), key=doc_id)
    key_hashes = snapshot.key_hashes(addresses)
    for key_hash, address in zip(key_hashes, addresses, strict=True):
        text = representative_text(records.doc(address))[:MAX_LENGTH]
        yield key_hash.to_bytes(8, "big"), text
