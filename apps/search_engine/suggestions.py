"""Completions of what is typed, and records similar to one (more like this)."""

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

MAX_LENGTH = 100  # characters
# Terms that the last word is expanded to as a prefix, the most frequent ones.
MAX_EXPANSIONS = 30
# More than any score of words: names that begin with the text come first.
NAME_SCORE = 1000
# Terms of a record that others are searched for by, those with the highest TF-IDF.
MAX_QUERY_TERMS = 25


@dataclass(frozen=True, slots=True)
class Completion:
    """A record with a title or other name that a text is the beginning of."""

    key: str
    kind: str
    title: str


def completions(
    snapshot: Snapshot,
    text: str,
    *,
    kinds: Collection[str] = (),
    visible: Collection[str] = (PUBLIC,),
    limit: int = 8,
) -> tuple[Completion, ...]:
    text = clean(text[:MAX_LENGTH])
    words = exact_terms(text)
    must = bigram_phrases("title_bigrams", text)
    if words and not text[-1].isspace():
        expansions = snapshot.records.terms_with_prefix(
            "title_exact", words.pop(), limit=MAX_EXPANSIONS
        )
        must.append(any_of([term("title_exact", word) for word, _count in expansions]))
    must += [term("title_exact", word) for word in words]
    if not must:
        return ()
    if kinds:
        must.append(facet("kind", kinds))
    query = tantivy.Query.boolean_query(
        [
            *((MUST, each) for each in must),
            *((SHOULD, each) for each in _name_queries(text)),
            *filter_clauses(snapshot, {}, visible),
        ]
    )
    return tuple(
        Completion(each.key, each.kind, each.title)
        for each in _hits(snapshot, query, limit)
    )


def _name_queries(text: str) -> list[tantivy.Query]:
    """Records with a name, in any language, that is the text or begins with it."""
    name = name_term(text)
    # Word by word, because `re.escape` would escape spaces, which need none.
    pattern = " ".join(map(re.escape, name.split(" ")))
    found = [
        term("exact_name", name),
        tantivy.Query.regex_query(RECORDS, "exact_name", f"{pattern}.*"),
    ]
    return [tantivy.Query.const_score_query(query, NAME_SCORE) for query in found]


def similar(
    snapshot: Snapshot,
    key: str,
    *,
    filters: Mapping[str, Collection[str]],
    visible: Collection[str] = (PUBLIC,),
    limit: int = 5,
) -> tuple[Hit, ...]:
    """Records that share the rarer terms of a record's title and summary."""
    itself = term("key", key)
    required = filter_clauses(snapshot, filters, visible)
    with damage_reported():
        found = snapshot.records.search(itself, 1, count=False).hits
        texts = [
            representative_text(snapshot.records.doc(address))
            for _score, address in found
        ]
    if not texts:
        return ()
    likeness = tantivy.Query.more_like_this_document_fields_query(
        RECORDS,
        {"all": [segmented_text(fold(texts[0]))]},
        min_doc_frequency=2,
        min_term_frequency=1,
        max_query_terms=MAX_QUERY_TERMS,
    )
    query = tantivy.Query.boolean_query(
        [(MUST, likeness), (MUST_NOT, itself), *required]
    )
    return _hits(snapshot, query, limit)


def _hits(snapshot: Snapshot, query: tantivy.Query, limit: int) -> tuple[Hit, ...]:
    with damage_reported():
        found = snapshot.records.search(query, max(limit, 1), count=False).hits
        return load_hits(snapshot, found[:limit])
