"""Changing the index: a few records at a time, or all of it anew."""

import contextlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import tantivy

from . import index_generations
from .documents import Record
from .file_locks import held, is_held
from .index_documents import page_document, record_document
from .index_errors import IndexNotWritten, IndexUnusable

# Memory that documents not yet on disk may take: of records, and of pages. A rebuild
# may take more, since every segment it leaves makes each question a little dearer.
UPDATE_HEAP = (30_000_000, 30_000_000)
REBUILD_HEAP = (500_000_000, 100_000_000)
WAIT = 10.0


class _Writers:
    """The writers of both indexes of one generation, committed together."""

    def __init__(self, indexes: dict[str, tantivy.Index], heap: tuple[int, int]):
        with write_failures_reported():
            self.records = indexes["records"].writer(heap[0], 1)
            self.pages = indexes["pages"].writer(heap[1], 1)

    def delete(self, key: str) -> None:
        with write_failures_reported():
            self.records.delete_documents_by_term("key", key)
            self.pages.delete_documents_by_term("record", key)

    def add(self, record: Record) -> None:
        with write_failures_reported():
            self.records.add_document(record_document(record))
            for page in record.pages:
                self.pages.add_document(page_document(record, page))

    def commit(self) -> None:
        # Pages first: a hit without a best page would be worse than a page that
        # nothing points to yet.
        with write_failures_reported():
            self.pages.commit()
            self.records.commit()
            self.pages.wait_merging_threads()
            self.records.wait_merging_threads()

    def close(self) -> None:
        """Stop at once; what was not committed is forgotten."""
        # Dropping them is what stops them: the binding has no call for it.
        del self.records, self.pages


@contextlib.contextmanager
def write_failures_reported() -> Iterator[None]:
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
    wait: float = WAIT,
) -> None:
    """Put records in place of whatever the index knows under their keys.

    All of it is committed or nothing. While a rebuild is going on the change is
    also left in its journal, so that the next generation will know it too.
    """
    # Latest wins, should a key come twice.
    records = {record.key: record for record in adds}
    gone = [key for key in deletes if key not in records]
    with held(root / "write.lock", wait=wait):
        rebuilding = is_held(root / "rebuild.lock")
        if rebuilding:
            _note_in_journal(root, records.values(), gone)
        try:
            stated = index_generations.current(root)
            if rebuilding:
                stated.require_fields()
            else:
                stated.require_rules()
            index_generations.check_parts(root / stated.generation)
        except IndexUnusable:
            if rebuilding:
                return
            raise
        indexes = index_generations.open_parts(root / stated.generation)
        _apply(_Writers(indexes, UPDATE_HEAP), records.values(), gone)


def _apply(writers: _Writers, records: Iterable[Record], gone: Iterable[str]) -> None:
    try:
        for key in gone:
            writers.delete(key)
        for record in records:
            writers.delete(record.key)
            writers.add(record)
        writers.commit()
    finally:
        # A writer that failed would keep the next one out for as long as its
        # error is remembered.
        writers.close()


def _note_in_journal(root: Path, records: Iterable[Record], gone: list[str]) -> None:
    change = {"records": [record.as_dict() for record in records], "gone": gone}
    with write_failures_reported(), (root / "journal").open("a") as journal:
        # On a line of its own, whatever a killed process left before it.
        journal.write("\n" + json.dumps(change) + "\n")


class Rebuild:
    """A generation in the making. Add every record once; it answers when closed."""

    def __init__(self, indexes: dict[str, tantivy.Index]):
        self._writers = _Writers(indexes, REBUILD_HEAP)

    def add(self, record: Record) -> None:
        self._writers.add(record)

    def finish(self) -> None:
        self._writers.commit()

    def abandon(self) -> None:
        self._writers.close()


@contextlib.contextmanager
def rebuild(root: Path) -> Iterator[Rebuild]:
    """Build the next generation aside and let it answer once complete.

    An error on the way leaves the old generation answering.
    """
    with contextlib.ExitStack() as until_the_end:
        # Under the write lock, because that is where changes look whether anybody
        # is rebuilding.
        with held(root / "write.lock", wait=WAIT):
            until_the_end.enter_context(held(root / "rebuild.lock", wait=0))
            (root / "journal").unlink(missing_ok=True)
            name = index_generations.next_name(root)
            with contextlib.suppress(IndexUnusable):
                index_generations.remove_others(
                    root, index_generations.current(root).generation
                )
        making = None
        try:
            with write_failures_reported():
                indexes = index_generations.create(root / name)
            making = Rebuild(indexes)
            yield making
            making.finish()
            # Few records change meanwhile, so nobody waits long here.
            with held(root / "write.lock", wait=WAIT):
                for records, gone in _journal(root):
                    _apply(_Writers(indexes, UPDATE_HEAP), records, gone)
                with write_failures_reported():
                    index_generations.switch(root, name)
        except BaseException:
            if making:
                making.abandon()
            # Half a generation must not fill the disk that it may have failed for.
            index_generations.remove(root, name)
            raise
        index_generations.remove_others(root, name)


def _journal(root: Path) -> Iterator[tuple[list[Record], list[str]]]:
    with contextlib.suppress(FileNotFoundError), (root / "journal").open() as journal:
        for line in journal:
            # Whoever was killed while writing a line did not commit it either.
            with contextlib.suppress(ValueError):
                change = json.loads(line)
                records = [Record.from_dict(record) for record in change["records"]]
                yield records, change["gone"]
