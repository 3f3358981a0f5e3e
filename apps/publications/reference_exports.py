"""Exports of lists of publications: references, or a CSV table."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Prefetch
from django.utils.timezone import localdate

from apps.members.models import Member
from apps.spreadsheets.cell_text import escape

from .citing import FORMATS, csl_item
from .models import Publication, Topic
from .sheet import PublicationSheet

MAX_EXPORTED = 10_000  # publications in one file
BATCH = 500  # read from the database, so that memory stays bounded


def _in_batches(keys, publications):
    """Public publications of a list in its order, only some of them in memory at once."""
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        known = publications.in_bulk(part)
        yield from (known[key] for key in part if key in known)


def _references(reference_format, keys, address_of):
    publications = Publication.objects.public().with_references()
    return reference_format.stream(
        csl_item(publication, address_of(publication))
        for publication in _in_batches(keys, publications)
    )


def _table(keys, address_of):
    """Lines of CSV, the first with the mark by which Excel knows UTF-8.

    The columns are those of an import, between those that only tell something. What a
    publication belongs to is named as far as it is public.
    """
    publications = (
        Publication.objects.public()
        .with_references()
        .select_related("group", "meeting")
        .prefetch_related(
            Prefetch("topics", Topic.objects.public()),
            Prefetch("members", Member.objects.public()),
        )
    )
    columns = [
        column
        for column in PublicationSheet().columns
        if column.column_name != "file" and not column.is_reason
    ]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    url, *days = PublicationSheet.export_only
    writer.writerow([url, *(column.column_name for column in columns), *days])
    for publication in _in_batches(keys, publications):
        for name in ["group", "meeting"]:
            record = getattr(publication, name)
            if record is not None and not record.is_public:
                setattr(publication, name, None)
        cells = [escape(column.export(publication)) for column in columns]
        days = [publication.issued_earliest, publication.issued_latest]
        days.append(localdate(publication.updated_at))
        writer.writerow([address_of(publication), *cells, *days])
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
