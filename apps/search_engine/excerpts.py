"""The page of each hit that matches the query best, and the snippet to show of it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import tantivy

from .analyzer import positioned_stems, stems
from .clauses import MUST, MUST_NOT, SHOULD, Clause
from .documents import PUBLIC
from .index_documents import stored_text
from .index_reader import Snapshot
from .index_schema import PAGES
from .integrity import damage_reported
from .normalization import bigram_runs, bigrams, fold
from .query_plan import leaves
from .query_tree import Phrase, Prefix, Query, is_multiword_synonym
from .searcher import Hit, Results
from .snippets import Highlighter

# Terms that a prefix is expanded to, the most frequent ones.
MAX_EXPANSIONS = 20
# Terms of a query on pages.
MAX_STEMS = 16
MAX_BIGRAMS = 40


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A snippet of a hit, and where it is from."""

    html: str
    # Blank and None where no page matches: the snippet is of the summary then.
    file: str = ""
    page: int | None = None
    # Why it matches where title and summary do not say: a snippet of another line.
    reason: str = ""


def excerpts(
    snapshot: Snapshot, results: Results, visible: Collection[str] = (PUBLIC,)
) -> tuple[Excerpt, ...]:
    """One for each hit, in the same order."""
    highlighter = Highlighter(results.query, snapshot)
    matching = _clauses(snapshot, results.query)
    hidden = [
        (MUST_NOT, tantivy.Query.term_query(PAGES, "visibility", value))
        for value in snapshot.visibilities
        if value not in visible
    ]
    with damage_reported():
        return tuple(
            _excerpt(
                snapshot, highlighter, hit, [*matching, *hidden] if matching else []
            )
            for hit in results.hits
        )


def _excerpt(
    snapshot: Snapshot, highlighter: Highlighter, hit: Hit, clauses: list[Clause]
) -> Excerpt:
    if clauses:
        # A query for each hit costs less than one for all, in which the pages of one
        # hit could take all places.
        of_record = tantivy.Query.term_query(PAGES, "record_key", hit.key, "basic")
        scoreless = tantivy.Query.const_score_query(of_record, 0)
        query = tantivy.Query.boolean_query([(MUST, scoreless), *clauses])
        found = snapshot.pages.search(query, 1, count=False).hits
        if found and found[0][0] > 0:
            page = snapshot.pages.doc(found[0][1])
            return Excerpt(
                highlighter.snippet(stored_text(page, "text")),
                stored_text(page, "file"),
                page["number"][0],
            )
    return Excerpt(highlighter.snippet(hit.summary), reason=_reason(highlighter, hit))


def _reason(highlighter: Highlighter, hit: Hit) -> str:
    """A snippet of the line with most weight of terms not in title and summary."""
    shown = highlighter.matched_terms(hit.title)
    shown |= highlighter.matched_terms(hit.summary)
    if highlighter.is_covered_by(shown.keys()):
        return ""
    best, best_weight = "", 0.0
    for line in hit.details:
        matched = highlighter.matched_terms(line)
        weight = sum(matched[term] for term in matched.keys() - shown.keys())
        if weight > best_weight:
            best, best_weight = line, weight
    return highlighter.snippet(best)


def _clauses(snapshot: Snapshot, query: Query) -> list[Clause]:
    """What scores a page: any term, phrase or bigram of the query."""
    weights: Counter[str] = Counter()
    phrases: list[list[tuple[int, str]]] = []
    runs: list[str] = []
    for node in leaves(query.nodes):
        runs += bigram_runs(fold(node.text))
        if isinstance(node, Prefix):
            expansions = snapshot.records.terms_with_prefix(
                "exact", node.text.lower(), limit=MAX_EXPANSIONS
            )
            weights.update(stem for word, _count in expansions for stem in stems(word))
        else:
            positioned = positioned_stems(node.text)
            if isinstance(node, Phrase) and len(positioned) > 1:
                phrases.append(positioned)
            if not is_multiword_synonym(node):
                weights.update(stem for _position, stem in positioned)
    # The rarest terms tell pages apart best.
    rarest = sorted(weights, key=lambda stem: snapshot.pages.doc_freq("stems", stem))
    queries = [_term("stems", stem, weights[stem]) for stem in rarest[:MAX_STEMS]]
    queries += [
        tantivy.Query.phrase_query(PAGES, "stems", _from_zero(positioned))
        for positioned in phrases[:MAX_STEMS]
    ]
    grams = [bigram for run in runs for bigram in bigrams(run)]
    queries += [_term("bigrams", bigram, 1) for bigram in grams[:MAX_BIGRAMS]]
    return [(SHOULD, query) for query in queries]


def _term(field: str, text: str, weight: float) -> tantivy.Query:
    query = tantivy.Query.term_query(PAGES, field, text, "freq")
    return query if weight == 1 else tantivy.Query.boost_query(query, weight)


def _from_zero(positioned: list[tuple[int, str]]) -> list[str | tuple[int, str]]:
    """Positions counted from that of the first term."""
    first = positioned[0][0]
    return [(position - first, stem) for position, stem in positioned]
