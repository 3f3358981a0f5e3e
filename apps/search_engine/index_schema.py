"""What the two indexes hold: records, and the pages of their files."""

import hashlib
from typing import TypeAlias

import tantivy

from . import analyzer
from .stopwords import STOP_WORDS

FACETS = ("kind", "year", "topic", "group", "member", "language", "has_text")
# Facets whose values combine in a few ways only: for counting, those of a record are
# one term.
TOGETHER = ("kind", "has_text")
JOINT = "\n"

Options: TypeAlias = dict[str, str | bool]
Fields: TypeAlias = dict[str, tuple[str, Options]]

_STEMMED: Options = {"tokenizer_name": "stemmed", "index_option": "freq"}
_EXACT: Options = {"tokenizer_name": "exact", "index_option": "position"}
_GRAMS: Options = {"tokenizer_name": "grams", "index_option": "position"}
_CODE: Options = {"tokenizer_name": "raw", "index_option": "basic"}
_COLUMN: Options = {**_CODE, "fast": True}

RECORD_FIELDS: Fields = {
    "key": ("text", {**_CODE, "stored": True}),
    # The key as a number, by which many records are named at once cheaply.
    "number": ("unsigned", {"indexed": True, "fast": True}),
    "kind": ("text", {**_CODE, "stored": True}),
    # The key and a digest of all that was told, to see whether it is what is true now.
    "state": ("text", _CODE),
    # Ranking: everything, and the title once more by itself.
    "all": ("text", _STEMMED),
    "title": ("text", _STEMMED),
    # Finding as written.
    "exact": ("text", _EXACT),
    "title_exact": ("text", _EXACT),
    "author": ("text", _EXACT),
    "grams": ("text", _GRAMS),
    "title_grams": ("text", _GRAMS),
    "author_grams": ("text", _GRAMS),
    # The title, and each other name, whole: who types just that wants this record.
    "called": ("text", _CODE),
    # Every facet value as "facet:value", for filtering.
    "facets": ("text", _CODE),
    # The same for counting, which takes the longer the more terms a record has.
    "counted": ("text", _COLUMN),
    "visibility": ("text", _CODE),
    "date": ("integer", {"fast": True}),
    "sort_title": ("text", _COLUMN),
    "shown_title": ("bytes", {"stored": True}),
    # What readers are shown; and, line by line, what else a record may be found by:
    # other names and authors, and the rest of its text.
    "summary": ("bytes", {"stored": True}),
    "also": ("bytes", {"stored": True}),
    "details": ("bytes", {"stored": True}),
}
PAGE_FIELDS: Fields = {
    "record": ("text", _CODE),
    "visibility": ("text", _CODE),
    "stems": ("text", {**_STEMMED, "index_option": "position"}),
    "grams": ("text", _GRAMS),
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
    STOP_WORDS, analyzer.LONGEST_WORD, analyzer.REVISION
)
