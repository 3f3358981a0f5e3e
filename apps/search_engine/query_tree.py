"""The query tree: what the parser makes of the query language.

    maritime smuggling          words; records that have all of them come first
    "irregular migration"       a phrase
    smuggl*                     a prefix
    boats -drugs                exclusion
    Malaysia OR Indonesia       alternatives
    (sea OR maritime) rescue    grouping
    title:rescue  author:"International Organization for Migration"
    year:2016..2020  kind:report  topic:people-smuggling  group:rso
    member:indonesia  lang:id

`str` of a node is text that parses back to it.
"""

from dataclasses import dataclass
from typing import TypeAlias

TEXT_FIELDS = ("title", "author")
CODE_FIELDS = ("kind", "topic", "group", "member", "lang")
FIELDS = (*TEXT_FIELDS, *CODE_FIELDS, "year")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, matched by its stem."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word's beginning, matched without stemming."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words without stemming, one after the other (slop 0)."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Synonym(Phrase):
    """A synonym added by query expansion; it has a lower weight."""


def is_multiword_synonym(node: "Node") -> bool:
    """Whether only the whole phrase is a synonym, and none of its words."""
    return isinstance(node, Synonym) and " " in node.text.strip()


@dataclass(frozen=True, slots=True)
class Field:
    """A clause on one field of a record."""

    name: str
    value: Word | Prefix | Phrase

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


@dataclass(frozen=True, slots=True)
class YearRange:
    """An inclusive range of years, open where None."""

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
    """Exclusion."""

    node: "Node"

    def __str__(self) -> str:
        return f"-{_grouped(self.node)}"


@dataclass(frozen=True, slots=True)
class Required:
    """A clause that must match in the loose query, too."""

    node: "Node"

    def __str__(self) -> str:
        return f"+{_grouped(self.node)}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Disjunction."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Conjunction."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(
            f"({node})" if isinstance(node, AllOf) else str(node) for node in self.nodes
        )


Node: TypeAlias = (
    Word | Prefix | Phrase | Field | YearRange | Not | Required | AnyOf | AllOf
)


def _grouped(node: Node) -> str:
    return f"({node})" if isinstance(node, AllOf | AnyOf) else str(node)


def negated(node: Node) -> Node:
    if isinstance(node, Not):
        return node.node
    return Not(node.node if isinstance(node, Required) else node)


def required(node: Node) -> Node:
    return node if isinstance(node, Not | Required) else Required(node)


def any_of(*nodes: Node) -> Node:
    """The disjunction of nodes, those of disjunctions among them included."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, AnyOf) else [node]
    return AnyOf(tuple(flat))


def all_of(nodes: list[Node]) -> Node | None:
    """The conjunction of nodes; None of none, the node itself of one."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return AllOf(tuple(nodes))


def in_field(name: str, node: Node) -> Node:
    """The node with its leaves in one field: title:(a OR b) is title:a OR title:b."""
    match node:
        case Word() | Prefix() | Phrase():
            return Field(name, node)
        case AnyOf(nodes) | AllOf(nodes):
            return type(node)(tuple(in_field(name, inner) for inner in nodes))
        case Not(inner) | Required(inner):
            return type(node)(in_field(name, inner))
    return node


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: the root's nodes, and warnings by their codes in query_parser."""

    nodes: tuple[Node, ...] = ()
    warnings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(AllOf(self.nodes))

    def __bool__(self) -> bool:
        return bool(self.nodes)
