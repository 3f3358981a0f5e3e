"""Meetings and milestones in the read API."""

import datetime as dt

from django.db.models import Prefetch
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from apps.groups.models import Group
from apps.records import api
from apps.records.models import if_public
from apps.sources.recency import with_newest_source

from .models import Attendance, Meeting, Milestone

meetings_router = Router(tags=["meetings"])
milestones_router = Router(tags=["meetings"])


class AttendanceOut(Schema):
    """A member, a person or both, and the capacity in which they took part."""

    member: api.Ref | None
    person: str
    capacity: str
    note: str

    @staticmethod
    def resolve_member(attendance):
        return if_public(attendance.member)

    @staticmethod
    def resolve_person(attendance):
        return attendance.person.name if attendance.person else ""


class MeetingOut(api.Addressed):
    """A meeting with who took part; `dates` is EDTF, `host` the slug of a member."""

    slug: str
    title: str
    title_indonesian: str = Field(validation_alias="title_ind")
    group: api.Ref | None
    kind: str
    number: int | None
    series: str
    dates: str
    city: str
    host: str | None
    format: str
    summary: str
    summary_indonesian: str = Field(validation_alias="summary_ind")
    outcome: str
    attendance: str
    attendances: list[AttendanceOut]
    url: str
    known_on: dt.date
    newest_source: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_group(meeting):
        return if_public(meeting.group)

    @staticmethod
    def resolve_host(meeting):
        return api.slug_of(meeting.host)


class MilestoneOut(api.Addressed):
    """A dated event that is no meeting; `date` is EDTF, `group` the slug of a body."""

    slug: str
    title: str
    title_indonesian: str = Field(validation_alias="title_ind")
    date: str
    group: str | None
    summary: str
    url: str
    known_on: dt.date
    newest_source: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_group(milestone):
        return api.slug_of(milestone.group)


def meetings_in_full():
    """Public meetings with all that MeetingOut needs, in a fixed number of queries."""
    return with_newest_source(
        Meeting.objects.public()
        .with_place()
        .prefetch_related(Prefetch("attendances", Attendance.objects.with_attendees()))
    )


@meetings_router.get("/meetings", response=api.page_schema(MeetingOut))
def meetings(
    request,
    response: HttpResponse,
    group: api.Slug | None = None,
    kind: api.one_of(Meeting.Kind) = None,
    year: api.Year | None = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """Meetings, newest first; `group` is the slug of a body."""
    rows = meetings_in_full()
    rows = rows.filter(group__in=api.public_with_slug(Group, group)) if group else rows
    rows = rows.filter(kind=kind) if kind else rows
    if year:
        rows = rows.filter(dates_earliest__year__lte=year, dates_latest__year__gte=year)
    return api.list_response(request, response, rows, page, page_size)


@meetings_router.get("/meetings/{slug}", response=MeetingOut)
def meeting(request, response: HttpResponse, slug: api.Slug):
    """One meeting, with who took part."""
    return api.detail_response(request, response, meetings_in_full(), slug)


def milestones_in_full():
    """Public milestones with all that MilestoneOut needs, in a fixed number of queries."""
    return with_newest_source(Milestone.objects.public().with_links())


@milestones_router.get("/milestones", response=api.page_schema(MilestoneOut))
def milestones(
    request,
    response: HttpResponse,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """Dated events that are no meeting."""
    rows = milestones_in_full()
    return api.list_response(request, response, rows, page, page_size)


@milestones_router.get("/milestones/{slug}", response=MilestoneOut)
def milestone(request, response: HttpResponse, slug: api.Slug):
    """One dated event that is no meeting."""
    return api.detail_response(request, response, milestones_in_full(), slug)
