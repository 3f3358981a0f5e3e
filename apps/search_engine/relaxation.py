"""Query relaxation: when nothing matches, easier queries until one matches something."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .query_plan import leaves
from .query_tree import Phrase, Prefix, Query, Word
from .searcher import Results

# Letters of a word that its other forms are likely to share.
PREFIX_LENGTH = 5
MAX_PREFIXES = 8


@dataclass(frozen=True, slots=True)
class RelaxedResults:
    """Results of an easier query, and how it is easier.

    The reason is one of "spelling" (corrected), "words" (phrases taken apart, fields and
    exclusions left out), "beginnings" (words to prefixes) and "filters" (left out).
    """

    reason: str
    results: Results


def relax(
    query: Query,
    corrected: Query | None,
    search: Callable[[Query, bool], Results],
) -> RelaxedResults | None:
    """Results of the first easier query that has any.

    `search` takes a query and whether to apply the filters.
    """
    for reason, easier, filtered in _easier_queries(query, corrected):
        if easier:
            results = search(easier, filtered)
            if results.count:
                return RelaxedResults(reason, results)
    return None


def _easier_queries(
    query: Query, corrected: Query | None
) -> Iterator[tuple[str, Query | None, bool]]:
    """(reason, query, filtered), the nearest to the original first."""
    yield "spelling", corrected, True
    words = [
        Word(word)
        for node in leaves((corrected or query).nodes)
        for word in (node.text.split() if isinstance(node, Phrase) else [node.text])
    ]
    yield "words", replace(query, nodes=tuple(words)), True
    prefixes = [
        Prefix(node.text[:PREFIX_LENGTH])
        for node in words
        if len(node.text) >= PREFIX_LENGTH and node.text.isalpha()
    ]
    yield "beginnings", replace(query, nodes=tuple(prefixes[:MAX_PREFIXES])), True
    yield "filters", query, False
    yield "filters", corrected, False
