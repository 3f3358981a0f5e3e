"""Compiling single nodes of the query tree to queries on the index of records."""

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
    Field,
    Node,
    Not,
    Phrase,
    Prefix,
    Required,
    Synonym,
    Word,
    YearRange,
)

Clause: TypeAlias = tuple[tantivy.Occur, tantivy.Query]
Leaf: TypeAlias = Word | Prefix | Phrase

MUST, SHOULD, MUST_NOT = (
    tantivy.Occur.Must,
    tantivy.Occur.Should,
    tantivy.Occur.MustNot,
)
# Boost of a synonym, where a word that was typed has 1.
SYNONYM_WEIGHT = 0.3
_BIGRAM_FIELDS = {
    "exact": "bigrams",
    "title_exact": "title_bigrams",
    "author": "author_bigrams",
}
# Facets whose field in the query language has another name.
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


def none_of(query: tantivy.Query) -> tantivy.Query:
    everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0)
    return tantivy.Query.boolean_query([(MUST, everything), (MUST_NOT, query)])


def phrase(field: str, terms: Sequence[str]) -> tantivy.Query:
    if len(terms) == 1:
        return tantivy.Query.term_query(RECORDS, field, terms[0])
    return tantivy.Query.phrase_query(RECORDS, field, list(terms))


@lru_cache(maxsize=1024)
def regex(field: str, pattern: str) -> tantivy.Query:
    """Cached, because compiling the automaton is what costs."""
    return tantivy.Query.regex_query(RECORDS, field, pattern)


def prefix(field: str, text: str) -> list[tantivy.Query]:
    """The last word as a prefix, those before it whole."""
    *words, last = exact_terms(text) or [""]
    queries = [phrase(field, [word]) for word in words]
    if last:
        queries.append(regex(field, f"{re.escape(last)}.*"))
    return queries


def bigram_phrases(field: str, text: str) -> list[tantivy.Query]:
    """Each run of an unspaced script as a phrase of bigrams: found inside longer runs."""
    return [
        phrase(field, bigrams(run))
        if len(run) > 1
        else regex(field, f"{re.escape(run)}.?")
        for run in bigram_runs(fold(text))
    ]


def facet(name: str, values: Iterable[str]) -> tantivy.Query:
    """Records with any of the values, scored 0."""
    terms = [term("facets", f"{name}:{value}") for value in values]
    query = any_of(terms) if terms else tantivy.Query.empty_query()
    return tantivy.Query.const_score_query(query, 0)


def leaf(node: Leaf, stemmed: str | None, exact: str) -> list[tantivy.Query]:
    """Queries that must all match for a leaf to match in the given fields.

    There are none for a leaf of stop words alone.
    """
    grams = (
        bigram_phrases(_BIGRAM_FIELDS[exact], node.text)
        if exact in _BIGRAM_FIELDS
        else []
    )
    match node:
        case Synonym(text):
            queries = leaf(Phrase(text), stemmed, exact)
            return [
                tantivy.Query.boost_query(query, SYNONYM_WEIGHT) for query in queries
            ]
        case Phrase(text):
            terms = exact_terms(text)
            return [*([phrase(exact, terms)] if terms else []), *grams]
        case Prefix(text):
            return [*prefix(exact, text), *grams]
        case Word(text) if stemmed:
            return [*(term(stemmed, stem) for stem in stems(text)), *grams]
    return [*(term(exact, word) for word in exact_terms(node.text)), *grams]


class QueryCompiler:
    """Compiles nodes of the query tree, with the facet values of one snapshot."""

    def __init__(self, snapshot: Snapshot):
        self.snapshot = snapshot

    def compile(self, node: Node) -> tantivy.Query | None:
        """Matches records for which the node holds. None where it has no term."""
        match node:
            case Word() | Prefix() | Phrase():
                queries = leaf(node, "all", "exact")
            case Field():
                queries = self._field(node)
            case YearRange():
                queries = [facet("year", self._years(node))]
            case Not(inner):
                queries = [none_of(query) for query in self._compile_each([inner])]
            case Required(inner):
                queries = self._compile_each([inner])
            case AnyOf(nodes):
                alternatives = self._compile_each(nodes)
                queries = [any_of(alternatives)] if alternatives else []
            case AllOf(nodes):
                queries = self._compile_each(nodes)
        return all_of(queries) if queries else None

    def _compile_each(self, nodes: Iterable[Node]) -> list[tantivy.Query]:
        compiled = map(self.compile, nodes)
        return [query for query in compiled if query is not None]

    def _field(self, node: Field) -> list[tantivy.Query]:
        match node.name:
            case "title":
                # Stop words alone are in the field that is not stemmed.
                return leaf(node.value, "title", "title_exact") or leaf(
                    node.value, None, "title_exact"
                )
            case "author":
                return leaf(node.value, None, "author")
        name = FACET_NAMES.get(node.name, node.name)
        return [facet(name, self._matching_values(name, node.value))]

    def _matching_values(self, name: str, value: Leaf) -> list[str]:
        """Values of a facet: the very one, else those with all its hyphenated parts."""
        known = self.snapshot.facet_values[name]
        typed = "-".join(exact_terms(value.text))
        if isinstance(value, Prefix):
            return [code for code in known if code.lower().startswith(typed)]
        same = [code for code in known if code.lower() == typed]
        parts = set(typed.split("-"))
        return same or [code for code in known if parts <= set(code.lower().split("-"))]

    def _years(self, node: YearRange) -> list[str]:
        """The years of the index that are in a range."""
        return [
            year
            for year in self.snapshot.facet_values["year"]
            if (node.first is None or node.first <= int(year))
            and (node.last is None or int(year) <= node.last)
        ]
