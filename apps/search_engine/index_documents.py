"""A record and a page as the documents that the two indexes hold."""

import hashlib
from collections.abc import Iterable

import tantivy

from . import analyzer
from .documents import Page, Record
from .index_schema import JOINT, TOGETHER
from .normalization import clean, fold, grams_of, runs_of, words_of

# The stored texts that a snippet is cut from when no page answers better.
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
    """A record's facet values as "facet:value": for filtering, and for counting."""
    terms = {
        facet: [f"{facet}:{value}" for value in values]
        for facet, values in facet_values(record).items()
    }
    together = [term for facet in TOGETHER for term in terms[facet]]
    others = [term for facet in terms if facet not in TOGETHER for term in terms[facet]]
    return [*together, *others], [JOINT.join(together), *others]


def record_document(record: Record) -> tantivy.Document:
    document = tantivy.Document()
    headings = fold(clean("\n".join([record.title, *record.names])))
    # A page that fewer may see than its record would give itself away there.
    pages = [
        page.text for page in record.pages if page.visibility in ("", record.visibility)
    ]
    authors = fold(clean("\n".join(record.authors)))
    # Its years too: people ask for "declaration 2016".
    years = map(str, record.years)
    body = fold(clean("\n".join([record.summary, record.text, *years, *pages])))
    everything = "\n".join([headings, authors, body])
    words = words_of(everything)
    document.add_text("key", record.key)
    document.add_unsigned("number", _number(record.key))
    document.add_text("kind", clean(record.kind))
    document.add_text("state", f"{record.key} {record.digest}")
    document.add_text("all", words)
    document.add_text("exact", words)
    document.add_text("title", words_of(headings))
    document.add_text("title_exact", words_of(headings))
    document.add_text("author", words_of(authors))
    if not everything.isascii():
        document.add_text("grams", grams_of(everything))
        document.add_text("title_grams", grams_of(headings))
        document.add_text("author_grams", grams_of(authors))
    for name in {whole_name(name) for name in [record.title, *record.names]} - {""}:
        document.add_text("called", name)
    filtered_by, counted = facet_terms(record)
    for term in filtered_by:
        document.add_text("facets", term)
    for term in counted:
        document.add_text("counted", term)
    document.add_text("visibility", record.visibility)
    if record.date is not None:
        document.add_integer("date", record.date.toordinal())
    title = " ".join(clean(record.title).split())
    document.add_text("sort_title", _sort_key(title))
    document.add_bytes("shown_title", title.encode())
    document.add_bytes("summary", _stored([record.summary]))
    document.add_bytes("also", _stored([*record.names, *record.authors]))
    document.add_bytes("details", _stored(record.text.splitlines()))
    return document


def _stored(texts: Iterable[str]) -> bytes:
    """The texts, each on a line of its own."""
    lines = [" ".join(clean(text).split()) for text in texts]
    return "\n".join(filter(None, lines))[:STORED_LENGTH].encode()


def read(stored: tantivy.Document, name: str) -> str:
    """A stored text."""
    value: bytes = stored[name][0]
    return value.decode()


def about(stored: tantivy.Document) -> str:
    """What a stored record speaks of: for finding its like, not for reading."""
    told = read(stored, "summary") or read(stored, "details")
    return f"{read(stored, 'shown_title')}. {told}"


def whole_name(name: str) -> str:
    """A name as one term: all that is written there, without accents and case."""
    name = clean(name)
    return " ".join([*analyzer.exact_terms(name), *runs_of(fold(name))])


def _number(key: str) -> int:
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
    document.add_text("record", record.key)
    document.add_text("visibility", page.visibility or record.visibility)
    document.add_text("stems", words_of(folded))
    if not folded.isascii():
        document.add_text("grams", grams_of(folded))
    document.add_bytes("file", page.file.encode())
    document.add_unsigned("number", page.number)
    document.add_bytes("text", shown.encode())
    return document
