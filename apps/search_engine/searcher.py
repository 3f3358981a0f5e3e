"""Running a query on the index of records: ranked hits, their number, facet counts."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import tantivy

from . import facet_counts
from .documents import PUBLIC
from .facet_counts import Counts
from .index_documents import stored_text
from .index_reader import Snapshot, doc_id, match_count
from .integrity import damage_reported
from .proximity import RESCORE_WINDOW, Ranked, adjacent_terms, rescored
from .query_plan import Plan, filter_clauses, leaves, plan
from .query_tree import Query
from .rank_fusion import DEPTH, fuse

if TYPE_CHECKING:
    from .vector_store import VectorStore

# Matches of the strict query, about a page of them, with which the loose one is not run.
MIN_STRICT_MATCHES = 10
# Rank beyond which no hits are fetched.
MAX_RANK = 10_000

# The fields that results are sorted by, other than by score.
_ORDERS: dict[str, tuple[str, tantivy.Order]] = {
    "newest": ("date", tantivy.Order.Desc),
    "oldest": ("date", tantivy.Order.Asc),
    "title": ("sort_title", tantivy.Order.Asc),
}
SORTS = ("relevance", *_ORDERS)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that matches, with its stored fields."""

    key: str
    kind: str
    title: str
    summary: str
    # Lines that may have matched besides: other names, authors, other text.
    details: tuple[str, ...]
    # Comparable within one search only; 0 when not sorted by relevance.
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, and counts over all matches."""

    # As it was run, with synonyms.
    query: Query
    hits: tuple[Hit, ...] = ()
    count: int = 0
    # How many of the count match the strict query; they come first.
    matching_all: int = 0
    facets: Counts = field(default_factory=dict)


def search(
    snapshot: Snapshot,
    query: Query,
    *,
    filters: Mapping[str, Collection[str]],
    within: Mapping[str, Collection[str]],
    visible: Collection[str] = (PUBLIC,),
    sort: str = "relevance",
    limit: int = 10,
    offset: int = 0,
    with_facets: bool = True,
    vector_store: "VectorStore | None" = None,
) -> Results:
    if sort not in SORTS:
        raise ValueError(f"Results cannot be sorted by {sort!r}.")
    if sort == "relevance" and not any(leaves(query.nodes)):
        # No term to score by.
        sort = "newest"
    planned = plan(query, snapshot, filter_clauses(snapshot, filters, visible, within))
    end = min(max(offset, 0) + max(limit, 0), MAX_RANK)
    with damage_reported():
        if sort != "relevance":
            vector_store = None
        # Fusion may bring records up from below.
        depth = end + DEPTH if vector_store else end
        matches = _run(
            snapshot,
            planned,
            query,
            sort,
            depth,
            # Whether the query is relaxed must not depend on the filters chosen.
            lambda: bool(filters) and _suffices(snapshot, query, within, visible),
        )
        ranked = matches.ranked
        if vector_store:
            ranked = fuse(snapshot, vector_store, query, matches.query, ranked)
        hits = load_hits(snapshot, ranked[offset:end])
        counts: Counts = {}
        if with_facets:
            key = (query, _frozen(filters), _frozen(within), frozenset(visible))
            counts = snapshot.cached(
                key,
                lambda: facet_counts.count(snapshot, matches.unscored, matches.count),
            )
    return Results(query, hits, matches.count, matches.matching_all, counts)


def _frozen(filters: Mapping[str, Collection[str]]) -> Hashable:
    return frozenset((name, frozenset(values)) for name, values in filters.items())


def _suffices(
    snapshot: Snapshot,
    query: Query,
    within: Mapping[str, Collection[str]],
    visible: Collection[str],
) -> bool:
    """Whether the strict query matches enough without filters."""

    def compute() -> bool:
        planned = plan(query, snapshot, filter_clauses(snapshot, {}, visible, within))
        return snapshot.count(planned.unscored or planned.strict) >= MIN_STRICT_MATCHES

    key = ("suffices", query, _frozen(within), frozenset(visible))
    return snapshot.cached(key, compute)


@dataclass(frozen=True, slots=True)
class _Matches:
    query: tantivy.Query
    # Matches the same, without scores.
    unscored: tantivy.Query
    count: int
    matching_all: int
    ranked: list[Ranked]


def _run(
    snapshot: Snapshot,
    planned: Plan,
    query: Query,
    sort: str,
    end: int,
    suffices: Callable[[], bool],
) -> _Matches:
    """Up to `end` ranked matches: of the strict query, then of the loose one."""
    pairs = adjacent_terms(query.nodes) if sort == "relevance" else []
    if pairs:
        end = max(end, RESCORE_WINDOW)
    count, ranked = _top(snapshot, planned.strict, sort, end)
    if planned.loose is None or count >= MIN_STRICT_MATCHES or suffices():
        ranked = rescored(snapshot, pairs, ranked)
        unscored = planned.unscored or planned.strict
        return _Matches(planned.strict, unscored, count, count, ranked)
    if len(ranked) < count:
        _count, ranked = _top(snapshot, planned.strict, sort, count)
    ranked = rescored(snapshot, pairs, ranked)
    loose_count, others = _top(snapshot, planned.loose, sort, end)
    ranked = _appended(ranked, rescored(snapshot, pairs, others))
    return _Matches(planned.loose, planned.loose, loose_count, count, ranked)


def _top(
    snapshot: Snapshot, query: tantivy.Query, sort: str, number: int
) -> tuple[int, list[Ranked]]:
    """How many records match, and the first `number` of them."""
    field_name, direction = _ORDERS.get(sort, (None, tantivy.Order.Desc))
    found = snapshot.records.search(
        query, max(number, 1), count=True, order_by_field=field_name, order=direction
    )
    hits = found.hits
    if field_name:
        hits = [(0.0, address) for _value, address in hits]
    return match_count(found), hits


def _appended(first: list[Ranked], others: list[Ranked]) -> list[Ranked]:
    """The first, raised above all others, then those of the others not among them."""
    known = {doc_id(address) for _score, address in first}
    raised = others[0][0] if others else 0.0
    return [(score + raised, address) for score, address in first] + [
        (score, address) for score, address in others if doc_id(address) not in known
    ]


def load_hits(snapshot: Snapshot, ranked: list[Ranked]) -> tuple[Hit, ...]:
    # In the order of storage, because documents are decompressed by blocks.
    by_storage = sorted(range(len(ranked)), key=lambda rank: doc_id(ranked[rank][1]))
    hits = {rank: _load_hit(snapshot, *ranked[rank]) for rank in by_storage}
    return tuple(hits[rank] for rank in range(len(ranked)))


def _load_hit(snapshot: Snapshot, score: float, address: tantivy.DocAddress) -> Hit:
    document = snapshot.records.doc(address)
    return Hit(
        key=document["key"][0],
        kind=document["kind"][0],
        title=stored_text(document, "display_title"),
        summary=stored_text(document, "summary"),
        details=(
            *stored_text(document, "names").splitlines(),
            *stored_text(document, "details").splitlines(),
        ),
        score=score,
    )
