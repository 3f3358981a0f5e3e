"""The search index of one directory: the public interface of the engine."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import tantivy

from . import index_writer, searcher, suggestions
from .documents import PUBLIC, Record
from .excerpts import Excerpt, excerpts
from .index_errors import IndexUnusable
from .index_reader import IndexReader, Snapshot
from .index_writer import GenerationBuilder
from .query_parser import parse
from .query_plan import filter_clauses
from .query_tree import Query
from .relaxation import RelaxedResults, relax
from .searcher import Hit, Results
from .spelling import SpellingCorrector
from .suggestions import Completion
from .synonyms import Synonyms

if TYPE_CHECKING:
    from .vector_store import VectorStore

Filters: TypeAlias = Mapping[str, Collection[str]]


class SearchIndex:
    """An index on local disk. One object serves all threads of a process.

    Every answer is as of the latest commit by any process. Whatever the query, nothing
    is raised but IndexUnusable, where there is no index to answer from.
    """

    def __init__(self, path: Path | str, vector_store: "VectorStore | None" = None):
        self.path = Path(path)
        # Ranks by embeddings, too, where given.
        self.vector_store = vector_store
        self._reader = IndexReader(self.path)
        self._spelling = SpellingCorrector()

    @property
    def problem(self) -> IndexUnusable | None:
        """Why the index should be rebuilt; None where it need not. It may answer still."""
        self._reader.expire()
        try:
            self._reader.snapshot()
        except IndexUnusable as problem:
            return problem
        return self._reader.problem

    @property
    def snapshot(self) -> Snapshot:
        return self._reader.snapshot()

    def digests(self, kind: str) -> Iterator[tuple[str, str]]:
        """Key and digest of all records of a kind, in no order."""
        records = self.snapshot.records
        found = records.terms_with_prefix(
            "key_digest",
            f"{kind}:",
            # Memory is allocated for as many.
            limit=max(records.num_docs, 1),
            filter_query=tantivy.Query.all_query(),
        )
        for term, count in found:
            key, _space, digest = term.rpartition(" ")
            yield from [(key, digest)] * count

    def apply(
        self,
        adds: Iterable[Record] = (),
        deletes: Iterable[str] = (),
        *,
        timeout: float = index_writer.LOCK_TIMEOUT,
    ) -> None:
        """Add records, each in place of what is indexed under its key, delete others,
        and commit. Raises IndexUnusable, IndexNotWritten, and IndexBusy after `timeout`
        seconds."""
        index_writer.apply(self.path, adds, deletes, timeout=timeout)
        self._reader.expire()

    @contextmanager
    def rebuild(self) -> Iterator[GenerationBuilder]:
        """Build the next generation; it is current once the block has ended well."""
        with index_writer.rebuild(self.path) as builder:
            yield builder
        self._reader.expire()

    def search(
        self,
        query: Query | str,
        *,
        filters: Filters | None = None,
        within: Filters | None = None,
        synonyms: Synonyms | None = None,
        visible: Collection[str] = (PUBLIC,),
        sort: str = "relevance",
        limit: int = 10,
        offset: int = 0,
        with_facets: bool = True,
    ) -> Results:
        """The best records for a query, how many match, and facet counts.

        Filters are values of facets, and a record must have every one of them. Counts
        are of the matches under all filters, so each says how many there would be if
        its value were one more. `within` is a filter of the place that searches: it
        decides whether enough records there match the strict query, filters do not.
        """
        query = _parsed(query)
        return searcher.search(
            self.snapshot,
            synonyms.expanded(query) if synonyms else query,
            filters=filters or {},
            within=within or {},
            visible=visible,
            sort=sort,
            limit=limit,
            offset=offset,
            with_facets=with_facets,
            vector_store=self.vector_store,
        )

    def did_you_mean(
        self, query: Query | str, visible: Collection[str] = (PUBLIC,)
    ) -> Query | None:
        """The query with unknown words corrected; None where there is no correction."""
        snapshot = self.snapshot
        filters = filter_clauses(snapshot, {}, visible)
        return self._spelling.corrected(snapshot, _parsed(query), filters)

    def relaxed(
        self,
        query: Query | str,
        *,
        filters: Filters | None = None,
        within: Filters | None = None,
        visible: Collection[str] = (PUBLIC,),
        limit: int = 10,
    ) -> RelaxedResults | None:
        """For a query that matches nothing: results of an easier one."""
        query = _parsed(query)

        def search(easier: Query, filtered: bool) -> Results:
            return self.search(
                easier,
                filters=filters if filtered else None,
                within=within if filtered else None,
                visible=visible,
                limit=limit,
            )

        return relax(query, self.did_you_mean(query, visible), search)

    def completions(
        self,
        text: str,
        *,
        kinds: Collection[str] = (),
        visible: Collection[str] = (PUBLIC,),
        limit: int = 8,
    ) -> tuple[Completion, ...]:
        """Records with a title or other name that a text is the beginning of."""
        return suggestions.completions(
            self.snapshot, text, kinds=kinds, visible=visible, limit=limit
        )

    def similar(
        self,
        key: str,
        *,
        filters: Filters | None = None,
        visible: Collection[str] = (PUBLIC,),
        limit: int = 5,
    ) -> tuple[Hit, ...]:
        """Records that share the rarer terms of the one with this key."""
        return suggestions.similar(
            self.snapshot, key, filters=filters or {}, visible=visible, limit=limit
        )

    def excerpts(
        self, results: Results, visible: Collection[str] = (PUBLIC,)
    ) -> tuple[Excerpt, ...]:
        """For each hit a snippet of its best page, or of its summary, as HTML."""
        return excerpts(self.snapshot, results, visible)


def _parsed(query: Query | str) -> Query:
    return parse(query) if isinstance(query, str) else query
