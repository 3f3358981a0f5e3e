"""Snapshots: both indexes of the current generation as of one commit."""

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
from .index_generations import INDEXES, Manifest
from .index_schema import FACETS
from .integrity import damage_reported, segment_files

# A generation may be replaced between reading the manifest and opening its files.
OPEN_ATTEMPTS = 5
# Seconds for which commits by other processes may go unnoticed.
REFRESH_INTERVAL = 0.02
# Results that one snapshot caches.
CACHE_SIZE = 500

# Inode, modification time in nanoseconds, size: another one whenever a file changes.
Stamp: TypeAlias = tuple[int, int, int]
Result = TypeVar("Result")


def stamp(path: Path) -> Stamp | None:
    """None for a file that is not there."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


class Version(NamedTuple):
    """Another one after each commit and each change of generation."""

    generation: str
    stamps: tuple[Stamp | None, ...]


def match_count(found: SearchResult) -> int:
    """How many documents a search with `count=True` matched."""
    count: int = found.count  # type: ignore[attr-defined]  # left out of the binding's stub
    return count


def doc_id(address: DocAddress) -> tuple[int, int]:
    """Segment and document number in it: hashable, and sorts as documents are stored."""
    return address.segment_ord, address.doc


class Snapshot:
    """Both indexes as of one commit. Never changes; safe to use from any thread."""

    def __init__(
        self,
        version: Version,
        file_stamps: dict[Path, Stamp | None],
        records: Searcher,
        pages: Searcher,
    ):
        self.version = version
        self.generation = version.generation
        self.file_stamps = file_stamps
        self.records = records
        self.pages = pages
        self._cache: dict[Hashable, object] = {}

    def is_intact(self) -> bool:
        """Whether its files are as they were opened.

        They are mapped into memory, where a file truncated by somebody would end this
        process. Files that are gone from the directory stay whole for who has them open.
        """
        return all(
            stamp(path) in (None, opened) for path, opened in self.file_stamps.items()
        )

    def cached(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        """A result computed once for the snapshot; None is computed each time.

        The next page of results, or another order of them, need not count them again.
        """
        known = self._cache.get(key)
        if known is not None:
            return cast(Result, known)
        result = compute()
        if len(self._cache) >= CACHE_SIZE:
            self._cache.clear()
        self._cache[key] = result
        return result

    def count(self, query: Query) -> int:
        """How many records match."""
        return match_count(self.records.search(query, 1, count=True))

    def key_hashes(self, addresses: Iterable[DocAddress]) -> list[int]:
        """Hashes of the records' keys; every record has one."""
        return cast(
            list[int], self.records.fast_field_values("key_hash", list(addresses))
        )

    @cached_property
    def visibilities(self) -> tuple[str, ...]:
        """Every visibility that a record in the index has."""
        found = self.records.terms_with_prefix("visibility", "")
        return tuple(term for term, _count in found)

    @cached_property
    def facet_values(self) -> dict[str, tuple[str, ...]]:
        """Facet to every value that a record in the index has, sorted."""
        values: dict[str, list[str]] = {facet: [] for facet in FACETS}
        for term, _count in self.records.terms_with_prefix("facets", ""):
            facet, _, value = term.partition(":")
            values[facet].append(value)
        return {facet: tuple(sorted(found)) for facet, found in values.items()}


class IndexReader:
    """The latest snapshot, following commits and new generations by any process.

    While the files on disk are missing or damaged, the last good snapshot goes on
    answering, and `problem` says what is wrong with them.
    """

    def __init__(self, root: Path):
        self.root = root
        self.problem: IndexUnusable | None = None
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._indexes: dict[str, Index] = {}
        self._rejected_version: Version | None = None
        self._fresh_until = 0.0  # on the monotonic clock

    def expire(self) -> None:
        """Look for a commit at the next call of `snapshot`, however soon it comes."""
        self._fresh_until = 0.0

    def snapshot(self) -> Snapshot:
        """Raises IndexUnusable where there is no good snapshot."""
        snapshot = self._snapshot
        now = time.monotonic()
        if snapshot is not None and now < self._fresh_until:
            return snapshot
        self._fresh_until = now + REFRESH_INTERVAL
        intact = snapshot is not None and snapshot.is_intact()
        if snapshot is not None and intact:
            version = self._version(snapshot.generation)
            if version in (snapshot.version, self._rejected_version):
                return snapshot
        with self._lock:
            if not intact:
                self._snapshot = None
            try:
                self._snapshot = snapshot = self._open_current()
            except IndexUnusable as problem:
                self.problem = problem
                snapshot = self._snapshot
                if snapshot is None:
                    raise
                # The same damaged files are not read again by every query.
                self._rejected_version = self._version(snapshot.generation)
            return snapshot

    def _open_current(self) -> Snapshot:
        for _attempt in range(OPEN_ATTEMPTS):
            manifest = index_generations.read_manifest(self.root)
            try:
                return self._open(manifest)
            except IndexUnusable:
                if index_generations.read_manifest(self.root) == manifest:
                    raise
        return self._open(manifest)

    def _open(self, manifest: Manifest) -> Snapshot:
        manifest.require_schema()
        generation = manifest.generation
        path = self.root / generation
        version = self._version(generation)
        snapshot = self._snapshot
        if snapshot is not None and snapshot.version == version:
            return snapshot
        index_generations.check_files(path)
        with damage_reported():
            if snapshot is None or snapshot.generation != generation:
                indexes = index_generations.open_indexes(path)
            else:
                indexes = self._indexes
            searchers = {}
            file_stamps: dict[Path, Stamp | None] = {}
            for name in INDEXES:
                files = segment_files(path / name)
                file_stamps |= {file: stamp(file) for file in files}
                indexes[name].reload()
                searchers[name] = indexes[name].searcher()
        self._indexes = indexes
        self.problem = None
        try:
            manifest.require_analysis()
        except IndexOutdated as outdated:
            self.problem = outdated
        return Snapshot(version, file_stamps, **searchers)

    def _version(self, generation: str) -> Version:
        metas = [self.root / generation / name / "meta.json" for name in INDEXES]
        paths = (self.root / "current", *metas)
        return Version(generation, tuple(stamp(path) for path in paths))
