"""Members in the read API."""

import datetime as dt
from typing import Literal

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from apps.records import api
from apps.records.models import Standing as Standings
from apps.sources.recency import with_newest_source

from .models import Member, Participation

router = Router(tags=["members"])


class Standing(api.Addressed):
    """A participant with its capacity, and how surely it stood on the day asked for."""

    slug: str = Field(validation_alias="member.slug")
    name: str = Field(validation_alias="member.name")
    name_indonesian: str
    acronym: str = Field(validation_alias="member.acronym")
    kind: str = Field(validation_alias="member.kind")
    iso_code: str = Field(validation_alias="member.iso_code")
    iso3_code: str = Field(validation_alias="member.iso3_code")
    region: str = Field(validation_alias="member.region")
    capacity: str
    since: str
    until: str
    standing: str
    last_shown: str
    url: str

    @staticmethod
    def resolve_name_indonesian(participation):
        return participation.member.name_in("id")

    @staticmethod
    def resolve_url(participation, context):
        return api.Addressed.resolve_url(participation.member, context)


class ParticipationOut(Schema):
    """A period in one capacity. `since` and `until` are EDTF, or blank."""

    capacity: str
    since: str
    until: str
    standing: str
    last_shown: str
    note: str


class SeatOut(Schema):
    """A member's seat in a body. `since` and `until` are EDTF, or blank."""

    group: api.Ref
    member: api.Ref
    role: str
    since: str
    until: str
    standing: str
    last_shown: str


class MemberOut(api.Addressed):
    """A member with its names, periods and seats."""

    slug: str
    name: str
    name_indonesian: str
    other_names: list[str]
    acronym: str
    kind: str
    iso_code: str
    iso3_code: str
    region: str
    summary: str
    summary_indonesian: str = Field(validation_alias="summary_ind")
    participations: list[ParticipationOut]
    seats: list[SeatOut]
    url: str
    known_on: dt.date
    newest_source: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_name_indonesian(member):
        return member.name_in("id")

    @staticmethod
    def resolve_other_names(member):
        return api.names_of(member.names)

    @staticmethod
    def resolve_seats(member):
        return member.seats.public().as_of(timezone.localdate())


@router.get("/members", response=api.page_schema(Standing))
def members(
    request,
    response: HttpResponse,
    as_of: api.AsOf = None,
    capacity: api.optional(
        api.one_of(Participation.Capacity), "Only participants in this capacity."
    ) = None,
    kind: api.one_of(Member.Kind) = None,
    region: api.optional(
        api.one_of(Member.Region), "Only participants of this region."
    ) = None,
    standing: api.optional(
        Literal["documented", "presumed", "possible", "no", "all"],
        "Only participants of this standing; `all` for everybody ever recorded.",
    ) = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """Each participant with its capacity and standing on a day (today unless asked).

    `standing` is `documented` where something dated shows it on that day or later,
    `presumed` where it was shown before (`last_shown`) and no end is recorded, and
    `possible` where the record does not say. Those certainly not taking part are left
    out unless asked for by `standing=no` or `standing=all`.
    """
    rows = Participation.objects.public().as_of(as_of or timezone.localdate())
    if standing is None:
        rows = rows.exclude(standing=Standings.NO)
    elif standing != "all":
        rows = rows.filter(standing=standing)
    wanted = {"capacity": capacity, "member__kind": kind, "member__region": region}
    rows = rows.filter(**{key: value for key, value in wanted.items() if value})
    rows = rows.order_by("member__name", "capacity", "pk")
    return api.page_response(request, response, rows, page, page_size)


@router.get("/members/{slug}", response=MemberOut)
def member(request, response: HttpResponse, slug: api.Slug):
    """One member: names, capacities over time, seats, with their standing today."""
    records = Member.objects.public().as_of(timezone.localdate())
    return api.detail_response(request, response, with_newest_source(records), slug)
