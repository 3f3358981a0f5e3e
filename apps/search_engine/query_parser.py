"""The parser of the query language. It accepts any text, and never raises."""

import re

from .normalization import clean
from .query_tree import (
    FIELDS,
    Node,
    Phrase,
    Prefix,
    Query,
    Word,
    YearRange,
    all_of,
    any_of,
    in_field,
    negated,
    required,
)

# Characters: room for a question of several sentences, as researchers paste them.
MAX_LENGTH = 1000
MAX_DEPTH = 16
# Each scans a part of the term dictionary.
MAX_PREFIXES = 8
MIN_PREFIX_LENGTH = 2

WARNINGS = {
    "cut": "The query is too long; its end was left out.",
    "unclosed-quote": "A quotation mark was not closed.",
    "unbalanced-parenthesis": "Parentheses did not match.",
    "too-deep": "The parentheses are nested too deeply; the innermost were left out.",
    "bad-year": "A year could not be read.",
    "nothing-to-find": "The query holds nothing to search for.",
    "bad-prefix": "Too few letters stand before an asterisk, or there are too many "
    "asterisks.",
}

# Straight, curly, low, angled and full-width.
_QUOTES = '"“”„‟«»\uff02'
_TOKEN = re.compile(
    rf"""
    (?P<open>[(\uff08]) | (?P<close>[)\uff09])
    | (?P<sign>[-+−–](?=[^\s)\uff09]))
    | (?P<field>(?:{"|".join(FIELDS)}):(?=[^\s)\uff09]))
    | [{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]|\Z)
    | (?P<word>[^\s()\uff08\uff09{_QUOTES}]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARS = re.compile(r"(\d{4})?(\.\.|…|-|–)?(\d{4})?")
_LETTER = re.compile(r"\w")
_OR = ("OR", "|", "||")
_AND = ("AND", "&", "&&")
_OPERATORS = (*_OR, *_AND, "NOT")
_END = ("end", "")


def parse(text: str) -> Query:
    parser = _Parser(text)
    nodes = parser.clauses()
    if not nodes and text.strip():
        parser.warn("nothing-to-find")
    return Query(tuple(nodes), tuple(parser.warnings))


class _Parser:
    def __init__(self, text: str):
        # An ordered set.
        self.warnings: dict[str, None] = {}
        if len(text) > MAX_LENGTH:
            text = text[:MAX_LENGTH]
            self.warn("cut")
        self.tokens = [self.token(match) for match in _TOKEN.finditer(clean(text))]
        self.at = 0
        self.depth = 0
        self.prefixes = 0

    def token(self, match: re.Match[str]) -> tuple[str, str]:
        if match["phrase"] is None:
            return match.lastgroup or "", match[0]
        if not match["end"]:
            self.warn("unclosed-quote")
        return "phrase", match["phrase"]

    def warn(self, code: str) -> None:
        self.warnings[code] = None

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def take(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def at_operand(self) -> bool:
        kind, text = self.peek()
        return kind not in ("end", "close") and not (
            kind == "word" and text in _OR + _AND
        )

    def clauses(self) -> list[Node]:
        """The clauses up to the end, or to the parenthesis that closes this group."""
        nodes: list[Node] = []
        while (token := self.peek()) != _END:
            kind, text = token
            if kind == "close" and self.depth:
                break
            if kind == "close":
                self.take()
                self.warn("unbalanced-parenthesis")
            elif kind == "word" and text in _OR + _AND:
                self.take()
                self.join(nodes, disjunctive=text in _OR)
            elif node := self.clause():
                nodes.append(node)
        return nodes

    def join(self, nodes: list[Node], disjunctive: bool) -> None:
        """Join the clause after OR or AND to the one before it, if both are there."""
        following = self.clause() if self.at_operand() else None
        if following and nodes and disjunctive:
            nodes[-1] = any_of(nodes[-1], following)
        elif following and nodes:
            nodes[-1:] = [required(nodes[-1]), required(following)]
        elif following:
            nodes.append(following)

    def clause(self) -> Node | None:
        """One operand with its sign; None where it has no term."""
        sign = None
        while self.peek()[0] == "sign" or self.peek() == ("word", "NOT"):
            sign = self.take()[1]
        if not self.at_operand():
            return None
        kind, text = self.take()
        if kind == "open":
            node = self.group()
        elif kind == "field":
            node = self.field_clause(text.lower().rstrip(":"))
        else:
            node = self.leaf(kind, text)
        if node is None or sign is None:
            return node
        return required(node) if sign == "+" else negated(node)

    def group(self) -> Node | None:
        if self.depth == MAX_DEPTH:
            # The parenthesis is skipped; the clauses within it are read as outside it.
            self.warn("too-deep")
            return None
        self.depth += 1
        nodes = self.clauses()
        self.depth -= 1
        if self.take()[0] != "close":
            self.warn("unbalanced-parenthesis")
        return all_of(nodes)

    def field_clause(self, name: str) -> Node | None:
        while self.peek()[0] == "sign":
            self.take()
        kind, text = self.take()
        if kind == "open":
            node = self.group()
            return node and (node if name == "year" else in_field(name, node))
        if name == "year" and (years := self.year_range(text)):
            return years
        if name == "year":
            return None if text in _OPERATORS else self.leaf(kind, text)
        node = self.leaf(kind, text)
        return node and in_field(name, node)

    def year_range(self, text: str) -> Node | None:
        match = _YEARS.fullmatch(text)
        first, dots, last = match.groups() if match else (None, None, None)
        if not (first or last) or (first and last and not dots):
            self.warn("bad-year")
            return None
        if not dots:
            first = last = first or last
        years = [int(year) if year else None for year in (first, last)]
        if None not in years:
            years.sort()
        return YearRange(*years)

    def leaf(self, kind: str, text: str) -> Node | None:
        if not _LETTER.search(text):
            return None
        if kind == "phrase":
            return Phrase(" ".join(text.split()))
        stem = text.rstrip("*")
        if stem == text:
            return Word(text)
        if (
            len(_LETTER.findall(stem)) >= MIN_PREFIX_LENGTH
            and self.prefixes < MAX_PREFIXES
        ):
            self.prefixes += 1
            return Prefix(stem)
        self.warn("bad-prefix")
        return Word(stem)
