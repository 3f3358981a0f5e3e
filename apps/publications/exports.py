"""A whole list of publications taken away: references, or a table for a spreadsheet."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Prefetch

from apps.members.models import Member

from .citing import FORMATS, csl_item
from .citing.formats import whole_name
from .models import Publication, Topic

MOST = 10_000  # publications in one file
AT_ONCE = 500  # read from the database, so that memory stays bounded

# The columns that an import takes come under the same names.
COLUMNS = [
    "url",
    "slug",
    "title",
    "kind",
    "issued",
    "publisher",
    "languages",
    "authors",
    "abstract",
    "topics",
    "members",
    "group",
    "meeting",
    "identifiers",
    "rights",
    "original_url",
]
# A spreadsheet would run a cell that begins like this as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _in_parts(keys, publications):
    """Public publications of a list in its order, only some of them in memory at once."""
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        known = publications.in_bulk(part)
        yield from (known[key] for key in part if key in known)


def _references(reference_format, keys, address_of):
    publications = Publication.objects.public().with_references()
    return reference_format.stream(
        csl_item(publication, address_of(publication))
        for publication in _in_parts(keys, publications)
    )


def _harmless(text):
    return f"'{text}" if text.startswith(FORMULA) else text


def _slug(record):
    """The slug of a record, where there is one and anybody may see it."""
    return record.slug if record is not None and record.is_public else ""


def _cells(publication, address):
    item = csl_item(publication, address)
    return [
        address,
        publication.slug,
        publication.title,
        publication.kind,
        publication.issued,
        publication.publisher,
        "; ".join(publication.languages.split()),
        "; ".join(map(whole_name, item.get("author", []))),
        publication.abstract,
        "; ".join(topic.slug for topic in publication.topics.all()),
        "; ".join(member.slug for member in publication.members.all()),
        _slug(publication.group),
        _slug(publication.meeting),
        "; ".join(map(str, publication.identifiers.all())),
        publication.rights,
        publication.original_url,
    ]


def _table(keys, address_of):
    """Lines of CSV, the first with the mark by which Excel knows UTF-8."""
    publications = (
        Publication.objects.public()
        .with_references()
        .select_related("group", "meeting")
        .prefetch_related(
            Prefetch("topics", Topic.objects.public()),
            Prefetch("members", Member.objects.public()),
        )
    )
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    for publication in _in_parts(keys, publications):
        cells = _cells(publication, address_of(publication))
        writer.writerow(map(_harmless, cells))
        if buffer.tell() > 32_768:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


@dataclass(frozen=True)
class Export:
    """A file that a list of publications can be taken away as.

    `write` takes their primary keys in order, and what gives the absolute address of
    one; it yields the file piece by piece.
    """

    label: str
    media_type: str
    write: Callable


# By the ending of their files.
EXPORTS = {
    "csv": Export("CSV", "text/csv", _table),
    **{
        ending: Export(f.label, f.media_type, partial(_references, f))
        for ending, f in FORMATS.items()
    },
}
