"""Which page of a record's files answers a question best."""

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
from .snippets import Marker

# Beginnings are spelt out by the words the library has, commonest first.
SPELT_OUT = 20
MOST_STEMS = 16
MOST_GRAMS = 40


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What to show of a record under its title, and where it stands."""

    html: str
    # Blank and None when no page answers: the excerpt is from the summary then.
    file: str = ""
    page: int | None = None
    # What title and summary have nothing of, from elsewhere in the record.
    reason: str = ""


def excerpts(
    snapshot: Snapshot, results: Results, visible: Collection[str] = (PUBLIC,)
) -> tuple[Excerpt, ...]:
    """One for each hit of a search, in the same order."""
    marker = Marker(results.query, snapshot)
    wanted = _clauses(snapshot, results.query)
    hidden = [
        (MUST_NOT, tantivy.Query.term_query(PAGES, "visibility", value))
        for value in snapshot.visibilities
        if value not in visible
    ]
    with damage_reported():
        return tuple(
            _excerpt(snapshot, marker, hit, [*wanted, *hidden] if wanted else [])
            for hit in results.hits
        )


def _excerpt(
    snapshot: Snapshot, marker: Marker, hit: Hit, wanted: list[Clause]
) -> Excerpt:
    if wanted:
        # One question for each hit costs less than one for all: a hit of many
        # pages would crowd the others out of any list short enough to be quick.
        of_record = tantivy.Query.term_query(PAGES, "record_key", hit.key, "basic")
        scoreless = tantivy.Query.const_score_query(of_record, 0)
        query = tantivy.Query.boolean_query([(MUST, scoreless), *wanted])
        found = snapshot.pages.search(query, 1, count=False).hits
        if found and found[0][0] > 0:
            page = snapshot.pages.doc(found[0][1])
            return Excerpt(
                marker.snippet(stored_text(page, "text")),
                stored_text(page, "file"),
                page["number"][0],
            )
    return Excerpt(marker.snippet(hit.summary), reason=_reason(marker, hit))


def _reason(marker: Marker, hit: Hit) -> str:
    """The line of a record that tells most of what neither title nor summary does."""
    seen = marker.found(hit.title) | marker.found(hit.summary)
    if marker.is_all_in(seen.keys()):
        return ""
    best, most = "", 0.0
    for line in hit.details:
        found = marker.found(line)
        told = sum(found[what] for what in found.keys() - seen.keys())
        if told > most:
            best, most = line, told
    return marker.snippet(best)


def _clauses(snapshot: Snapshot, query: Query) -> list[Clause]:
    weights: Counter[str] = Counter()
    phrases: list[list[tuple[int, str]]] = []
    runs: list[str] = []
    for node in leaves(query.nodes):
        runs += bigram_runs(fold(node.text))
        if isinstance(node, Prefix):
            spelt = snapshot.records.terms_with_prefix(
                "exact", node.text.lower(), limit=SPELT_OUT
            )
            weights.update(stem for word, _count in spelt for stem in stems(word))
        else:
            placed = positioned_stems(node.text)
            if isinstance(node, Phrase) and len(placed) > 1:
                phrases.append(placed)
            if not is_multiword_synonym(node):
                weights.update(stem for _place, stem in placed)
    # In a question of many words the rarest tell the pages apart.
    rarest = sorted(weights, key=lambda stem: snapshot.pages.doc_freq("stems", stem))
    queries = [_term("stems", stem, weights[stem]) for stem in rarest[:MOST_STEMS]]
    queries += [
        tantivy.Query.phrase_query(PAGES, "stems", _from_zero(placed))
        for placed in phrases[:MOST_STEMS]
    ]
    grams = [bigram for run in runs for bigram in bigrams(run)]
    queries += [_term("bigrams", bigram, 1) for bigram in grams[:MOST_GRAMS]]
    return [(SHOULD, query) for query in queries]


def _term(field: str, text: str, weight: float) -> tantivy.Query:
    query = tantivy.Query.term_query(PAGES, field, text, "freq")
    return query if weight == 1 else tantivy.Query.boost_query(query, weight)


def _from_zero(placed: list[tuple[int, str]]) -> list[str | tuple[int, str]]:
    return [(place - placed[0][0], stem) for place, stem in placed]
