"""Sources and what they say in the read API."""

import datetime as dt

from django.db.models import Q
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from apps.records import api
from apps.records.models import if_public

from .models import Claim, Source

router = Router(tags=["sources"])


class SourceOut(api.Addressed):
    slug: str
    title: str
    kind: str
    publisher: str
    original_url: str
    other_addresses: list[str]
    date: str
    seen_on: dt.date | None
    description: str
    claim_count: int
    url: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_original_url(source):
        return source.url

    @staticmethod
    def resolve_other_addresses(source):
        return sorted((source.other_urls or "").split())


class Cite(Schema):
    """One claim of a source.

    `says` is the source's own value; blank where it only supports the reading in
    `supports`. `value` and `reading` are both as they are stored: `reading` is the value
    in the record's form, which makes claims comparable. `superseded_on` is the day since
    which the record says something else than this was given for.
    """

    record: api.Ref | None
    statement: str = Field(validation_alias="field")
    part: str
    source: api.Ref
    says: str = Field(validation_alias="value")
    supports: str
    value: str
    reading: str
    as_of: str
    differs: str
    superseded_on: dt.date | None
    locator: str
    rank: str
    reason: str

    @staticmethod
    def resolve_record(claim):
        return if_public(claim.record)

    @staticmethod
    def resolve_supports(claim):
        return "" if claim.value else claim.reading

    @staticmethod
    def resolve_part(claim):
        return f"{claim.fact_type.model} {claim.fact_id}" if claim.fact_id else ""


def sources_in_full():
    sources = Source.objects.public().with_claim_count(Claim.objects.public())
    return sources.with_other_urls()


@router.get("/sources", response=api.page_schema(SourceOut))
def sources(
    request,
    response: HttpResponse,
    kind: api.one_of(Source.Kind) = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """What the record relies on."""
    rows = sources_in_full().filter(kind=kind) if kind else sources_in_full()
    return api.list_response(request, response, rows, page, page_size)


@router.get("/sources/{slug}", response=SourceOut)
def source(request, response: HttpResponse, slug: api.Slug):
    """One source."""
    return api.detail_response(request, response, sources_in_full(), slug)


@router.get("/claims", response=api.page_schema(Cite))
def claims(
    request,
    response: HttpResponse,
    source: api.optional(api.Slug, "Only claims of the source with this slug.") = None,
    rank: api.optional(api.one_of(Claim.Rank), "Only claims of this rank.") = None,
    contested: api.optional(
        bool, "`true` for statements on which sources differ, `false` for others."
    ) = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """What sources say, claim by claim; `contested=true` for those that differ."""
    rows = Claim.objects.public()
    if contested is not None:
        differing = Q(pk__in=Claim.objects.public().contested().values("pk"))
        rows = rows.filter(differing if contested else ~differing)
    rows = (
        rows.filter(source__in=api.public_with_slug(Source, source)) if source else rows
    )
    rows = rows.filter(rank=rank) if rank else rows
    rows = rows.with_records().order_by("content_type", "object_id", "field", "pk")
    return api.page_response(request, response, rows, page, page_size)
