"""Facet counts: how many of the matches have each value of each facet."""

from collections.abc import Mapping
from typing import TypeAlias

import tantivy

from .index_reader import Snapshot
from .index_schema import FACETS, JOINT_SEPARATOR

Counts: TypeAlias = Mapping[str, tuple[tuple[str, int], ...]]

# Two ways to count. Reading the column for each match takes time by the match;
# intersecting the postings of every value takes the same time for any query, which is
# less where more than this share of all records match.
MAX_COLUMN_SHARE = 0.06
# More than all facets have values; beyond it the rarest would not be counted.
MAX_BUCKETS = 20_000
_BY_COLUMN = {"facets": {"terms": {"field": "facet_column", "size": MAX_BUCKETS}}}


def count(snapshot: Snapshot, query: tantivy.Query, matches: int) -> Counts:
    """Facet to (value, count) of everything that matches, by falling count.

    `matches` is how many that are. Values that are filtered by are counted like others.
    """
    records = snapshot.records
    if matches <= records.num_docs * MAX_COLUMN_SHARE:
        buckets = records.aggregate(query, _BY_COLUMN)["facets"]["buckets"]
        found = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    else:
        found = records.terms_with_prefix("facet_column", "", filter_query=query)
    # Negative, so that one sort gives falling counts and rising values.
    negatives: dict[str, int] = {}
    for term, number in found:
        for value in term.split(JOINT_SEPARATOR):
            negatives[value] = negatives.get(value, 0) - number
    counts: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
    for negative, value in sorted(zip(negatives.values(), negatives, strict=True)):
        facet, _, name = value.partition(":")
        counts[facet].append((name, -negative))
    return {facet: tuple(values) for facet, values in counts.items()}
