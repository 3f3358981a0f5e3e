"""Accords, as every other app knows them."""

import datetime as dt

from django.http import HttpResponse
from ninja import Router

from apps.conferences.timeline import Entry, within
from apps.core.dates import years_of
from apps.records import api
from apps.records.kinds import RecordKind, register
from apps.search.registry import SearchKind
from apps.search_engine import Record as Document

from .models import Accord

router = Router(tags=["accords"])


class AccordOut(api.Addressed):
    slug: str
    title: str
    date: str
    url: str
    updated_at: dt.datetime


@router.get("/accords", response=api.page_schema(AccordOut))
def accords(
    request,
    response: HttpResponse,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """What states have agreed on."""
    return api.list_response(
        request, response, Accord.objects.public(), page, page_size
    )


@router.get("/accords/{slug}", response=AccordOut)
def accord(request, response: HttpResponse, slug: api.Slug):
    """One accord."""
    return api.detail_response(request, response, Accord.objects.public(), slug)


def document(accord, key):
    return Document(
        key=key,
        kind="accord",
        title=accord.title,
        summary=accord.summary,
        date=accord.date_earliest,
        years=years_of(accord.date_earliest, accord.date_latest),
    )


def timeline_entries(chosen):
    for accord in within(Accord.objects.public(), "date", chosen):
        yield Entry(
            "accord",
            accord,
            accord.title,
            accord.date,
            accord.date_earliest,
            accord.date_latest,
            url=accord.get_absolute_url(),
        )


register(
    RecordKind(
        name="accord",
        label="Accords",
        one="Accord",
        model=Accord,
        list_name="accords:index",
        search=SearchKind(
            records=lambda: Accord.objects.public(),
            document=document,
            rows=lambda: Accord.objects.public(),
            describe=lambda accord: (accord.title, accord.date),
        ),
        timeline=timeline_entries,
        sitemap="accords",
        api=router,
    )
)
