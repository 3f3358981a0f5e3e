"""What each record means, kept beside the index, and which come near a question.

Optional: needs numpy and something that encodes texts (see `encoding`). Records are
encoded after they are indexed, at leisure; one not encoded yet is ranked by its words.
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

BATCH = 16
# The model reads no further than about so many letters.
READ = 2000
_TABLE = """
    CREATE TABLE IF NOT EXISTS meaning
    (number BLOB PRIMARY KEY, digest BLOB NOT NULL, vector BLOB NOT NULL)
"""


# A vector to a row.
Vectors: TypeAlias = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors of length one."""

    name: str

    def encode(self, texts: list[str]) -> Vectors: ...


class _Learned(NamedTuple):
    """The records read so far, which row is whose, and a vector to a row."""

    key_hashes: list[int]
    places: dict[int, int]
    vectors: Vectors


_NOTHING = _Learned([], {}, np.zeros((0, 0), dtype=np.float32))


class Meanings:
    """The vectors of an index's records, in a small database of their own."""

    def __init__(self, index_path: Path | str, encoder: Encoder):
        self.encoder = encoder
        self._path = Path(index_path) / "meanings.sqlite3"
        self._lock = threading.Lock()
        self._read_as_of: Stamp | None = None
        self._learned = _NOTHING

    def learn(self, snapshot: Snapshot, most: int | None = None) -> int:
        """Encode records that are new or say something new; forget those gone.

        Returns how many were encoded. Can be broken off at any moment.
        """
        with closing(self._open()) as database:
            known = dict(database.execute("SELECT number, digest FROM meaning"))
            waiting: list[tuple[bytes, bytes, str]] = []
            present: set[bytes] = set()
            for number, text in _texts(snapshot):
                digest = hashlib.sha256(
                    f"{self.encoder.name}\n{text}".encode()
                ).digest()
                present.add(number)
                new = known.get(number) != digest
                if new and (most is None or len(waiting) < most):
                    waiting.append((number, digest, text))
            gone = [(number,) for number in known.keys() - present]
            with database:
                database.executemany("DELETE FROM meaning WHERE number = ?", gone)
            # Texts of one length go together: the shorter ones of a batch are padded.
            waiting = sorted(waiting, key=lambda each: len(each[2]))
            for start in range(0, len(waiting), BATCH):
                key_hashes, digests, texts = zip(
                    *waiting[start : start + BATCH], strict=True
                )
                vectors = self.encoder.encode(list(texts)).astype(np.float16)
                rows = zip(
                    key_hashes,
                    digests,
                    (each.tobytes() for each in vectors),
                    strict=True,
                )
                with database:
                    database.executemany(
                        "INSERT OR REPLACE INTO meaning VALUES (?, ?, ?)", rows
                    )
        return len(waiting)

    def nearness(
        self, text: str, most: int, besides: Iterable[int]
    ) -> dict[int, float]:
        """How near the meaning of a text is to that of records, by their numbers.

        Told of the `most` records that are nearest, and `besides` of those named. It is
        the cosine, 1 at most. Empty where nothing was learned yet.
        """
        try:
            key_hashes, places, vectors = self._current()
        except sqlite3.Error:
            # Without it records are ranked by their words, which is enough.
            return {}
        if not places or not text:
            return {}
        (asked,) = self.encoder.encode([text]).astype(np.float32)
        nearness = vectors @ asked
        most = min(most, len(places))
        nearest = np.argpartition(-nearness, most - 1)[:most]
        named = [number for number in besides if number in places]
        return {key_hashes[at]: float(nearness[at]) for at in nearest} | {
            number: float(nearness[places[number]]) for number in named
        }

    def _current(self) -> "_Learned":
        as_of = stamp(self._path)
        if as_of is None:
            return _NOTHING
        with self._lock:
            if as_of != self._read_as_of:
                with closing(self._open()) as database:
                    rows = database.execute(
                        "SELECT number, vector FROM meaning"
                    ).fetchall()
                key_hashes = [int.from_bytes(number, "big") for number, _ in rows]
                vectors = np.frombuffer(
                    b"".join(vector for _, vector in rows), np.float16
                )
                self._learned = _Learned(
                    key_hashes,
                    {number: at for at, number in enumerate(key_hashes)},
                    vectors.reshape(len(rows) or 1, -1).astype(np.float32),
                )
                self._read_as_of = as_of
            return self._learned

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=10)
        database.execute(_TABLE)
        return database


def _texts(snapshot: Snapshot) -> Iterator[tuple[bytes, str]]:
    """What every record speaks of, with the number it goes by."""
    records = snapshot.records
    if not records.num_docs:
        return
    everything = tantivy.Query.all_query()
    found = records.search(everything, records.num_docs, count=False).hits
    addresses = sorted((address for _score, address in found), key=doc_id)
    key_hashes = snapshot.key_hashes(addresses)
    for number, address in zip(key_hashes, addresses, strict=True):
        yield (
            number.to_bytes(8, "big"),
            representative_text(records.doc(address))[:READ],
        )
