"""How a whole query is put to the index of records.

Words, beginnings and alternatives are wished for: records that have all of them
come first, and when those are few, records that have any of them follow. Phrases,
fields, exclusions and whatever is marked + hold in either case.
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
    Meaning,
    all_of,
    any_of,
    facet,
    leaf,
    phrase,
    runs,
    term,
)
from .index_documents import name_term
from .index_reader import Snapshot
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
    Query,
    Required,
    Word,
)

# Chosen on four judged collections: what a title says counts a little more than
# what the rest does.
TITLE_WEIGHT = 0.3
# Who types the whole name of a record is looking for that record.
NAME_WEIGHT = 4
# Who types a few words that all stand in one title is likely to be after that record.
COVERED_WEIGHT = 1
MOST_COVERED = 6
# A year among other words is likely to be that of the record.
YEAR_WEIGHT = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
# Of the pairs in a stretch without spaces, how many make another resemble it.
RESEMBLANCE = 0.6


@dataclass(frozen=True, slots=True)
class Plan:
    """The two queries to ask: for all that is wished for, and for any of it."""

    strict: tantivy.Query
    # None where there is nothing to loosen.
    loose: tantivy.Query | None = None
    # Matches what the strict one does, without ranking it; None where it is the same.
    unranked: tantivy.Query | None = None


def conditions(
    snapshot: Snapshot,
    filters: Mapping[str, Collection[str]],
    visible: Collection[str],
    within: Mapping[str, Collection[str]] | None = None,
) -> list[Clause]:
    """What every result must be, whatever was asked: each value of each filter."""
    wanted = [*(within or {}).items(), *filters.items()]
    # Ruling out the few hidden records costs less than asking of each of the many
    # others whether it may be seen.
    hidden = [value for value in snapshot.visibilities if value not in visible]
    return [
        *((MUST_NOT, term("visibility", value)) for value in hidden),
        *((MUST, facet(name, [value])) for name, values in wanted for value in values),
    ]


def plan(query: Query, snapshot: Snapshot, bounds: list[Clause]) -> Plan:
    if "nothing-to-find" in query.warnings:
        return Plan(tantivy.Query.empty_query())
    meaning = Meaning(snapshot)
    wished = [node for node in query.nodes if isinstance(node, _WISHED)]
    fixed = [node for node in query.nodes if not isinstance(node, _WISHED)]
    bounds_asked = list(_fixed_clauses(fixed, meaning))
    bounds = [*bounds_asked, *bounds]
    weights = Counter(_stems(leaves(wished)))
    titles = _title_clauses(list(leaves(query.nodes)))
    names = [*_name_clauses(query.nodes), *_few_words_clauses(weights)]
    must = _strict_clauses(wished, meaning, weights)
    if query and not (must or bounds_asked):
        # Something was asked, but nothing that any text could hold.
        return Plan(tantivy.Query.empty_query())
    one_word = len(must) == len(weights) == len(titles) == 1
    if one_word and all(isinstance(node, Word) for node in wished):
        # What is in a title is in the whole text too, so either asks for the same
        # as the text alone, in a form that the engine answers sooner.
        return Plan(
            _one_of([*must, *titles, *names], bounds),
            unranked=_one_of(must, bounds),
        )
    strict = _bounded([*must, *titles, *names], bounds)
    any_wished = _loose_clauses(wished, meaning, weights)
    loosens = len(must) > 1 or len(any_wished) > 1 or _has_runs(wished)
    if not (any_wished and loosens):
        return Plan(strict)
    if any(_is_anchor(node) for node in fixed):
        return Plan(strict, _bounded([*any_wished, *titles, *names], bounds))
    return Plan(strict, _one_of([*any_wished, *titles, *names], bounds))


_WISHED = (Word, Prefix, AnyOf, AllOf)


def _is_anchor(node: Node) -> bool:
    """Whether a node by itself says what a text is about."""
    if isinstance(node, Field):
        return node.name in ("title", "author")
    if isinstance(node, Required) and isinstance(node.node, AnyOf):
        return any(map(_is_anchor, node.node.nodes))
    return isinstance(node, Phrase | Required)


def leaves(nodes: Iterable[Node]) -> Iterator[Leaf]:
    """The words, beginnings and phrases asked for in the whole of a text."""
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


def _fixed_clauses(nodes: Sequence[Node], meaning: Meaning) -> Iterator[Clause]:
    for node in nodes:
        occur, inner = (MUST_NOT, node.node) if isinstance(node, Not) else (MUST, node)
        if (query := meaning.of(inner)) is not None:
            yield occur, query


def _strict_clauses(
    wished: Sequence[Node], meaning: Meaning, weights: Counter[str]
) -> list[Clause]:
    words = [node for node in wished if isinstance(node, Word)]
    queries = [
        term("all", stem, weights[stem]) for stem in dict.fromkeys(_stems(words))
    ]
    for node in wished:
        if isinstance(node, Word):
            queries += runs("bigrams", node.text)
        elif (query := meaning.of(node)) is not None:
            queries.append(query)
    if not queries:
        # Nothing but stop words: then it is they that are asked for.
        queries = [
            term("exact", word)
            for node in leaves(wished)
            for word in exact_terms(node.text)
        ]
    return [(MUST, query) for query in queries]


def _loose_clauses(
    wished: Sequence[Node], meaning: Meaning, weights: Counter[str]
) -> list[Clause]:
    queries = [term("all", stem, weight) for stem, weight in weights.items()]
    for node in leaves(wished):
        if isinstance(node, Word):
            for run in bigram_runs(fold(node.text)):
                queries += [_resembling(run)] if len(run) > 1 else runs("bigrams", run)
        else:
            queries += leaf(node, "all", "exact")
    # Alternatives may hold by what is absent, or by a field.
    mixed = [meaning.of(node) for node in wished if not _is_plain(node)]
    queries += [query for query in mixed if query is not None]
    return [(SHOULD, query) for query in queries]


def _is_plain(node: Node) -> bool:
    if isinstance(node, AnyOf | AllOf):
        return all(_is_plain(inner) for inner in node.nodes)
    return isinstance(node, Word | Prefix | Phrase)


def _resembling(run: str) -> tantivy.Query:
    wanted = bigrams(run)
    return tantivy.Query.boolean_query(
        [(SHOULD, term("bigrams", bigram)) for bigram in wanted],
        minimum_number_should_match=max(1, round(len(wanted) * RESEMBLANCE)),
    )


def _title_clauses(asked: list[Leaf]) -> list[Clause]:
    queries = [
        term("title", stem, weight * TITLE_WEIGHT)
        for stem, weight in Counter(_stems(asked)).items()
    ]
    for node in asked:
        if (
            isinstance(node, Phrase)
            and not isinstance(node, Equivalent)
            and (words := exact_terms(node.text))
        ):
            query = phrase("title_exact", words)
            queries.append(tantivy.Query.boost_query(query, TITLE_WEIGHT))
    return [(SHOULD, query) for query in queries]


def _name_clauses(nodes: Iterable[Node]) -> list[Clause]:
    """Records called just what was typed."""
    texts = list(_as_typed(nodes))
    typed = [text for text in texts if text is not None]
    if len(typed) < len(texts) or not (name := name_term(" ".join(typed))):
        return []
    return [(SHOULD, term("exact_name", name, NAME_WEIGHT))]


def _few_words_clauses(weights: Counter[str]) -> list[Clause]:
    """Records with all of a few words in their title, or of the year among them."""
    if not 1 < len(weights) <= MOST_COVERED:
        return []
    years = [stem for stem in weights if _YEAR.fullmatch(stem)]
    words = [stem for stem in weights if stem not in years]
    queries = [
        tantivy.Query.const_score_query(term("facets", f"year:{year}"), YEAR_WEIGHT)
        for year in years
    ]
    if len(words) > 1:
        covered = all_of([term("title", stem) for stem in words])
        queries.append(tantivy.Query.boost_query(covered, COVERED_WEIGHT))
    return [(SHOULD, query) for query in queries]


def _as_typed(nodes: Iterable[Node]) -> Iterator[str | None]:
    """The words that were typed, without their equivalents; None for anything else."""
    for node in nodes:
        match node:
            case Word(text) | Phrase(text):
                yield text
            case AllOf(inner):
                yield from _as_typed(inner)
            case AnyOf((asked, *others)) if all(
                isinstance(other, Equivalent) for other in others
            ):
                yield from _as_typed([asked])
            case _:
                yield None


def _bounded(clauses: list[Clause], bounds: list[Clause]) -> tantivy.Query:
    """Records that match, or all there are where only bounds are given."""
    required = [clause for clause in clauses + bounds if clause[0] == MUST]
    if not required:
        everything = tantivy.Query.const_score_query(tantivy.Query.all_query(), 0)
        clauses = [(MUST, everything), *clauses]
    return tantivy.Query.boolean_query([*clauses, *bounds])


def _one_of(clauses: list[Clause], bounds: list[Clause]) -> tantivy.Query:
    query = any_of([query for _occur, query in clauses])
    return tantivy.Query.boolean_query([(MUST, query), *bounds]) if bounds else query
