"""External links in records and pages, and where each occurs."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import override

from apps.desk.declarations import declared
from apps.desk.models import Link, Place
from apps.records.addresses import staff_address
from apps.records.kinds import record_models

IN_TEXT = re.compile(r"https?://[^\s<>\"'“”|\\^`{}]+")
LONGEST = 2000


@dataclass(frozen=True)
class FoundLink:
    """One occurrence of a link."""

    url: str
    content_type_id: int
    object_id: int
    title: str
    field: str
    edit_url: str = ""


def links_in(text):
    """The http and https addresses in a text, without the full stop after them."""
    for url in IN_TEXT.findall(text):
        url = url.rstrip(".,;:!?")
        if url.endswith(")") and "(" not in url:
            url = url.rstrip(").,;:")
        if len(url) <= LONGEST:
            yield url


def links_in_records():
    """The links of every record, drafts included."""
    for model in record_models():
        fields = [
            f
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField) and not f.choices
        ]
        content_type = ContentType.objects.get_for_model(model)
        for record in model._default_manager.iterator(chunk_size=500):
            for f in fields:
                value = getattr(record, f.attname) or ""
                if "http" not in value:
                    continue
                for url in links_in(value):
                    yield FoundLink(
                        url,
                        content_type.pk,
                        record.pk,
                        str(record)[:300],
                        capfirst(str(f.verbose_name))[:100],
                        staff_address(model, record.pk),
                    )


def all_links():
    """Those of records, then those that other apps know of."""
    with override("en"):
        yield from links_in_records()
        for find_links in declared("link_finders"):
            yield from find_links()


@transaction.atomic
def save_links(found):
    """Replace the stored links and their places; results of known links are kept."""
    places = defaultdict(set)
    for one in found:
        places[one.url].add(one)
    known = dict(Link.objects.filter(is_ignored=False).values_list("url", "pk"))
    gone = [pk for url, pk in known.items() if url not in places]
    for start in range(0, len(gone), 500):
        Link.objects.filter(pk__in=gone[start : start + 500]).delete()
    known = set(Link.objects.values_list("url", flat=True))
    Link.objects.bulk_create(Link(url=url) for url in places if url not in known)
    keys = dict(Link.objects.values_list("url", "pk"))
    Place.objects.all().delete()
    Place.objects.bulk_create(
        (
            Place(
                link_id=keys[one.url],
                content_type_id=one.content_type_id,
                object_id=one.object_id,
                title=one.title,
                field=one.field,
                edit_url=one.edit_url,
            )
            for ones in places.values()
            for one in sorted(ones, key=lambda one: (one.title, one.field))
        ),
        batch_size=500,
    )
