"""What else to offer: how a title begun may end, and what is like a record."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import tantivy

from .analyzer import exact_terms
from .clauses import MUST, MUST_NOT, SHOULD, any_of, bigram_phrases, facet, term
from .documents import PUBLIC
from .index_documents import name_term, representative_text
from .index_reader import Snapshot
from .index_schema import RECORDS
from .integrity import damage_reported
from .normalization import clean, fold, segmented_text
from .query_plan import filter_clauses
from .searcher import Hit, load_hits

LONGEST_BEGINNING = 100
# Words that a beginning may stand for, the commonest ones.
ENDINGS = 30
# More than any words are worth: a name that goes on as was begun comes first.
NAMED = 1000
# Of a record's words, how many are looked for elsewhere.
TELLING_WORDS = 25


@dataclass(frozen=True, slots=True)
class Completion:
    """A record whose title or other name goes on as was begun."""

    key: str
    kind: str
    title: str


def completions(
    snapshot: Snapshot,
    begun: str,
    *,
    kinds: Collection[str] = (),
    visible: Collection[str] = (PUBLIC,),
    limit: int = 8,
) -> tuple[Completion, ...]:
    begun = clean(begun[:LONGEST_BEGINNING])
    words = exact_terms(begun)
    must = bigram_phrases("title_bigrams", begun)
    if words and not begun[-1].isspace():
        endings = snapshot.records.terms_with_prefix(
            "title_exact", words.pop(), limit=ENDINGS
        )
        must.append(any_of([term("title_exact", word) for word, _count in endings]))
    must += [term("title_exact", word) for word in words]
    if not must:
        return ()
    if kinds:
        must.append(facet("kind", kinds))
    query = tantivy.Query.boolean_query(
        [
            *((MUST, each) for each in must),
            *((SHOULD, each) for each in _named_so(begun)),
            *filter_clauses(snapshot, {}, visible),
        ]
    )
    return tuple(
        Completion(each.key, each.kind, each.title)
        for each in _hits(snapshot, query, limit)
    )


def _named_so(begun: str) -> list[tantivy.Query]:
    """Records with a name, in whatever language, that is what was begun or begins so.

    They come before those that merely have the words.
    """
    name = name_term(begun)
    # A space has no meaning in the pattern that would have to be escaped.
    pattern = " ".join(map(re.escape, name.split(" ")))
    found = [
        term("exact_name", name),
        tantivy.Query.regex_query(RECORDS, "exact_name", f"{pattern}.*"),
    ]
    return [tantivy.Query.const_score_query(query, NAMED) for query in found]


def similar(
    snapshot: Snapshot,
    key: str,
    *,
    filters: Mapping[str, Collection[str]],
    visible: Collection[str] = (PUBLIC,),
    limit: int = 5,
) -> tuple[Hit, ...]:
    """Records that speak of the same, by the rarer words of title and summary."""
    itself = term("key", key)
    bounds = filter_clauses(snapshot, filters, visible)
    with damage_reported():
        found = snapshot.records.search(itself, 1, count=False).hits
        spoken = [
            representative_text(snapshot.records.doc(address))
            for _score, address in found
        ]
    if not spoken:
        return ()
    alike = tantivy.Query.more_like_this_document_fields_query(
        RECORDS,
        {"all": [segmented_text(fold(spoken[0]))]},
        min_doc_frequency=2,
        min_term_frequency=1,
        max_query_terms=TELLING_WORDS,
    )
    query = tantivy.Query.boolean_query([(MUST, alike), (MUST_NOT, itself), *bounds])
    return _hits(snapshot, query, limit)


def _hits(snapshot: Snapshot, query: tantivy.Query, limit: int) -> tuple[Hit, ...]:
    with damage_reported():
        found = snapshot.records.search(query, max(limit, 1), count=False).hits
        return load_hits(snapshot, found[:limit])
