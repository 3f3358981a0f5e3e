"""What to show when nothing fits: what would, had the reader asked for a little less."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .query_plan import leaves
from .query_tree import Phrase, Prefix, Query, Word
from .searcher import Results

# A word's beginning that its other forms are likely to share.
KEPT = 5
MOST_BEGINNINGS = 8


@dataclass(frozen=True, slots=True)
class Nearest:
    """Results of a query near the one asked, and what makes it another one.

    The reason is one of "spelling", "words" (phrases taken apart, fields and
    exclusions left out), "beginnings" (other forms of the words) and "filters".
    """

    reason: str
    results: Results


def nearest(
    query: Query,
    corrected: Query | None,
    search: Callable[[Query, bool], Results],
) -> Nearest | None:
    """The first of several easier searches that finds anything.

    The search given takes a query and whether to keep to the filters.
    """
    for reason, easier, filtered in _easier(query, corrected):
        if easier:
            results = search(easier, filtered)
            if results.count:
                return Nearest(reason, results)
    return None


def _easier(
    query: Query, corrected: Query | None
) -> Iterator[tuple[str, Query | None, bool]]:
    yield "spelling", corrected, True
    words = [
        Word(word)
        for node in leaves((corrected or query).nodes)
        for word in (node.text.split() if isinstance(node, Phrase) else [node.text])
    ]
    yield "words", replace(query, nodes=tuple(words)), True
    beginnings = [
        Prefix(node.text[:KEPT])
        for node in words
        if len(node.text) >= KEPT and node.text.isalpha()
    ]
    yield "beginnings", replace(query, nodes=tuple(beginnings[:MOST_BEGINNINGS])), True
    yield "filters", query, False
    yield "filters", corrected, False
