"""Other words for the same thing: whoever asks for one is offered all."""

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

LONGEST = 6
# Bounds on what one query may grow to.
MOST_FOR_ONE = 8
MOST = 24


class Synonyms:
    """A phrase and its equivalents, as the topics and the members' names give them.

    Phrases are recognised in any of their endings: "smuggling migrants" is known by
    "smuggling of migrants". What stands in quotation marks is left as it is.

    Beside them, the codes of a field by what readers call them: {"lang": {"English":
    "en"}}.
    """

    def __init__(
        self,
        equivalents: Mapping[str, Iterable[str]],
        codes: Mapping[str, Mapping[str, str]] | None = None,
    ):
        self._equivalents: dict[tuple[str, ...], tuple[str, ...]] = {}
        for phrase, others in equivalents.items():
            known = _terms(phrase)
            if known:
                before = self._equivalents.get(known, ())
                different = [other for other in others if _terms(other) != known]
                self._equivalents[known] = tuple(dict.fromkeys([*before, *different]))
        self._codes = {
            field: {_terms(name): code for name, code in names.items()}
            for field, names in (codes or {}).items()
        }

    def expanded(self, query: Query) -> Query:
        """The query with alternatives beside what has any."""
        nodes: list[Node] = []
        rest = list(query.nodes)
        left = MOST
        while rest:
            length, others = self._at_start(rest)
            others = others[: min(MOST_FOR_ONE, left)]
            if others:
                left -= len(others)
                nodes.append(_either(rest[:length], others))
            else:
                length = 1
                nodes.append(self._of_code(rest[0]))
            rest = rest[length:]
        return replace(query, nodes=tuple(nodes))

    def _of_code(self, node: Node) -> Node:
        """A field of codes with the other names of what is meant: group:rso."""
        if not (isinstance(node, Field) and node.name in CODE_FIELDS):
            return node
        asked = _terms(node.value.text)
        others = self._equivalents.get(asked, ())[:MOST_FOR_ONE]
        if code := self._codes.get(node.name, {}).get(asked):
            others = (code, *others)
        named = [Field(node.name, Phrase(other)) for other in others]
        return required(any_of(node, *named)) if named else node

    def _at_start(self, nodes: list[Node]) -> tuple[int, tuple[str, ...]]:
        """How many of the first nodes make the longest known phrase."""
        words = []
        for node in nodes[:LONGEST]:
            if not isinstance(node, Word):
                break
            words.append(node.text)
        for length in range(len(words), 0, -1):
            others = self._equivalents.get(_terms(" ".join(words[:length])))
            # A stop word at the end belongs to what follows.
            if others and (length == 1 or stems(words[length - 1])):
                return length, others
        return 0, ()


def _terms(phrase: str) -> tuple[str, ...]:
    return stems(phrase) or tuple(exact_terms(phrase))


def _either(words: list[Node], others: tuple[str, ...]) -> Node:
    asked = words[0] if len(words) == 1 else AllOf(tuple(words))
    return any_of(asked, *(Synonym(other) for other in others))
