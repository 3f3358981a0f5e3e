"""What a mistyped word was meant to be, going by the words the library has."""

import threading
from dataclasses import replace

import tantivy
from symspellpy import SymSpell, Verbosity

from .analysis import exact_terms
from .clauses import MUST, Clause, term
from .query import AllOf, AnyOf, Node, Query, Required, Word
from .reading import Snapshot

# The commonest words: enough for any misspelling of what the library is about,
# and learnt within a second by a library of any size.
VOCABULARY = 30_000
SHORTEST, LONGEST = 4, 30
DISTANCE = 2
# Letters that are compared when looking for candidates; fewer cost less memory.
OPENING = 6
MOST_WORDS = 10


class Speller:
    """Corrections from the words of what the public may see.

    Learnt once for each generation of the index, when first needed.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._generation = ""
        self._words = SymSpell(DISTANCE, OPENING)

    def corrected(
        self, snapshot: Snapshot, query: Query, bounds: list[Clause]
    ) -> Query | None:
        """The query with unknown words replaced by likely ones, if there are any."""
        words = self._learnt(snapshot, bounds)
        left = MOST_WORDS

        def mended(node: Node) -> Node:
            nonlocal left
            match node:
                case Word(text):
                    forms = exact_terms(text)
                    if (
                        len(forms) == 1
                        and left
                        and _is_unknown(snapshot, forms[0], bounds)
                    ):
                        left -= 1
                        return Word(_likeliest(words, forms[0]) or text)
                case Required(inner):
                    return Required(mended(inner))
                case AllOf(nodes) | AnyOf(nodes):
                    return type(node)(tuple(mended(inner) for inner in nodes))
            return node

        better = replace(query, nodes=tuple(mended(node) for node in query.nodes))
        return None if better.nodes == query.nodes else better

    def _learnt(self, snapshot: Snapshot, bounds: list[Clause]) -> SymSpell:
        with self._lock:
            if self._generation != snapshot.generation:
                self._words = _learn(snapshot, bounds)
                self._generation = snapshot.generation
            return self._words


def _learn(snapshot: Snapshot, bounds: list[Clause]) -> SymSpell:
    everything = tantivy.Query.boolean_query(
        [(MUST, tantivy.Query.all_query()), *bounds]
    )
    words = SymSpell(DISTANCE, OPENING)
    for word, count in snapshot.records.terms_with_prefix(
        "exact", "", filter_query=everything, limit=VOCABULARY
    ):
        if SHORTEST <= len(word) <= LONGEST and word.isalpha():
            words.create_dictionary_entry(word, count)
    return words


def _is_unknown(snapshot: Snapshot, form: str, bounds: list[Clause]) -> bool:
    if not (SHORTEST <= len(form) <= LONGEST and form.isalpha()):
        return False
    query = tantivy.Query.boolean_query([(MUST, term("exact", form)), *bounds])
    return snapshot.records.search(query, 1).count == 0


def _likeliest(words: SymSpell, form: str) -> str | None:
    # One slip in a short word, two in a longer one.
    distance = 1 if len(form) < 6 else DISTANCE
    found = words.lookup(form, Verbosity.TOP, max_edit_distance=distance)
    return found[0].term if found else None
