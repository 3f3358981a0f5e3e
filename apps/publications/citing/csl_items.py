"""Publications as CSL-JSON items."""

import re
from functools import cache

from django.utils.translation import override

from apps.publications.models import Contributor, Publication

Kind = Publication.Kind

# What Citation Style Language calls each kind; everything else is a report.
TYPES = {
    Kind.NEWS: "webpage",
    Kind.WEB_PAGE: "webpage",
    Kind.COMMENTARY: "webpage",
    Kind.NEWSPAPER_ARTICLE: "article-newspaper",
    Kind.MAGAZINE_ARTICLE: "article-magazine",
    Kind.ACADEMIC: "document",
    Kind.MASTERS_THESIS: "thesis",
    Kind.DOCTORAL_THESIS: "thesis",
    Kind.APP: "software",
}
ARTICLES = {"article-newspaper", "article-magazine"}
NAMED = {"report", "thesis", "software"}  # types that are cited with their kind
POINT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")
DECADE = re.compile(r"(\d{3})X[?~%]?(?![-\d])")


def _line(text):
    """A text on one line: a line break would end a field in some formats."""
    return " ".join(text.split())


def _name(contributor):
    """A person in two parts; an organisation whole, so that nobody splits it."""
    if contributor.organisation:
        return {"literal": _line(contributor.organisation)}
    name = {"family": _line(contributor.family)}
    given = _line(contributor.given)
    return name | {"given": given} if given else name


def published_by_its_authors(item):
    """Whether bodies have published what they wrote."""
    names = [name.get("literal") for name in item.get("author", [])]
    return all(names) and "; ".join(names) == item.get("publisher")


@cache
def _genre(kind):
    """The kind, in English in every language of the page: a citation has one form.

    Blank for a kind such as “guide or handbook”, which does not say what a thing is.
    """
    if TYPES.get(kind, "report") not in NAMED:
        return ""
    with override("en"):
        label = str(Publication.Kind(kind).label)
    return "" if " or " in label else label


def _issued(text):
    """EDTF text as CSL date parts; an uncertain date is marked `circa`.

    A decade is an uncertain span of its years. Both ends of a span are given as
    precisely as the vaguer one: others refuse a span from a month to a year.
    """
    ends = DECADE.sub(r"\g<1>0?/\g<1>9?", text).split("/")
    points = [POINT.fullmatch(end) for end in (ends[:1] + ends[1:][-1:])]
    if not all(points):
        return None
    parts = [[int(part) for part in point.groups()[:3] if part] for point in points]
    precision = min(map(len, parts))
    date = {"date-parts": [part[:precision] for part in parts]}
    if any(point[4] for point in points):
        date["circa"] = True
    return date


def csl_item(publication, address, *, brief=False):
    """One CSL-JSON item. `address` is the absolute address of the record's own page.

    The item's URL is where the text can be read, and the record's page where that is
    not known. A title supplied by the portal stands in square brackets. Nothing that is
    not recorded appears in it. A `brief` item has what a row of a list shows, without
    its identifiers.
    """
    contributors = {role: [] for role in Contributor.Role}
    for contributor in publication.contributors.all():
        contributors[contributor.role].append(_name(contributor))
    identifiers = {
        identifier.scheme.lower(): identifier.value
        for identifier in ([] if brief else publication.identifiers.all())
    }
    languages = publication.languages.split()
    title = _line(publication.title)
    publisher = _line(publication.publisher)
    kind = TYPES.get(publication.kind, "report")
    item = {
        "id": publication.slug,
        "type": kind,
        "title": f"[{title}]" if publication.title_is_supplied else title,
        "author": contributors[Contributor.Role.AUTHOR],
        "editor": contributors[Contributor.Role.EDITOR],
        "issued": _issued(publication.issued) if publication.issued else None,
        # What publishes an article is the paper it stands in.
        "container-title" if kind in ARTICLES else "publisher": publisher,
        "genre": _genre(publication.kind),
        "language": languages[0] if languages else "",
        "abstract": publication.abstract,
        "DOI": identifiers.get("doi"),
        "ISBN": identifiers.get("isbn"),
        "URL": publication.text_url or address,
        "custom": {"edtf": publication.issued} if publication.issued else None,
    }
    return {key: value for key, value in item.items() if value}
