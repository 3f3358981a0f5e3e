"""How many of the results each value of each facet has."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

import tantivy

from .reading import Snapshot
from .schema import FACETS, SLOT_FIELDS

Counts: TypeAlias = Mapping[str, tuple[tuple[str, int], ...]]

# Up to so many results one column with all values is counted faster than a column
# per place, which costs more to begin with and less per record.
FEW = 2000
# More than any facet has; beyond it the rarest would go uncounted.
VALUES = 5000


def _terms(field: str) -> dict:
    return {"terms": {"field": field, "size": VALUES}}


_TOGETHER = {"facets": _terms("facets")}
_APART = {field: _terms(field) for field in (*SLOT_FIELDS, "more")}


def count(snapshot: Snapshot, query: tantivy.Query, results: int) -> Counts:
    """Counts over everything that matches, commonest first.

    They describe the result set itself: a value of a facet that is being filtered
    by is counted like any other.
    """
    counters = {facet: Counter() for facet in FACETS}
    if results <= FEW:
        found = snapshot.records.aggregate(query, _TOGETHER)
        _add(counters, found["facets"]["buckets"])
    else:
        found = snapshot.records.aggregate(query, _APART)
        for field in SLOT_FIELDS:
            counter = counters[field.rpartition("_")[0]]
            for bucket in found[field]["buckets"]:
                # The empty value fills the places a record has no value for.
                if bucket["key"]:
                    counter[bucket["key"]] += bucket["doc_count"]
        _add(counters, found["more"]["buckets"])
    return {
        facet: tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
        for facet, counter in counters.items()
    }


def _add(counters: dict[str, Counter], buckets: list[dict]) -> None:
    for bucket in buckets:
        facet, _, value = bucket["key"].partition(":")
        counters[facet][value] += bucket["doc_count"]
