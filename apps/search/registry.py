"""The one list of everything that can be found.

How records of a kind are found is said where the kind is declared
(`apps.records.kinds.RecordKind.search`). Nothing here knows what a meeting is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from babel import Locale
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation import override

from apps.records.kinds import kinds as record_kinds
from apps.search_engine import Record as Document


@dataclass(frozen=True)
class FacetNames:
    """How the values of a facet are written for readers.

    `rows` gives (facet, slug, English name, Indonesian name, ISO code) of each value.
    """

    rows: Callable[[], QuerySet]
    spell: Callable[[str, str, str, str], str]  # name, Indonesian, code, language
    # What else readers may call it, of the same three: search treats it as the same.
    also: Callable[[str, str, str], Iterable[str]] = lambda _name, local, _code: [local]


@dataclass(frozen=True)
class SearchKind:
    """How one kind of record is found."""

    # Public records with everything that a document needs, in few queries.
    records: Callable[[], QuerySet]
    # Of a record and its key, and of what `besides` gives.
    document: Callable[..., Document]
    # Public records with everything that a line of results needs, in one query.
    rows: Callable[[], QuerySet]
    # (title, what stands below it) of a record, in the reader's language.
    describe: Callable[[Model], tuple[str, str]]
    # What the documents of one run need besides their records, read once.
    besides: Callable[[], Any] | None = None
    # Given the key of a record: it and those by which a document names it, too, such as
    # the narrower terms of a topic.
    named_by: Callable[[int], Iterable[int]] = lambda pk: [pk]
    # What a line of results carries for machines: a template that takes `record`.
    row_template: str = ""
    # Codes and labels of the kinds within this one, such as reports among publications.
    narrower: tuple[tuple[str, str], ...] = ()

    # Where a page of one of its files is read as text, where it has files: a function of
    # the record, the address of the file and the number of the page.
    text_address: Callable[[Model, str, int], str] | None = None

    # The column of the text that excerpts are taken from.
    summary: str = "summary"

    # How its records are named as the values of a facet, where they are; the facet has
    # the name of the kind.
    facet: FacetNames | None = None
    # Querysets of pairs of words meaning the same.
    synonyms: tuple[Callable[[], QuerySet], ...] = ()

    # Of the declared kind; `kinds` fills them in. The name is the word before the colon
    # in a key, and in `kind:` of a search.
    name: str = ""
    label: str = ""
    one: str = ""
    model: type[Model] | None = None

    def key(self, pk):
        return f"{self.name}:{pk}"

    def documents(self, pks=None):
        """Documents of public records, of all of them or of those with these keys."""
        records = self.records()
        if pks is not None:
            records = records.filter(pk__in=pks)
        besides = [self.besides()] if self.besides else []
        for record in records.iterator(chunk_size=500):
            # Whoever asked for them, in whatever language: the documents are the same.
            with override(settings.LANGUAGE_CODE):
                document = self.document(record, self.key(record.pk), *besides)
            yield document


@cache
def kinds():
    """{name: SearchKind} of everything that can be found."""
    return {
        kind.name: replace(
            kind.search,
            name=kind.name,
            label=kind.label,
            one=kind.one,
            model=kind.model,
        )
        for kind in record_kinds()
        if kind.search
    }


def narrower_kinds():
    """{code: label} of the kinds within kinds."""
    return {code: label for kind in kinds().values() for code, label in kind.narrower}


def facet_names():
    """{facet: FacetNames} of the facets whose values are records."""
    return {name: kind.facet for name, kind in kinds().items() if kind.facet}


def in_each_language(say: Callable[[], str]):
    """What a function says in each language of the portal, as text to be found by."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield str(say())


def in_roles(who: Iterable[tuple[str, str]]):
    """Who was what, given as (role, name), as lines to be found by.

    "Co-chair: Australia, Indonesia" for each role, and the role in other languages.
    """
    names = {}
    for role, name in who:
        names.setdefault(role, []).append(name)
    for role, named in names.items():
        said, *otherwise = in_each_language(role.__str__)
        yield f"{said}: {', '.join(dict.fromkeys(named))}"
        yield from otherwise


def facet_rows():
    """(facet, slug, English name, Indonesian name, ISO code) of all values, in one query."""
    return _union(names.rows() for names in facet_names().values())


def synonym_pairs():
    """Every pair of words meaning the same, in two queries.

    Those that anybody offers, and the names of a value of a facet in each language.
    """
    yield from _union(rows() for kind in kinds().values() for rows in kind.synonyms)
    facets = facet_names()
    for facet, _slug, name, local, code in facet_rows():
        for other in facets[facet].also(name, local, code):
            if other and other != name:
                yield name, other


@cache
def code_names():
    """{field of a query: {what readers of any language call a value: its code}}.

    Worked out once: what changes in the record changes none of them.
    """
    names = {"kind": {}, "lang": {}}
    for language, _name in settings.LANGUAGES:
        languages = Locale.parse(language).languages
        names["lang"] |= {name: code for code, name in languages.items()}
        with override(language):
            for kind in kinds().values():
                called = [
                    (kind.name, kind.label),
                    (kind.name, kind.one),
                    *kind.narrower,
                ]
                names["kind"] |= {str(label): code for code, label in called}
    return names


def _union(parts):
    parts = list(parts)
    return parts[0].union(*parts[1:]) if parts else ()
