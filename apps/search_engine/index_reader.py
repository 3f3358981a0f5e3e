"""The index as one process sees it: always the latest commit, opened once."""

import os
import threading
import time
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import Any

from tantivy import Index, Searcher

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


def stamp(path: Path) -> tuple | None:
    """What changes whenever a file does; None for a file that is not there."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


class Snapshot:
    """Both indexes as of one commit. Never changes; safe to use from any thread."""

    def __init__(
        self, state: tuple, files: dict[Path, tuple], records: Searcher, pages: Searcher
    ):
        self.state = state
        self.generation = state[0]
        self.files = files
        self.records = records
        self.pages = pages
        self._remembered: dict[Hashable, Any] = {}

    def is_sound(self) -> bool:
        """Whether its files are as they were opened.

        They are read through memory, where a file cut short by somebody would end
        this process. Files that are gone from the directory are still whole to us.
        """
        return all(stamp(path) in (None, then) for path, then in self.files.items())

    def remembered(self, asked: Hashable, answer: Callable[[], Any]) -> Any:
        """An answer that holds as long as the snapshot, worked out once.

        Turning to the next page of results, or sorting them otherwise, need not
        count them again.
        """
        known = self._remembered.get(asked)
        if known is None:
            known = answer()
            if len(self._remembered) >= REMEMBERED:
                self._remembered.clear()
            self._remembered[asked] = known
        return known

    @cached_property
    def visibilities(self) -> tuple[str, ...]:
        """Every visibility that a record in the index has."""
        found = self.records.terms_with_prefix("visibility", "")
        return tuple(term for term, _count in found)

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Every value that a record in the index has, facet by facet."""
        values = {facet: [] for facet in FACETS}
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
        self._refused_state: tuple | None = None
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
        if sound and self._state(snapshot.generation) in (
            snapshot.state,
            self._refused_state,
        ):
            return snapshot
        with self._lock:
            if not sound:
                self._snapshot = None
            try:
                self._snapshot = self._refreshed()
            except IndexUnusable as problem:
                self.problem = problem
                if self._snapshot is None:
                    raise
                # No use in reading the same damage again at every question.
                self._refused_state = self._state(self._snapshot.generation)
            return self._snapshot

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
            files = {}
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

    def _state(self, generation: str) -> tuple:
        """What changes whenever the answers may; the generation comes first."""
        meta = [self.root / generation / part / "meta.json" for part in PARTS]
        return generation, *(stamp(path) for path in (self.root / "current", *meta))
