"""Records and pages as documents of the two indexes, and reading them back."""

import hashlib
from collections.abc import Iterable

import tantivy

from . import analyzer
from .documents import Page, Record
from .index_schema import COUNTED_JOINTLY, JOINT_SEPARATOR
from .normalization import bigram_runs, bigram_text, clean, fold, segmented_text

# Characters of each stored text, from which snippets are cut where no page matches.
STORED_LENGTH = 4000
SORT_TITLE_LENGTH = 120
ARTICLES = ("a", "an", "the")


def facet_values(record: Record) -> dict[str, tuple[str, ...]]:
    values = {
        "kind": (record.kind, *record.kinds),
        "year": tuple(map(str, record.years)),
        "topic": record.topics,
        "group": record.groups,
        "member": record.members,
        "language": record.languages,
        "has_text": ("yes",) if record.has_text or record.pages else (),
    }
    return {
        facet: tuple(dict.fromkeys(clean(value) for value in of if value))
        for facet, of in values.items()
    }


def facet_terms(record: Record) -> tuple[list[str], list[str]]:
    """The terms "facet:value" of a record: of the field `facets`, of `facet_column`."""
    terms = {
        facet: [f"{facet}:{value}" for value in values]
        for facet, values in facet_values(record).items()
    }
    joint = [term for facet in COUNTED_JOINTLY for term in terms[facet]]
    others = [
        term for facet in terms if facet not in COUNTED_JOINTLY for term in terms[facet]
    ]
    return [*joint, *others], [JOINT_SEPARATOR.join(joint), *others]


def record_document(record: Record) -> tantivy.Document:
    document = tantivy.Document()
    headings = fold(clean("\n".join([record.title, *record.names])))
    # Not of pages that fewer may see than the record: a match would reveal them.
    pages = [
        page.text for page in record.pages if page.visibility in ("", record.visibility)
    ]
    authors = fold(clean("\n".join(record.authors)))
    # Its years too: people ask for "declaration 2016".
    years = map(str, record.years)
    body = fold(clean("\n".join([record.summary, record.text, *years, *pages])))
    everything = "\n".join([headings, authors, body])
    words = segmented_text(everything)
    document.add_text("key", record.key)
    document.add_unsigned("key_hash", _hash(record.key))
    document.add_text("kind", clean(record.kind))
    document.add_text("key_digest", f"{record.key} {record.digest}")
    document.add_text("all", words)
    document.add_text("exact", words)
    document.add_text("title", segmented_text(headings))
    document.add_text("title_exact", segmented_text(headings))
    document.add_text("author", segmented_text(authors))
    if not everything.isascii():
        document.add_text("bigrams", bigram_text(everything))
        document.add_text("title_bigrams", bigram_text(headings))
        document.add_text("author_bigrams", bigram_text(authors))
    for name in {name_term(name) for name in [record.title, *record.names]} - {""}:
        document.add_text("exact_name", name)
    filtered_by, counted = facet_terms(record)
    for term in filtered_by:
        document.add_text("facets", term)
    for term in counted:
        document.add_text("facet_column", term)
    document.add_text("visibility", record.visibility)
    if record.date is not None:
        document.add_integer("date", record.date.toordinal())
    title = " ".join(clean(record.title).split())
    document.add_text("sort_title", _sort_key(title))
    document.add_bytes("display_title", title.encode())
    document.add_bytes("summary", _stored([record.summary]))
    document.add_bytes("names", _stored([*record.names, *record.authors]))
    document.add_bytes("details", _stored(record.text.splitlines()))
    return document


def _stored(texts: Iterable[str]) -> bytes:
    """The texts as lines, cut to what is stored."""
    lines = [" ".join(clean(text).split()) for text in texts]
    return "\n".join(filter(None, lines))[:STORED_LENGTH].encode()


def stored_text(document: tantivy.Document, field: str) -> str:
    """The value of a stored field of bytes."""
    value: bytes = document[field][0]
    return value.decode()


def representative_text(document: tantivy.Document) -> str:
    """Title and summary of a record: for embeddings and for finding similar ones."""
    summary = stored_text(document, "summary") or stored_text(document, "details")
    return f"{stored_text(document, 'display_title')}. {summary}"


def name_term(name: str) -> str:
    """A whole name as one term, without accents and case."""
    name = clean(name)
    return " ".join([*analyzer.exact_terms(name), *bigram_runs(fold(name))])


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _sort_key(title: str) -> str:
    forms = analyzer.exact_terms(title) or [title.casefold()]
    start = 1 if len(forms) > 1 and forms[0] in ARTICLES else 0
    return " ".join(forms[start:])[:SORT_TITLE_LENGTH]


def page_document(record: Record, page: Page) -> tantivy.Document:
    document = tantivy.Document()
    shown = clean(page.text)
    folded = fold(shown)
    document.add_text("record_key", record.key)
    document.add_text("visibility", page.visibility or record.visibility)
    document.add_text("stems", segmented_text(folded))
    if not folded.isascii():
        document.add_text("bigrams", bigram_text(folded))
    document.add_bytes("file", page.file.encode())
    document.add_unsigned("number", page.number)
    document.add_bytes("text", shown.encode())
    return document
