"""Asking the index of records: the best of them, how many, and of what kinds."""

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
from .proximity import WINDOW, Ranked, neighbours, reordered
from .query_plan import Plan, filter_clauses, leaves, plan
from .query_tree import Query
from .rank_fusion import DEPTH, fused

if TYPE_CHECKING:
    from .vector_store import Meanings

# A page of results holds about so many. When fewer records have all the words,
# those that have any of them follow.
ENOUGH = 10
# Nobody reads so far, and an export ends there.
DEEPEST = 10_000

_ORDERS: dict[str, tuple[str, tantivy.Order]] = {
    "newest": ("date", tantivy.Order.Desc),
    "oldest": ("date", tantivy.Order.Asc),
    "title": ("sort_title", tantivy.Order.Asc),
}
SORTS = ("relevance", *_ORDERS)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found."""

    key: str
    kind: str
    title: str
    summary: str
    # What else it may have been found by: names, authors, the rest of its text.
    details: tuple[str, ...]
    # Comparable within one search, and nothing beyond; 0 when sorted otherwise.
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """What one search found: a stretch of hits, and counts over all of them."""

    # As it was put to the index, other words for the same included.
    query: Query
    hits: tuple[Hit, ...] = ()
    count: int = 0
    # How many of the count match all that was wished for; the hits begin with them.
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
    meanings: "Meanings | None" = None,
) -> Results:
    if sort not in SORTS:
        raise ValueError(f"Results cannot be sorted by {sort!r}.")
    if sort == "relevance" and not any(leaves(query.nodes)):
        # Nothing is asked that one record could answer better than another.
        sort = "newest"
    planned = plan(query, snapshot, filter_clauses(snapshot, filters, visible, within))
    end = min(max(offset, 0) + max(limit, 0), DEEPEST)
    with damage_reported():
        if sort != "relevance":
            meanings = None
        # Records near in meaning may come from further down.
        depth = end + DEPTH if meanings else end
        found = _found(
            snapshot,
            planned,
            query,
            sort,
            depth,
            # What narrows a list decides nothing about what is on it.
            lambda: bool(filters) and _is_enough(snapshot, query, within, visible),
        )
        ranked = found.ranked
        if meanings:
            ranked = fused(snapshot, meanings, query, found.asked, ranked)
        hits = stored_hits(snapshot, ranked[offset:end])
        counts: Counts = {}
        if with_facets:
            asked = (query, _frozen(filters), _frozen(within), frozenset(visible))
            counts = snapshot.cached(
                asked, lambda: facet_counts.count(snapshot, found.unscored, found.count)
            )
    return Results(query, hits, found.count, found.matching_all, counts)


def _frozen(filters: Mapping[str, Collection[str]]) -> Hashable:
    return frozenset((name, frozenset(values)) for name, values in filters.items())


def _is_enough(
    snapshot: Snapshot,
    query: Query,
    within: Mapping[str, Collection[str]],
    visible: Collection[str],
) -> bool:
    """Whether enough records have all that is wished for, before a filter is chosen."""

    def count() -> bool:
        planned = plan(query, snapshot, filter_clauses(snapshot, {}, visible, within))
        return snapshot.count(planned.unscored or planned.strict) >= ENOUGH

    asked = ("enough", query, _frozen(within), frozenset(visible))
    return snapshot.cached(asked, count)


@dataclass(frozen=True, slots=True)
class _Found:
    asked: tantivy.Query
    # Matches the same, and need not rank it.
    unscored: tantivy.Query
    count: int
    matching_all: int
    ranked: list[Ranked]


def _found(
    snapshot: Snapshot,
    planned: Plan,
    query: Query,
    sort: str,
    end: int,
    is_enough: Callable[[], bool],
) -> _Found:
    pairs = neighbours(query.nodes) if sort == "relevance" else []
    if pairs:
        end = max(end, WINDOW)
    count, ranked = _best(snapshot, planned.strict, sort, end)
    if planned.loose is None or count >= ENOUGH or is_enough():
        ranked = reordered(snapshot, pairs, ranked)
        unscored = planned.unscored or planned.strict
        return _Found(planned.strict, unscored, count, count, ranked)
    if len(ranked) < count:
        _count, ranked = _best(snapshot, planned.strict, sort, count)
    ranked = reordered(snapshot, pairs, ranked)
    wider_count, others = _best(snapshot, planned.loose, sort, end)
    others = reordered(snapshot, pairs, others)
    ranked = _followed(ranked, others)
    return _Found(planned.loose, planned.loose, wider_count, count, ranked)


def _best(
    snapshot: Snapshot, query: tantivy.Query, sort: str, number: int
) -> tuple[int, list[Ranked]]:
    """How many records match, and the first so many of them."""
    field_name, direction = _ORDERS.get(sort, (None, tantivy.Order.Desc))
    found = snapshot.records.search(
        query, max(number, 1), count=True, order_by_field=field_name, order=direction
    )
    hits = found.hits
    if field_name:
        hits = [(0.0, address) for _value, address in hits]
    return match_count(found), hits


def _followed(first: list[Ranked], others: list[Ranked]) -> list[Ranked]:
    """The first, then the others that are not among them, by falling score."""
    known = {doc_id(address) for _score, address in first}
    ahead = others[0][0] if others else 0.0
    return [(score + ahead, address) for score, address in first] + [
        (score, address) for score, address in others if doc_id(address) not in known
    ]


def stored_hits(snapshot: Snapshot, ranked: list[Ranked]) -> tuple[Hit, ...]:
    # Read as they lie, because neighbours are unpacked together: for a whole list
    # that makes all the difference.
    lying = sorted(range(len(ranked)), key=lambda at: doc_id(ranked[at][1]))
    hits = {at: _stored_hit(snapshot, *ranked[at]) for at in lying}
    return tuple(hits[at] for at in range(len(ranked)))


def _stored_hit(snapshot: Snapshot, score: float, address: tantivy.DocAddress) -> Hit:
    stored = snapshot.records.doc(address)
    return Hit(
        key=stored["key"][0],
        kind=stored["kind"][0],
        title=stored_text(stored, "display_title"),
        summary=stored_text(stored, "summary"),
        details=(
            *stored_text(stored, "names").splitlines(),
            *stored_text(stored, "details").splitlines(),
        ),
        score=score,
    )
