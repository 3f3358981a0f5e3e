"""One order out of two: by the words of a question, and by its meaning.

What a record scores by its words, as a part of what the best one scores, and how near
its meaning is (the cosine, at most 1) make one score. Only records that match the
question's words take part, so counts and facets stay what they are.
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
    from .vector_store import Meanings

# How many of the best by their words take part. What ranks lower keeps its place.
DEPTH = 100
# Records near in meaning that are looked at, of which those with the words take part.
CANDIDATES = 200
# What meaning counts; words count the rest.
MEANING = 0.6


def fused(
    snapshot: Snapshot,
    meanings: "Meanings",
    query: Query,
    matching: tantivy.Query,
    ranked: list[Ranked],
) -> list[Ranked]:
    if not ranked:
        return ranked
    asked = " ".join(node.text for node in leaves(query.nodes))
    best = dict(zip(_numbers(snapshot, ranked[:DEPTH]), ranked[:DEPTH], strict=True))
    near = meanings.nearness(asked, CANDIDATES, best)
    if not near:
        return ranked
    best = _matching(snapshot, matching, near.keys() - best.keys()) | best
    top = ranked[0][0] or 1.0
    # One that nobody has encoded yet is ranked by its words.
    unknown = median(near.values())
    order = sorted(
        (
            (
                (1 - MEANING) * score / top + MEANING * near.get(number, unknown),
                address,
            )
            for number, (score, address) in best.items()
        ),
        key=lambda each: (-each[0], doc_id(each[1])),
    )
    taken = {doc_id(address) for _score, address in order}
    lowest = order[-1][0]
    rest = [
        (min(lowest, (1 - MEANING) * score / top), address)
        for score, address in ranked[DEPTH:]
        if doc_id(address) not in taken
    ]
    return order + rest


def _matching(
    snapshot: Snapshot, matching: tantivy.Query, key_hashes: set[int]
) -> dict[int, Ranked]:
    """Those of some records that match, and what they score by their words."""
    if not key_hashes:
        return {}
    these = tantivy.Query.const_score_query(
        any_of([term("key_hash", number) for number in key_hashes]), 0
    )
    query = tantivy.Query.boolean_query([(MUST, these), (MUST, matching)])
    found = snapshot.records.search(query, len(key_hashes), count=False).hits
    return dict(zip(_numbers(snapshot, found), found, strict=True))


def _numbers(snapshot: Snapshot, ranked: list[Ranked]) -> list[int]:
    return snapshot.key_hashes(address for _score, address in ranked)
