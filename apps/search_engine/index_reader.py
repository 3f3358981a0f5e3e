"""The index as one process sees it: always the latest commit, opened once."""

import os
import threading
import time
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias, TypeVar, cast

from tantivy import DocAddress, Index, Query, Searcher, SearchResult

from . import index_generations
from .index_errors import IndexOutdated, IndexUnusable
from .index_generations import PARTS
from .index_schema import FACETS
from .integrity import damage_reported, segment_files

# A generation may be replaced between learning its name and opening it.
ATTEMPTS = 5
# How long, in seconds, what other processes did may go unnoticed.
LAG = 0.02
REMEMBERED = 500

# What changes whenever a file does: inode, time in nanoseconds, size.
Stamp: TypeAlias = tuple[int, int, int]
Answer = TypeVar("Answer")


def stamp(path: Path) -> Stamp | None:
    """What changes whenever a file does; None for a file that is not there."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


class State(NamedTuple):
    """What changes whenever the answers may."""

    generation: str
    stamps: tuple[Stamp | None, ...]


def match_count(found: SearchResult) -> int:
    """How many documents a search with `count=True` matched."""
    count: int = found.count  # type: ignore[attr-defined]  # left out of the binding's stub
    return count


def doc_id(address: DocAddress) -> tuple[int, int]:
    """A document's segment and its number there: hashable, and in the order of storage."""
    return address.segment_ord, address.doc


class Snapshot:
    """Both indexes as of one commit. Never changes; safe to use from any thread."""

    def __init__(
        self,
        state: State,
        files: dict[Path, Stamp | None],
        records: Searcher,
        pages: Searcher,
    ):
        self.state = state
        self.generation = state.generation
        self.files = files
        self.records = records
        self.pages = pages
        self._remembered: dict[Hashable, object] = {}

    def is_sound(self) -> bool:
        """Whether its files are as they were opened.

        They are read through memory, where a file cut short by somebody would end
        this process. Files that are gone from the directory are still whole to us.
        """
        return all(stamp(path) in (None, then) for path, then in self.files.items())

    def remembered(self, asked: Hashable, answer: Callable[[], Answer]) -> Answer:
        """An answer that holds as long as the snapshot, worked out once.

        Turning to the next page of results, or sorting them otherwise, need not
        count them again.
        """
        known = self._remembered.get(asked)
        if known is not None:
            return cast(Answer, known)
        worked_out = answer()
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        self._remembered[asked] = worked_out
        return worked_out

    def count(self, query: Query) -> int:
        """How many records match."""
        return match_count(self.records.search(query, 1, count=True))

    def numbers(self, addresses: Iterable[DocAddress]) -> list[int]:
        """The records' keys as numbers, which every record has."""
        return cast(
            list[int], self.records.fast_field_values("number", list(addresses))
        )

    @cached_property
    def visibilities(self) -> tuple[str, ...]:
        """Every visibility that a record in the index has."""
        found = self.records.terms_with_prefix("visibility", "")
        return tuple(term for term, _count in found)

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Every value that a record in the index has, facet by facet."""
        values: dict[str, list[str]] = {facet: [] for facet in FACETS}
        for term, _count in self.records.terms_with_prefix("facets", ""):
            facet, _, value = term.partition(":")
            values[facet].append(value)
        return {facet: tuple(sorted(found)) for facet, found in values.items()}


class Reader:
    """Hands out snapshots, noticing commits and switches by any process.

    While the files on disk are missing or damaged, the last good snapshot goes on
    answering, and `problem` says what ails them.
    """

    def __init__(self, root: Path):
        self.root = root
        self.problem: IndexUnusable | None = None
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._indexes: dict[str, Index] = {}
        self._refused_state: State | None = None
        self._look_again_at = 0.0

    def look_again(self) -> None:
        """Notice at the next question what this process has just done."""
        self._look_again_at = 0.0

    def snapshot(self) -> Snapshot:
        snapshot = self._snapshot
        now = time.monotonic()
        if snapshot is not None and now < self._look_again_at:
            return snapshot
        self._look_again_at = now + LAG
        sound = snapshot is not None and snapshot.is_sound()
        if snapshot is not None and sound:
            state = self._state(snapshot.generation)
            if state in (snapshot.state, self._refused_state):
                return snapshot
        with self._lock:
            if not sound:
                self._snapshot = None
            try:
                self._snapshot = snapshot = self._refreshed()
            except IndexUnusable as problem:
                self.problem = problem
                snapshot = self._snapshot
                if snapshot is None:
                    raise
                # No use in reading the same damage again at every question.
                self._refused_state = self._state(snapshot.generation)
            return snapshot

    def _refreshed(self) -> Snapshot:
        for _attempt in range(ATTEMPTS):
            stated = index_generations.current(self.root)
            try:
                return self._opened(stated)
            except IndexUnusable:
                if index_generations.current(self.root) == stated:
                    raise
        return self._opened(stated)

    def _opened(self, stated: index_generations.Stated) -> Snapshot:
        stated.require_fields()
        name = stated.generation
        state = self._state(name)
        snapshot = self._snapshot
        if snapshot is not None and snapshot.state == state:
            return snapshot
        index_generations.check_parts(self.root / name)
        with damage_reported():
            if snapshot is None or snapshot.generation != name:
                indexes = index_generations.open_parts(self.root / name)
            else:
                indexes = self._indexes
            searchers = {}
            files: dict[Path, Stamp | None] = {}
            for part in PARTS:
                paths = segment_files(self.root / name / part)
                files |= {path: stamp(path) for path in paths}
                indexes[part].reload()
                searchers[part] = indexes[part].searcher()
        self._indexes = indexes
        self.problem = None
        try:
            stated.require_rules()
        except IndexOutdated as outdated:
            self.problem = outdated
        return Snapshot(state, files, **searchers)

    def _state(self, generation: str) -> State:
        meta = [self.root / generation / part / "meta.json" for part in PARTS]
        paths = (self.root / "current", *meta)
        return State(generation, tuple(stamp(path) for path in paths))
