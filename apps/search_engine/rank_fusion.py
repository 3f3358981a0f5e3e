"""Rank fusion: one score from the BM25 score and the similarity of embeddings.

Both are at most 1: the BM25 score is divided by the best one, the similarity is a
cosine. Only records that match the query's terms take part, so counts and facets stay
those of the lexical search.
"""

from statistics import median
from typing import TYPE_CHECKING

import tantivy

from .clauses import MUST, any_of, term
from .index_reader import Snapshot, doc_id
from .proximity import Ranked
from .query_plan import leaves
from .query_tree import Query

if TYPE_CHECKING:
    from .vector_store import VectorStore

# How many of the best by BM25 take part. What ranks lower keeps its order.
DEPTH = 100
# How many nearest neighbours of the query take part, if they match its terms.
CANDIDATES = 200
# Weight of the similarity; the BM25 score has the rest of 1.
SIMILARITY_WEIGHT = 0.6


def fuse(
    snapshot: Snapshot,
    vector_store: "VectorStore",
    query: Query,
    matching: tantivy.Query,
    ranked: list[Ranked],
) -> list[Ranked]:
    """A ranking by BM25 in its new order, nearest neighbours that match included."""
    if not ranked:
        return ranked
    text = " ".join(node.text for node in leaves(query.nodes))
    best = _by_key_hash(snapshot, ranked[:DEPTH])
    similarities = vector_store.similarities(text, CANDIDATES, best)
    if not similarities:
        return ranked
    best = _matching(snapshot, matching, similarities.keys() - best.keys()) | best
    top = ranked[0][0] or 1.0
    # Records that are not embedded yet count as average.
    unknown = median(similarities.values())
    order = sorted(
        (
            (
                (1 - SIMILARITY_WEIGHT) * score / top
                + SIMILARITY_WEIGHT * similarities.get(key_hash, unknown),
                address,
            )
            for key_hash, (score, address) in best.items()
        ),
        key=lambda each: (-each[0], doc_id(each[1])),
    )
    taken = {doc_id(address) for _score, address in order}
    lowest = order[-1][0]
    rest = [
        (min(lowest, (1 - SIMILARITY_WEIGHT) * score / top), address)
        for score, address in ranked[DEPTH:]
        if doc_id(address) not in taken
    ]
    return order + rest


def _matching(
    snapshot: Snapshot, matching: tantivy.Query, key_hashes: set[int]
) -> dict[int, Ranked]:
    """Those of some records that match, with their BM25 scores."""
    if not key_hashes:
        return {}
    records = any_of([term("key_hash", key_hash) for key_hash in key_hashes])
    candidates = tantivy.Query.const_score_query(records, 0)
    query = tantivy.Query.boolean_query([(MUST, candidates), (MUST, matching)])
    found = snapshot.records.search(query, len(key_hashes), count=False).hits
    return _by_key_hash(snapshot, found)


def _by_key_hash(snapshot: Snapshot, ranked: list[Ranked]) -> dict[int, Ranked]:
    key_hashes = snapshot.key_hashes(address for _score, address in ranked)
    return dict(zip(key_hashes, ranked, strict=True))
