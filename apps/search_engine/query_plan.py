"""The plan of a whole query: a strict query, and a loose one for when it matches few.

Words, prefixes and groups are relaxable: the strict query requires all of them, the
loose one any. Phrases, fields, exclusions and whatever is marked + are fixed: both
queries require them.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import tantivy

from .analyzer import exact_terms, stems
from .clauses import (
    MUST,
    MUST_NOT,
    SHOULD,
    Clause,
    Leaf,
    QueryCompiler,
    all_of,
    any_of,
    bigram_phrases,
    facet,
    leaf,
    phrase,
    term,
)
from .index_documents import name_term
from .index_reader import Snapshot
from .normalization import bigram_runs, bigrams, fold
from .query_tree import (
    AllOf,
    AnyOf,
    Field,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    Required,
    Synonym,
    Word,
)

# Boosts of BM25 scores, tuned on four judged collections.
# A term in a title counts this much again.
TITLE_WEIGHT = 0.3
# The query is a whole title or other name.
NAME_WEIGHT = 4
# All terms of a short query are in the title.
TITLE_COVERAGE_WEIGHT = 1
MAX_COVERAGE_TERMS = 6
# A year among other words is one of the record's.
YEAR_WEIGHT = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
# The share of a run's bigrams that the loose query requires.
MIN_BIGRAM_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Plan:
    """The queries that a search runs."""

    strict: tantivy.Query
    # None where nothing can be relaxed.
    loose: tantivy.Query | None = None
    # Matches what the strict one does, unscored and sooner; None where that is the same.
    unscored: tantivy.Query | None = None


def filter_clauses(
    snapshot: Snapshot,
    filters: Mapping[str, Collection[str]],
    visible: Collection[str],
    within: Mapping[str, Collection[str]] | None = None,
) -> list[Clause]:
    """Clauses that every result must match: visible, with each value of each filter."""
    required = [*(within or {}).items(), *filters.items()]
    # Excluding the few hidden records costs less than requiring visibility of the many.
    hidden = [value for value in snapshot.visibilities if value not in visible]
    return [
        *((MUST_NOT, term("visibility", value)) for value in hidden),
        *(
            (MUST, facet(name, [value]))
            for name, values in required
            for value in values
        ),
    ]


def plan(query: Query, snapshot: Snapshot, filters: list[Clause]) -> Plan:
    if "nothing-to-find" in query.warnings:
        return Plan(tantivy.Query.empty_query())
    compiler = QueryCompiler(snapshot)
    relaxable = [node for node in query.nodes if isinstance(node, _RELAXABLE)]
    fixed = [node for node in query.nodes if not isinstance(node, _RELAXABLE)]
    fixed_clauses = list(_fixed_clauses(fixed, compiler))
    required = [*fixed_clauses, *filters]
    weights = Counter(_stems(leaves(relaxable)))
    titles = _title_clauses(list(leaves(query.nodes)))
    names = [*_name_clauses(query.nodes), *_short_query_clauses(weights)]
    must = _strict_clauses(relaxable, compiler, weights)
    if query and not (must or fixed_clauses):
        # A query without any term.
        return Plan(tantivy.Query.empty_query())
    one_word = len(must) == len(weights) == len(titles) == 1
    if one_word and all(isinstance(node, Word) for node in relaxable):
        # What is in a title is in the whole text too, so a disjunction matches the
        # same records, and tantivy is quicker to find the best of it.
        return Plan(
            _any_filtered([*must, *titles, *names], required),
            unscored=_any_filtered(must, required),
        )
    strict = _filtered([*must, *titles, *names], required)
    should = _loose_clauses(relaxable, compiler, weights)
    can_relax = len(must) > 1 or len(should) > 1 or _has_runs(relaxable)
    if not (should and can_relax):
        return Plan(strict)
    if any(_is_anchor(node) for node in fixed):
        return Plan(strict, _filtered([*should, *titles, *names], required))
    return Plan(strict, _any_filtered([*should, *titles, *names], required))


_RELAXABLE = (Word, Prefix, AnyOf, AllOf)


def _is_anchor(node: Node) -> bool:
    """Whether a fixed node alone is reason enough for a record to be found."""
    if isinstance(node, Field):
        return node.name in ("title", "author")
    if isinstance(node, Required) and isinstance(node.node, AnyOf):
        return any(map(_is_anchor, node.node.nodes))
    return isinstance(node, Phrase | Required)


def leaves(nodes: Iterable[Node]) -> Iterator[Leaf]:
    """The words, prefixes and phrases that are searched for in the whole text."""
    for node in nodes:
        match node:
            case Word() | Prefix() | Phrase():
                yield node
            case AnyOf(inner) | AllOf(inner):
                yield from leaves(inner)
            case Required(inner):
                yield from leaves([inner])


def _has_runs(nodes: Iterable[Node]) -> bool:
    return any(bigram_runs(fold(node.text)) for node in leaves(nodes))


def _stems(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Word):
            yield from stems(node.text)


def _fixed_clauses(nodes: Sequence[Node], compiler: QueryCompiler) -> Iterator[Clause]:
    for node in nodes:
        occur, inner = (MUST_NOT, node.node) if isinstance(node, Not) else (MUST, node)
        if (query := compiler.compile(inner)) is not None:
            yield occur, query


def _strict_clauses(
    relaxable: Sequence[Node], compiler: QueryCompiler, weights: Counter[str]
) -> list[Clause]:
    words = [node for node in relaxable if isinstance(node, Word)]
    queries = [
        term("all", stem, weights[stem]) for stem in dict.fromkeys(_stems(words))
    ]
    for node in relaxable:
        if isinstance(node, Word):
            queries += bigram_phrases("bigrams", node.text)
        elif (query := compiler.compile(node)) is not None:
            queries.append(query)
    if not queries:
        # Stop words alone are searched for as they are.
        queries = [
            term("exact", word)
            for node in leaves(relaxable)
            for word in exact_terms(node.text)
        ]
    return [(MUST, query) for query in queries]


def _loose_clauses(
    relaxable: Sequence[Node], compiler: QueryCompiler, weights: Counter[str]
) -> list[Clause]:
    queries = [term("all", stem, weight) for stem, weight in weights.items()]
    for node in leaves(relaxable):
        if isinstance(node, Word):
            for run in bigram_runs(fold(node.text)):
                queries += (
                    [_similar_run(run)]
                    if len(run) > 1
                    else bigram_phrases("bigrams", run)
                )
        else:
            queries += leaf(node, "all", "exact")
    # Groups with an exclusion or a field in them match as a whole.
    mixed = [compiler.compile(node) for node in relaxable if not _is_plain(node)]
    queries += [query for query in mixed if query is not None]
    return [(SHOULD, query) for query in queries]


def _is_plain(node: Node) -> bool:
    if isinstance(node, AnyOf | AllOf):
        return all(_is_plain(inner) for inner in node.nodes)
    return isinstance(node, Word | Prefix | Phrase)


def _similar_run(run: str) -> tantivy.Query:
    terms = bigrams(run)
    return tantivy.Query.boolean_query(
        [(SHOULD, term("bigrams", bigram)) for bigram in terms],
        minimum_number_should_match=max(1, round(len(terms) * MIN_BIGRAM_SHARE)),
    )


def _title_clauses(nodes: list[Leaf]) -> list[Clause]:
    queries = [
        term("title", stem, weight * TITLE_WEIGHT)
        for stem, weight in Counter(_stems(nodes)).items()
    ]
    for node in nodes:
        if (
            isinstance(node, Phrase)
            and not isinstance(node, Synonym)
            and (words := exact_terms(node.text))
        ):
            query = phrase("title_exact", words)
            queries.append(tantivy.Query.boost_query(query, TITLE_WEIGHT))
    return [(SHOULD, query) for query in queries]


def _name_clauses(nodes: Iterable[Node]) -> list[Clause]:
    """The query is the whole title, or another name, of a record."""
    texts = list(_typed_texts(nodes))
    typed = [text for text in texts if text is not None]
    if len(typed) < len(texts) or not (name := name_term(" ".join(typed))):
        return []
    return [(SHOULD, term("exact_name", name, NAME_WEIGHT))]


def _short_query_clauses(weights: Counter[str]) -> list[Clause]:
    """A short query has all its words in the title, or a year of the record."""
    if not 1 < len(weights) <= MAX_COVERAGE_TERMS:
        return []
    years = [stem for stem in weights if _YEAR.fullmatch(stem)]
    words = [stem for stem in weights if stem not in years]
    queries = [
        tantivy.Query.const_score_query(term("facets", f"year:{year}"), YEAR_WEIGHT)
        for year in years
    ]
    if len(words) > 1:
        covered = all_of([term("title", stem) for stem in words])
        queries.append(tantivy.Query.boost_query(covered, TITLE_COVERAGE_WEIGHT))
    return [(SHOULD, query) for query in queries]


def _typed_texts(nodes: Iterable[Node]) -> Iterator[str | None]:
    """Words and phrases without their synonyms; None for any other node."""
    for node in nodes:
        match node:
            case Word(text) | Phrase(text):
                yield text
            case AllOf(inner):
                yield from _typed_texts(inner)
            case AnyOf((typed, *others)) if all(
                isinstance(other, Synonym) for other in others
            ):
                yield from _typed_texts([typed])
            case _:
                yield None


def _filtered(clauses: list[Clause], filters: list[Clause]) -> tantivy.Query:
    """The clauses under filters; of optional and excluding ones alone all records match."""
    if not any(occur == MUST for occur, _query in clauses + filters):
        everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0)
        clauses = [(MUST, everything), *clauses]
    return tantivy.Query.boolean_query([*clauses, *filters])


def _any_filtered(clauses: list[Clause], filters: list[Clause]) -> tantivy.Query:
    """The disjunction of the clauses' queries under filters."""
    query = any_of([query for _occur, query in clauses])
    return tantivy.Query.boolean_query([(MUST, query), *filters]) if filters else query
