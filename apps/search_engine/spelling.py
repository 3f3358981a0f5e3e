"""Spelling correction of queries by the terms of the index (SymSpell)."""

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

# Terms in the dictionary, the most frequent ones.
DICTIONARY_SIZE = 30_000
# Letters of a word that can be corrected.
MIN_LENGTH, MAX_LENGTH = 4, 30
MAX_EDIT_DISTANCE = 2
# Two edits in a shorter word often make another word of it.
MIN_LENGTH_FOR_TWO_EDITS = 8
# Letters of a term by which candidates are looked up; fewer take less memory.
PREFIX_LENGTH = 6
MAX_WORDS = 10
# Seconds that a query waits for the first dictionary.
BUILD_TIMEOUT = 1.0


class SpellingCorrector:
    """Corrects by a dictionary of the terms of public records.

    It is built in a background thread, once for each generation of the index, when
    first needed; until it is done the one of the generation before serves.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation = ""
        self._dictionary = SymSpell(MAX_EDIT_DISTANCE, PREFIX_LENGTH)
        self._build: threading.Thread | None = None

    def corrected(
        self, snapshot: Snapshot, query: Query, filters: list[Clause]
    ) -> Query | None:
        """The query with unknown words corrected; None where there is no correction.

        A word is known where a record under the filters has it.
        """
        typed = [
            word
            for text in _texts(query.nodes)
            for word in exact_terms(text)
            if _is_correctable(word)
        ]
        unknown = [
            word for word in typed[:MAX_WORDS] if not _is_known(snapshot, word, filters)
        ]
        if not unknown:
            return None
        dictionary = self._current_dictionary(snapshot)
        corrections = {}
        for word in unknown:
            candidate = _best_candidate(dictionary, word)
            if candidate and _is_known(snapshot, candidate, filters):
                corrections[word] = candidate
        if not corrections:
            return None
        return replace(query, nodes=_corrected_nodes(query.nodes, corrections))

    def _current_dictionary(self, snapshot: Snapshot) -> SymSpell:
        with self._lock:
            if self._generation != snapshot.generation:
                self._generation = snapshot.generation
                self._build = threading.Thread(
                    target=self._build_dictionary, args=[snapshot], daemon=True
                )
                self._build.start()
            build = self._build
        # Only the very first dictionary is waited for, and not long: of a large index
        # it takes longer.
        if build is not None and not self._dictionary.words:
            build.join(BUILD_TIMEOUT)
        return self._dictionary

    def _build_dictionary(self, snapshot: Snapshot) -> None:
        dictionary = SymSpell(MAX_EDIT_DISTANCE, PREFIX_LENGTH)
        for word, count in snapshot.records.terms_with_prefix(
            "exact", "", filter_query=_public(snapshot), limit=DICTIONARY_SIZE
        ):
            if _is_correctable(word):
                dictionary.create_dictionary_entry(word, count)
        self._dictionary = dictionary


def _public(snapshot: Snapshot) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [
            (MUST, tantivy.Query.all_query()),
            *filter_clauses(snapshot, filters={}, visible=(PUBLIC,)),
        ]
    )


def _is_correctable(word: str) -> bool:
    return MIN_LENGTH <= len(word) <= MAX_LENGTH and word.isalpha()


def _is_known(snapshot: Snapshot, word: str, filters: list[Clause]) -> bool:
    """Whether any record under the filters has a word, by its stem."""
    terms = [term("all", stem) for stem in stems(word)] or [term("exact", word)]
    query = tantivy.Query.boolean_query([(MUST, all_of(terms)), *filters])
    return snapshot.count(query) > 0


def _texts(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts of words and phrases, those of text fields included."""
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


def _corrected_nodes(
    nodes: tuple[Node, ...], corrections: dict[str, str]
) -> tuple[Node, ...]:
    return tuple(_corrected_node(node, corrections) for node in nodes)


def _corrected_node(node: Node, corrections: dict[str, str]) -> Node:
    match node:
        case Word() | Phrase():
            return _corrected_leaf(node, corrections)
        case Field(name, Word() | Phrase() as value) if name in TEXT_FIELDS:
            return Field(name, _corrected_leaf(value, corrections))
        case Required(inner):
            return Required(_corrected_node(inner, corrections))
        case AllOf(nodes) | AnyOf(nodes):
            return type(node)(_corrected_nodes(nodes, corrections))
    return node


def _corrected_leaf(node: Word | Phrase, corrections: dict[str, str]) -> Word | Phrase:
    words = [_corrected_word(word, corrections) for word in node.text.split()]
    return type(node)(" ".join(words))


def _corrected_word(word: str, corrections: dict[str, str]) -> str:
    terms = exact_terms(word)
    return corrections.get(terms[0], word) if len(terms) == 1 else word


def _best_candidate(dictionary: SymSpell, word: str) -> str | None:
    """The nearest word of the dictionary; of several the most frequent."""
    distance = 1 if len(word) < MIN_LENGTH_FOR_TWO_EDITS else MAX_EDIT_DISTANCE
    found = dictionary.lookup(word, Verbosity.TOP, max_edit_distance=distance)
    return found[0].term if found else None
