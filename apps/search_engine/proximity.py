"""Words asked for side by side count a little more where they stand side by side.

Only among the best records, put into a new order: counting neighbours costs too
much to do for everything that has both words.
"""

from itertools import pairwise
from typing import TypeAlias

import tantivy

from .analyzer import exact_terms, stems
from .clauses import MUST, SHOULD, any_of, phrase, term
from .index_reader import Snapshot, doc_id
from .query_tree import Node, Word

Ranked: TypeAlias = tuple[float, tantivy.DocAddress]

WINDOW = 20
# What is known of such models: about a tenth to a fifth of what words count.
WEIGHT = 0.2
MOST_PAIRS = 30


def neighbours(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
    """The words that stand beside each other in a query, stop words apart."""
    words = [
        exact_terms(node.text) if isinstance(node, Word) and stems(node.text) else []
        for node in nodes
    ]
    flat = [term for terms in words for term in (terms or [""])]
    pairs = [pair for pair in pairwise(flat) if all(pair)]
    return list(dict.fromkeys(pairs))[:MOST_PAIRS]


def reordered(
    snapshot: Snapshot, pairs: list[tuple[str, str]], ranked: list[Ranked]
) -> list[Ranked]:
    best, rest = ranked[:WINDOW], ranked[WINDOW:]
    if not pairs or len(best) < 2:
        return ranked
    addresses = [address for _score, address in best]
    key_hashes = snapshot.key_hashes(addresses)
    # Each alone, because a set of terms is looked up by walking the dictionary.
    these = any_of([term("key_hash", number) for number in key_hashes])
    window = (MUST, tantivy.Query.const_score_query(these, 0))
    query = tantivy.Query.boolean_query(
        [
            (
                SHOULD,
                tantivy.Query.boolean_query([window, (MUST, phrase("exact", pair))]),
            )
            for pair in pairs
        ]
    )
    found = snapshot.records.search(query, WINDOW, count=False).hits
    gains = {doc_id(address): WEIGHT * score for score, address in found}
    scored = [
        (score + gains.get(doc_id(address), 0.0), address) for score, address in best
    ]
    # What follows stays below: gains only ever raise a score.
    return sorted(scored, key=lambda pair: -pair[0]) + rest
