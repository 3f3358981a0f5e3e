"""What a mistyped word was meant to be, going by the words the library has."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace

import tantivy
from symspellpy import SymSpell, Verbosity

from .analyzer import exact_terms, stems
from .clauses import MUST, Clause, all_of, term
from .documents import PUBLIC
from .index_reader import Snapshot
from .query_plan import filter_clauses
from .query_tree import (
    TEXT_FIELDS,
    AllOf,
    AnyOf,
    Field,
    Node,
    Phrase,
    Query,
    Required,
    Word,
)

# The commonest words: enough for any misspelling of what the library is about.
VOCABULARY = 30_000
SHORTEST, LONGEST = 4, 30
DISTANCE = 2
# How long a word must be for two slips in it.
TWO_SLIPS = 8
# Letters that are compared when looking for candidates; fewer cost less memory.
OPENING = 6
MOST_WORDS = 10
# Seconds that the very first to misspell a word waits for help.
PATIENCE = 1.0


class Speller:
    """Corrections from the words of what the public may see.

    They are learnt beside the work, once for each generation of the index, when
    first needed; until then the words of the generation before do.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = ""
        self._words = SymSpell(DISTANCE, OPENING)
        self._learning: threading.Thread | None = None

    def corrected(
        self, snapshot: Snapshot, query: Query, bounds: list[Clause]
    ) -> Query | None:
        """The query with unknown words replaced by likely ones, if there are any."""
        typed = [
            form
            for text in _texts(query.nodes)
            for form in exact_terms(text)
            if _is_wordlike(form)
        ]
        unknown = [
            form for form in typed[:MOST_WORDS] if not _is_known(snapshot, form, bounds)
        ]
        if not unknown:
            return None
        words = self._learnt(snapshot)
        likely = {}
        for form in unknown:
            meant = _likeliest(words, form)
            if meant and _is_known(snapshot, meant, bounds):
                likely[form] = meant
        return replace(query, nodes=_mended(query.nodes, likely)) if likely else None

    def _learnt(self, snapshot: Snapshot) -> SymSpell:
        with self._lock:
            if self._generation != snapshot.generation:
                self._generation = snapshot.generation
                self._learning = threading.Thread(
                    target=self._learn, args=[snapshot], daemon=True
                )
                self._learning.start()
            learning = self._learning
        # Only the first to ask waits; a large library takes longer than this.
        if learning is not None and not self._words.words:
            learning.join(PATIENCE)
        return self._words

    def _learn(self, snapshot: Snapshot) -> None:
        words = SymSpell(DISTANCE, OPENING)
        for word, count in snapshot.records.terms_with_prefix(
            "exact", "", filter_query=_public(snapshot), limit=VOCABULARY
        ):
            if _is_wordlike(word):
                words.create_dictionary_entry(word, count)
        self._words = words


def _public(snapshot: Snapshot) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [
            (MUST, tantivy.Query.all_query()),
            *filter_clauses(snapshot, filters={}, visible=(PUBLIC,)),
        ]
    )


def _is_wordlike(form: str) -> bool:
    return SHORTEST <= len(form) <= LONGEST and form.isalpha()


def _is_known(snapshot: Snapshot, form: str, bounds: list[Clause]) -> bool:
    """Whether a word is found, in this form or another."""
    known = [term("all", stem) for stem in stems(form)] or [term("exact", form)]
    query = tantivy.Query.boolean_query([(MUST, all_of(known)), *bounds])
    return snapshot.count(query) > 0


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    """What was typed to be found as whole words: in the text, a title or an author."""
    for node in nodes:
        match node:
            case Word(text) | Phrase(text):
                yield text
            case Field(name, value) if name in TEXT_FIELDS:
                yield from _texts([value])
            case Required(inner):
                yield from _texts([inner])
            case AllOf(inner) | AnyOf(inner):
                yield from _texts(inner)


def _mended(nodes: tuple[Node, ...], likely: dict[str, str]) -> tuple[Node, ...]:
    return tuple(_mended_node(node, likely) for node in nodes)


def _mended_node(node: Node, likely: dict[str, str]) -> Node:
    match node:
        case Word() | Phrase():
            return _mended_leaf(node, likely)
        case Field(name, Word() | Phrase() as value) if name in TEXT_FIELDS:
            return Field(name, _mended_leaf(value, likely))
        case Required(inner):
            return Required(_mended_node(inner, likely))
        case AllOf(nodes) | AnyOf(nodes):
            return type(node)(_mended(nodes, likely))
    return node


def _mended_leaf(node: Word | Phrase, likely: dict[str, str]) -> Word | Phrase:
    words = [_mended_word(word, likely) for word in node.text.split()]
    return type(node)(" ".join(words))


def _mended_word(word: str, likely: dict[str, str]) -> str:
    forms = exact_terms(word)
    return likely.get(forms[0], word) if len(forms) == 1 else word


def _likeliest(words: SymSpell, form: str) -> str | None:
    # One slip in most words, two in a long one: shorter ones are often another word.
    distance = 1 if len(form) < TWO_SLIPS else DISTANCE
    found = words.lookup(form, Verbosity.TOP, max_edit_distance=distance)
    return found[0].term if found else None
