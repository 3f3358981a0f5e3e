"""Writing the index: changes to the current generation, and rebuilds."""

import contextlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy

from . import index_generations
from .documents import Record
from .file_locks import exclusive_lock, is_locked
from .index_documents import page_document, record_document
from .index_errors import IndexNotWritten, IndexUnusable

# Bytes of uncommitted documents that a writer keeps in memory: of records, and of
# pages. A rebuild may take more, since each segment it leaves makes queries slower.
UPDATE_HEAP = (30_000_000, 30_000_000)
REBUILD_HEAP = (500_000_000, 100_000_000)
LOCK_TIMEOUT = 10.0  # seconds


class _Writers:
    """The writers of both indexes of one generation, committed together."""

    def __init__(self, indexes: dict[str, tantivy.Index], heap: tuple[int, int]):
        with write_failures_reported():
            self.records = indexes["records"].writer(heap[0], 1)
            self.pages = indexes["pages"].writer(heap[1], 1)

    def delete(self, key: str) -> None:
        with write_failures_reported():
            self.records.delete_documents_by_term("key", key)
            self.pages.delete_documents_by_term("record_key", key)

    def add(self, record: Record) -> None:
        with write_failures_reported():
            self.records.add_document(record_document(record))
            for page in record.pages:
                self.pages.add_document(page_document(record, page))

    def commit(self) -> None:
        # Pages first: a record whose pages are not found yet would be worse than a
        # page whose record is not.
        with write_failures_reported():
            self.pages.commit()
            self.records.commit()
            self.pages.wait_merging_threads()
            self.records.wait_merging_threads()

    def close(self) -> None:
        """Release tantivy's own lock; what was not committed is discarded."""
        # Dropping the writers is what closes them: the binding has no call for it.
        del self.records, self.pages


@contextlib.contextmanager
def write_failures_reported() -> Iterator[None]:
    """Turn the errors of tantivy and of the disk into IndexNotWritten."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexNotWritten(f"The search index was not changed: {error}") from error
    except BaseException as error:
        # Rust's panics arrive as a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexNotWritten(f"The search index was not changed: {error}") from error


def apply(
    root: Path,
    adds: Iterable[Record] = (),
    deletes: Iterable[str] = (),
    *,
    timeout: float = LOCK_TIMEOUT,
) -> None:
    """Add records, each in place of what is indexed under its key, delete others, commit.

    All of it is committed or nothing. During a rebuild the change is written to the
    journal, too, from which the next generation takes it.
    """
    # The last of several records with one key wins.
    records = {record.key: record for record in adds}
    deletes = [key for key in deletes if key not in records]
    with exclusive_lock(root / "write.lock", timeout=timeout):
        rebuilding = is_locked(root / "rebuild.lock")
        if rebuilding:
            _append_to_journal(root, records.values(), deletes)
        try:
            manifest = index_generations.read_manifest(root)
            if rebuilding:
                manifest.require_schema()
            else:
                manifest.require_analysis()
            index_generations.check_files(root / manifest.generation)
        except IndexUnusable:
            if rebuilding:
                return
            raise
        indexes = index_generations.open_indexes(root / manifest.generation)
        _apply(_Writers(indexes, UPDATE_HEAP), records.values(), deletes)


def _apply(writers: _Writers, adds: Iterable[Record], deletes: Iterable[str]) -> None:
    try:
        for key in deletes:
            writers.delete(key)
        for record in adds:
            writers.delete(record.key)
            writers.add(record)
        writers.commit()
    finally:
        # An error's traceback would keep the writers, and their lock, alive.
        writers.close()


def _append_to_journal(
    root: Path, adds: Iterable[Record], deletes: Iterable[str]
) -> None:
    change = {"adds": [record.as_dict() for record in adds], "deletes": list(deletes)}
    with write_failures_reported(), (root / "journal").open("a") as journal:
        # The line break before it ends what a killed process may have left.
        journal.write("\n" + json.dumps(change) + "\n")


def _read_journal(root: Path) -> Iterator[tuple[list[Record], list[str]]]:
    with contextlib.suppress(FileNotFoundError), (root / "journal").open() as journal:
        for line in journal:
            # A process killed while it wrote a line did not commit the change either.
            with contextlib.suppress(ValueError):
                change = json.loads(line)
                adds = [Record.from_dict(record) for record in change["adds"]]
                yield adds, change["deletes"]


class GenerationBuilder:
    """The next generation while it is built. Takes every record once."""

    def __init__(self, indexes: dict[str, tantivy.Index]):
        self._writers = _Writers(indexes, REBUILD_HEAP)

    def add(self, record: Record) -> None:
        self._writers.add(record)

    def finish(self) -> None:
        self._writers.commit()

    def abandon(self) -> None:
        self._writers.close()


@contextlib.contextmanager
def rebuild(root: Path) -> Iterator[GenerationBuilder]:
    """Build the next generation; it is current once the block has ended.

    After an error in the block the old generation stays current.
    """
    with contextlib.ExitStack() as stack:
        # Under the write lock, where changes look whether somebody rebuilds.
        with exclusive_lock(root / "write.lock", timeout=LOCK_TIMEOUT):
            stack.enter_context(exclusive_lock(root / "rebuild.lock", timeout=0))
            (root / "journal").unlink(missing_ok=True)
            generation = index_generations.next_generation(root)
            with contextlib.suppress(IndexUnusable):
                current = index_generations.read_manifest(root).generation
                index_generations.remove_all_but(root, current)
        builder = None
        try:
            with write_failures_reported():
                indexes = index_generations.create_indexes(root / generation)
            builder = GenerationBuilder(indexes)
            yield builder
            builder.finish()
            # Few records change during a rebuild, so the lock is not held for long.
            with exclusive_lock(root / "write.lock", timeout=LOCK_TIMEOUT):
                for adds, deletes in _read_journal(root):
                    _apply(_Writers(indexes, UPDATE_HEAP), adds, deletes)
                with write_failures_reported():
                    index_generations.make_current(root, generation)
        except BaseException:
            if builder:
                builder.abandon()
            # Half a generation must not fill the disk that it may have failed for.
            index_generations.remove(root, generation)
            raise
        index_generations.remove_all_but(root, generation)
