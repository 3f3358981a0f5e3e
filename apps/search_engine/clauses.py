"""What each thing a reader can ask for means to the index of records."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

import tantivy

from .analyzer import exact_terms, stems
from .index_reader import Snapshot
from .index_schema import RECORDS
from .normalization import bigram_runs, bigrams, fold
from .query_tree import (
    AllOf,
    AnyOf,
    Equivalent,
    Field,
    Node,
    Not,
    Phrase,
    Prefix,
    Required,
    Word,
    Years,
)

Clause: TypeAlias = tuple[tantivy.Occur, tantivy.Query]
Leaf: TypeAlias = Word | Prefix | Phrase

MUST, SHOULD, MUST_NOT = (
    tantivy.Occur.Must,
    tantivy.Occur.Should,
    tantivy.Occur.MustNot,
)
# What an equivalent says of a text, beside what the words asked for say.
EQUIVALENCE = 0.3
_GRAM_FIELDS = {
    "exact": "bigrams",
    "title_exact": "title_bigrams",
    "author": "author_bigrams",
}
FACET_NAMES = {"lang": "language"}


def term(field: str, text: str | int, weight: float = 1) -> tantivy.Query:
    query = tantivy.Query.term_query(RECORDS, field, text, "freq")
    return query if weight == 1 else tantivy.Query.boost_query(query, weight)


def all_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(MUST, query) for query in queries])


def any_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(SHOULD, query) for query in queries])


def without(query: tantivy.Query) -> tantivy.Query:
    everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0)
    return tantivy.Query.boolean_query([(MUST, everything), (MUST_NOT, query)])


def phrase(field: str, words: Sequence[str]) -> tantivy.Query:
    if len(words) == 1:
        return tantivy.Query.term_query(RECORDS, field, words[0])
    return tantivy.Query.phrase_query(RECORDS, field, list(words))


@lru_cache(maxsize=1024)
def pattern(field: str, expression: str) -> tantivy.Query:
    """Words of a form. Made once for a question that asks for one again and again."""
    return tantivy.Query.regex_query(RECORDS, field, expression)


def beginning(field: str, text: str) -> list[tantivy.Query]:
    *words, last = exact_terms(text) or [""]
    found = [phrase(field, [word]) for word in words]
    if last:
        found.append(pattern(field, f"{re.escape(last)}.*"))
    return found


def runs(field: str, text: str) -> list[tantivy.Query]:
    """Each stretch of a script without spaces, anywhere inside another."""
    return [
        phrase(field, bigrams(run))
        if len(run) > 1
        else pattern(field, f"{re.escape(run)}.?")
        for run in bigram_runs(fold(text))
    ]


def facet(name: str, values: Iterable[str]) -> tantivy.Query:
    """Records that have any of the values; this says nothing about rank."""
    terms = [term("facets", f"{name}:{value}") for value in values]
    found = any_of(terms) if terms else tantivy.Query.empty_query()
    return tantivy.Query.const_score_query(found, 0)


def leaf(node: Leaf, stemmed: str | None, exact: str) -> list[tantivy.Query]:
    """What must hold for a word, a beginning or a phrase in the given fields.

    Nothing, where it is made of stop words alone.
    """
    grams = runs(_GRAM_FIELDS[exact], node.text) if exact in _GRAM_FIELDS else []
    match node:
        case Equivalent(text):
            found = leaf(Phrase(text), stemmed, exact)
            return [tantivy.Query.boost_query(query, EQUIVALENCE) for query in found]
        case Phrase(text):
            words = exact_terms(text)
            return [*([phrase(exact, words)] if words else []), *grams]
        case Prefix(text):
            return [*beginning(exact, text), *grams]
        case Word(text) if stemmed:
            return [*(term(stemmed, stem) for stem in stems(text)), *grams]
    return [*(term(exact, word) for word in exact_terms(node.text)), *grams]


class Meaning:
    """Turns the nodes of a query into queries on one snapshot of the index."""

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot

    def of(self, node: Node) -> tantivy.Query | None:
        """What a record must match for the node to hold; None for no condition."""
        match node:
            case Word() | Prefix() | Phrase():
                queries = leaf(node, "all", "exact")
            case Field("title", value):
                queries = leaf(value, "title", "title_exact")
                if not queries:
                    queries = leaf(value, None, "title_exact")
            case Field("author", value):
                queries = leaf(value, None, "author")
            case Field(name, value):
                name = FACET_NAMES.get(name, name)
                queries = [facet(name, self.values_meant(name, value))]
            case Years(first, last):
                queries = [facet("year", self.years_within(first, last))]
            case Not(inner):
                query = self.of(inner)
                queries = [] if query is None else [without(query)]
            case Required(inner):
                return self.of(inner)
            case AnyOf(nodes):
                found = [self.of(inner) for inner in nodes]
                queries = [any_of([query for query in found if query is not None])]
                if all(query is None for query in found):
                    queries = []
            case AllOf(nodes):
                found = [self.of(inner) for inner in nodes]
                queries = [query for query in found if query is not None]
        return all_of(queries) if queries else None

    def values_meant(self, name: str, value: Leaf) -> list[str]:
        """The codes meant: the one written, or else those with all its words."""
        known = self.snapshot.facet_values[name]
        asked = "-".join(exact_terms(value.text))
        if isinstance(value, Prefix):
            return [code for code in known if code.lower().startswith(asked)]
        same = [code for code in known if code.lower() == asked]
        parts = set(asked.split("-"))
        return same or [code for code in known if parts <= set(code.lower().split("-"))]

    def years_within(self, first: int | None, last: int | None) -> list[str]:
        return [
            year
            for year in self.snapshot.facet_values["year"]
            if (first is None or first <= int(year))
            and (last is None or int(year) <= last)
        ]
