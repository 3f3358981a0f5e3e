"""One order out of two: by the words of a question, and by its meaning.

Each order gives a record one over its place in it, the places counted from sixty so
that the very first do not decide alone; the sums make the new order. Only records
that match the question's words take part, so counts and facets stay what they are.
"""

from typing import TYPE_CHECKING

import tantivy

from .clauses import MUST, any_of, term
from .nearness import Ranked
from .plans import leaves
from .query import Query
from .reading import Snapshot

if TYPE_CHECKING:
    from .meanings import Meanings

# How many of each order take part. What ranks lower keeps its place by its words.
DEPTH = 100
# Records near in meaning that are looked at, of which those with the words are kept.
CANDIDATES = 200
FLAT = 60
MEANING_WEIGHT = 0.5


def fused(
    snapshot: Snapshot,
    meanings: "Meanings",
    query: Query,
    matching: tantivy.Query,
    ranked: list[Ranked],
) -> list[Ranked]:
    asked = " ".join(node.text for node in leaves(query.nodes))
    near = _near(snapshot, meanings, asked, matching)
    if not near:
        return ranked
    addresses = {_place(address): address for _score, address in ranked[:DEPTH] + near}
    gains = dict.fromkeys(addresses, 0.0)
    for weight, order in ((1.0, ranked[:DEPTH]), (MEANING_WEIGHT, near)):
        for rank, (_score, address) in enumerate(order, start=1):
            gains[_place(address)] += weight / (FLAT + rank)
    rest = [each for each in ranked[DEPTH:] if _place(each[1]) not in gains]
    below = rest[0][0] if rest else 0.0
    best = sorted(gains, key=lambda place: (-gains[place], place))
    return [(below + gains[place], addresses[place]) for place in best] + rest


def _near(
    snapshot: Snapshot, meanings: "Meanings", asked: str, matching: tantivy.Query
) -> list[Ranked]:
    numbers = meanings.nearest(asked, CANDIDATES)
    if not numbers:
        return []
    these = any_of([term("number", number) for number in numbers])
    query = tantivy.Query.boolean_query(
        [
            (MUST, tantivy.Query.const_score_query(these, 0)),
            (MUST, tantivy.Query.const_score_query(matching, 0)),
        ]
    )
    found = snapshot.records.search(query, CANDIDATES, count=False).hits
    addresses = [address for _score, address in found]
    place = {number: at for at, number in enumerate(numbers)}
    order = sorted(
        zip(
            snapshot.records.fast_field_values("number", addresses),
            addresses,
            strict=True,
        ),
        key=lambda pair: place[pair[0]],
    )
    return [(0.0, address) for _number, address in order[:DEPTH]]


def _place(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc
