"""Query expansion by synonyms."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .analyzer import exact_terms, stems
from .query_tree import (
    CODE_FIELDS,
    AllOf,
    Field,
    Node,
    Phrase,
    Query,
    Synonym,
    Word,
    any_of,
    required,
)

# Words of a phrase that has synonyms.
MAX_PHRASE_LENGTH = 6
# Synonyms that a phrase, and a whole query, is expanded by.
MAX_PER_PHRASE = 8
MAX_PER_QUERY = 24


class Synonyms:
    """Phrases with their synonyms, and fields with their codes by name.

    Phrases are matched by their stems: "smuggling migrants" matches "smuggling of
    migrants". Phrases in quotation marks are not expanded. Codes are like {"lang":
    {"English": "en"}}.
    """

    def __init__(
        self,
        synonyms: Mapping[str, Iterable[str]],
        codes: Mapping[str, Mapping[str, str]] | None = None,
    ):
        self._synonyms: dict[tuple[str, ...], tuple[str, ...]] = {}
        for phrase, others in synonyms.items():
            terms = _terms(phrase)
            if terms:
                before = self._synonyms.get(terms, ())
                different = [other for other in others if _terms(other) != terms]
                self._synonyms[terms] = tuple(dict.fromkeys([*before, *different]))
        self._codes = {
            field: {_terms(name): code for name, code in names.items()}
            for field, names in (codes or {}).items()
        }

    def expanded(self, query: Query) -> Query:
        """The query with each phrase that has synonyms as a disjunction with them."""
        nodes: list[Node] = []
        rest = list(query.nodes)
        left = MAX_PER_QUERY
        while rest:
            length, others = self._longest_match(rest)
            others = others[: min(MAX_PER_PHRASE, left)]
            if others:
                left -= len(others)
                nodes.append(_with_synonyms(rest[:length], others))
            else:
                length = 1
                nodes.append(self._with_codes(rest[0]))
            rest = rest[length:]
        return replace(query, nodes=tuple(nodes))

    def _with_codes(self, node: Node) -> Node:
        """A field of codes with the code of a name, and with other names: group:rso."""
        if not (isinstance(node, Field) and node.name in CODE_FIELDS):
            return node
        terms = _terms(node.value.text)
        others = self._synonyms.get(terms, ())[:MAX_PER_PHRASE]
        if code := self._codes.get(node.name, {}).get(terms):
            others = (code, *others)
        named = [Field(node.name, Phrase(other)) for other in others]
        return required(any_of(node, *named)) if named else node

    def _longest_match(self, nodes: list[Node]) -> tuple[int, tuple[str, ...]]:
        """How many of the first nodes make the longest known phrase, and its synonyms."""
        words = []
        for node in nodes[:MAX_PHRASE_LENGTH]:
            if not isinstance(node, Word):
                break
            words.append(node.text)
        for length in range(len(words), 0, -1):
            others = self._synonyms.get(_terms(" ".join(words[:length])))
            # A stop word at the end belongs to the words after it.
            if others and (length == 1 or stems(words[length - 1])):
                return length, others
        return 0, ()


def _terms(phrase: str) -> tuple[str, ...]:
    return stems(phrase) or tuple(exact_terms(phrase))


def _with_synonyms(words: list[Node], others: tuple[str, ...]) -> Node:
    typed = words[0] if len(words) == 1 else AllOf(tuple(words))
    return any_of(typed, *(Synonym(other) for other in others))
