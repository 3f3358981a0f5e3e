"""Proximity rescoring: words side by side in the query gain where they are so in a record.

Only the best records are rescored, because looking for adjacent terms in all that have
both of them costs too much.
"""

from itertools import pairwise
from typing import TypeAlias

import tantivy

from .analyzer import exact_terms, stems
from .clauses import MUST, SHOULD, any_of, phrase, term
from .index_reader import Snapshot, doc_id
from .query_tree import Node, Word

Ranked: TypeAlias = tuple[float, tantivy.DocAddress]

# How many of the best are rescored.
RESCORE_WINDOW = 20
# Of the BM25 score of the adjacent terms as a phrase; models in the literature give
# proximity a tenth to a fifth of the weight of terms.
WEIGHT = 0.2
MAX_PAIRS = 30


def adjacent_terms(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
    """Pairs of terms side by side in a query, without stop words."""
    words = [
        exact_terms(node.text) if isinstance(node, Word) and stems(node.text) else []
        for node in nodes
    ]
    flat = [term for terms in words for term in (terms or [""])]
    pairs = [pair for pair in pairwise(flat) if all(pair)]
    return list(dict.fromkeys(pairs))[:MAX_PAIRS]


def rescored(
    snapshot: Snapshot, pairs: list[tuple[str, str]], ranked: list[Ranked]
) -> list[Ranked]:
    """The ranking with the best in a new order and the rest as it was."""
    best, rest = ranked[:RESCORE_WINDOW], ranked[RESCORE_WINDOW:]
    if not pairs or len(best) < 2:
        return ranked
    key_hashes = snapshot.key_hashes(address for _score, address in best)
    # Term queries, because a term set query walks the whole term dictionary.
    records = any_of([term("key_hash", key_hash) for key_hash in key_hashes])
    window = (MUST, tantivy.Query.const_score_query(records, 0))
    query = tantivy.Query.boolean_query(
        [
            (
                SHOULD,
                tantivy.Query.boolean_query([window, (MUST, phrase("exact", pair))]),
            )
            for pair in pairs
        ]
    )
    found = snapshot.records.search(query, RESCORE_WINDOW, count=False).hits
    gains = {doc_id(address): WEIGHT * score for score, address in found}
    scored = [
        (score + gains.get(doc_id(address), 0.0), address) for score, address in best
    ]
    # The rest stays below: gains are never negative.
    return sorted(scored, key=lambda each: -each[0]) + rest
