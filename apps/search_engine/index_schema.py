"""Schemas of the two indexes: records, and pages of their files."""

import hashlib
from typing import TypeAlias

import tantivy

from . import analyzer
from .stopwords import STOP_WORDS

FACETS = ("kind", "year", "topic", "group", "member", "language", "has_text")
# Facets whose values combine in a few ways only: in the column for counting, those of a
# record are joined to one term.
COUNTED_JOINTLY = ("kind", "has_text")
JOINT_SEPARATOR = "\n"

FieldOptions: TypeAlias = dict[str, str | bool]
Fields: TypeAlias = dict[str, tuple[str, FieldOptions]]

# Frequencies for BM25; positions too, for phrases.
_STEMMED: FieldOptions = {"tokenizer_name": "stemmed", "index_option": "freq"}
_EXACT: FieldOptions = {"tokenizer_name": "exact", "index_option": "position"}
_BIGRAMS: FieldOptions = {"tokenizer_name": "bigrams", "index_option": "position"}
# One term for the whole value.
_CODE: FieldOptions = {"tokenizer_name": "raw", "index_option": "basic"}
_COLUMN: FieldOptions = {**_CODE, "fast": True}

RECORD_FIELDS: Fields = {
    "key": ("text", {**_CODE, "stored": True}),
    # 64-bit hash of the key: cheap to read and to search for many at once.
    "key_hash": ("unsigned", {"indexed": True, "fast": True}),
    "kind": ("text", {**_CODE, "stored": True}),
    # Key, space, digest of the whole record: for comparing the index with the database.
    "key_digest": ("text", _CODE),
    # For ranking: all text of the record and of its pages, and title and names again.
    "all": ("text", _STEMMED),
    "title": ("text", _STEMMED),
    # For phrases and prefixes: the same without stemming.
    "exact": ("text", _EXACT),
    "title_exact": ("text", _EXACT),
    "author": ("text", _EXACT),
    "bigrams": ("text", _BIGRAMS),
    "title_bigrams": ("text", _BIGRAMS),
    "author_bigrams": ("text", _BIGRAMS),
    # The title, and each other name, as one term each: for a query that is just a name.
    "exact_name": ("text", _CODE),
    # Every facet value as "facet:value": for filtering.
    "facets": ("text", _CODE),
    # The same as a column, for counting, whose time grows with the terms of a record.
    "facet_column": ("text", _COLUMN),
    "visibility": ("text", _CODE),
    "date": ("integer", {"fast": True}),
    "sort_title": ("text", _COLUMN),
    "display_title": ("bytes", {"stored": True}),
    # Source text of snippets: the summary; other names and authors, a line each; the
    # lines of the other text.
    "summary": ("bytes", {"stored": True}),
    "names": ("bytes", {"stored": True}),
    "details": ("bytes", {"stored": True}),
}
PAGE_FIELDS: Fields = {
    "record_key": ("text", _CODE),
    "visibility": ("text", _CODE),
    "stems": ("text", {**_STEMMED, "index_option": "position"}),
    "bigrams": ("text", _BIGRAMS),
    "file": ("bytes", {"stored": True}),
    "number": ("unsigned", {"stored": True}),
    "text": ("bytes", {"stored": True}),
}


def _build(fields: Fields) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, (kind, options) in fields.items():
        getattr(builder, f"add_{kind}_field")(name, **options)
    return builder.build()


RECORDS = _build(RECORD_FIELDS)
PAGES = _build(PAGE_FIELDS)
SCHEMAS = {"records": RECORDS, "pages": PAGES}


def _fingerprint(*of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()[:16]


# An index with another schema cannot be searched; one with other text analysis can, only
# not quite as it should.
SCHEMA_FINGERPRINT = _fingerprint(
    tantivy.tantivy.__version__, RECORD_FIELDS, PAGE_FIELDS
)
ANALYSIS_FINGERPRINT = _fingerprint(
    STOP_WORDS, analyzer.MAX_TOKEN_LENGTH, analyzer.ANALYSIS_REVISION
)
