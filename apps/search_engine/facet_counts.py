"""How many of the results each value of each facet has."""

from collections.abc import Mapping
from typing import TypeAlias

import tantivy

from .index_reader import Snapshot
from .index_schema import FACETS, JOINT_SEPARATOR

Counts: TypeAlias = Mapping[str, tuple[tuple[str, int], ...]]

# Two ways to count. Reading the values of each result costs by the result; walking
# through the records of every value costs the same whatever was found, which is
# less once more than this share of all records was found.
SHARE = 0.06
# More than all facets together have; beyond it the rarest would go uncounted.
VALUES = 20_000
_BY_RESULT = {"facets": {"terms": {"field": "facet_column", "size": VALUES}}}


def count(snapshot: Snapshot, query: tantivy.Query, results: int) -> Counts:
    """Counts over everything that matches, commonest first.

    They describe the results themselves: a value that is being filtered by is
    counted like any other.
    """
    records = snapshot.records
    if results <= records.num_docs * SHARE:
        buckets = records.aggregate(query, _BY_RESULT)["facets"]["buckets"]
        found = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    else:
        found = records.terms_with_prefix("facet_column", "", filter_query=query)
    counted: dict[str, int] = {}
    for term, number in found:
        for value in term.split(JOINT_SEPARATOR):
            counted[value] = counted.get(value, 0) - number
    counts: dict[str, list[tuple[str, int]]] = {facet: [] for facet in FACETS}
    for negative, value in sorted(zip(counted.values(), counted, strict=True)):
        facet, _, name = value.partition(":")
        counts[facet].append((name, -negative))
    return {facet: tuple(pairs) for facet, pairs in counts.items()}
