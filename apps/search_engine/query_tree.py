"""A search as the reader meant it, whatever they typed.

    maritime smuggling          words; what has all of them comes first
    "irregular migration"       exactly these words in this order
    smuggl*                     words that begin so
    boats -drugs                without a word
    Malaysia OR Indonesia       either of two neighbours
    (sea OR maritime) rescue    grouping
    title:rescue  author:"International Organization for Migration"
    year:2016..2020  kind:report  topic:people-smuggling  group:rso
    member:indonesia  lang:id

The nodes below are all there is. Each prints as text that parses back to itself.
"""

from dataclasses import dataclass
from typing import TypeAlias

TEXT_FIELDS = ("title", "author")
CODE_FIELDS = ("kind", "topic", "group", "member", "lang")
FIELDS = (*TEXT_FIELDS, *CODE_FIELDS, "year")


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found in any of its endings."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words exactly as written, one after the other."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Equivalent(Phrase):
    """Other words for what was asked for; nobody wrote them, so they count for less."""


def is_other_name(node: "Node") -> bool:
    """Whether this is several words that mean what was asked only when together."""
    return isinstance(node, Equivalent) and " " in node.text.strip()


@dataclass(frozen=True, slots=True)
class Field:
    """Something to be found in one field of a record only."""

    name: str
    value: Word | Prefix | Phrase

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class Years:
    """A span of years, open where None."""

    first: int | None
    last: int | None

    def __str__(self) -> str:
        if self.first == self.last:
            return f"year:{self.first:04}"
        first, last = (
            "" if year is None else f"{year:04}" for year in (self.first, self.last)
        )
        return f"year:{first}..{last}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    node: "Node"

    def __str__(self) -> str:
        return f"-{_grouped(self.node)}"


@dataclass(frozen=True, slots=True)
class Required:
    """A word that no result may lack, even where others do."""

    node: "Node"

    def __str__(self) -> str:
        return f"+{_grouped(self.node)}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Alternatives."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Things asked for together."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(
            f"({node})" if isinstance(node, AllOf) else str(node) for node in self.nodes
        )


Node: TypeAlias = (
    Word | Prefix | Phrase | Field | Years | Not | Required | AnyOf | AllOf
)


def _grouped(node: Node) -> str:
    return f"({node})" if isinstance(node, AllOf | AnyOf) else str(node)


def negated(node: Node) -> Node:
    if isinstance(node, Not):
        return node.node
    return Not(node.node if isinstance(node, Required) else node)


def required(node: Node) -> Node:
    return node if isinstance(node, Not | Required) else Required(node)


def alternatives(*nodes: Node) -> Node:
    """One node for several, with alternatives among them taken apart."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, AnyOf) else [node]
    return AnyOf(tuple(flat))


def together(nodes: list[Node]) -> Node | None:
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return AllOf(tuple(nodes))


def within(name: str, node: Node) -> Node:
    """The same, asked of one field: title:(a OR b) is title:a OR title:b."""
    match node:
        case Word() | Prefix() | Phrase():
            return Field(name, node)
        case AnyOf(nodes) | AllOf(nodes):
            return type(node)(tuple(within(name, inner) for inner in nodes))
        case Not(inner) | Required(inner):
            return type(node)(within(name, inner))
    return node


@dataclass(frozen=True, slots=True)
class Query:
    """A whole search: what it asks for, and what had to be overlooked in it.

    Warnings are codes that whoever shows the results puts into words; the parser
    lists them.
    """

    nodes: tuple[Node, ...] = ()
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(AllOf(self.nodes))

    def __bool__(self) -> bool:
        return bool(self.nodes)
