"""Bodies and mechanisms in the read API."""

import datetime as dt

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from apps.members.api import SeatOut
from apps.records import api
from apps.sources.recency import with_newest_source

from .models import Group, Seat

router = Router(tags=["groups"])


class FigureOut(Schema):
    """A number that a source reports; `period` is EDTF, blank where not recorded."""

    key: str
    label: str
    qualifier: str
    value: float
    unit: str
    period: str
    subject: str


class GroupOut(api.Addressed):
    """A body with its names, seats and figures; `parent` is a slug."""

    slug: str
    name: str
    name_indonesian: str = Field(validation_alias="name_ind")
    other_names: list[str]
    acronym: str
    kind: str
    parent: str | None
    founded: str
    ended: str
    standing: str
    last_shown: str
    founding_basis: str
    mandate: str
    mandate_indonesian: str = Field(validation_alias="mandate_ind")
    seats: list[SeatOut]
    figures: list[FigureOut]
    url: str
    known_on: dt.date
    newest_source: str
    updated_at: dt.datetime

    @staticmethod
    def resolve_other_names(group):
        return api.names_of(group.names)

    @staticmethod
    def resolve_parent(group):
        return api.slug_of(group.parent)


def groups_in_full(as_of):
    """Public bodies as of a day (today unless asked), with their seats on that day."""
    day = as_of or timezone.localdate()
    seats = Prefetch("seats", Seat.objects.public().as_of(day))
    return with_newest_source(
        Group.objects.public()
        .as_of(day)
        .select_related("parent")
        .prefetch_related("names", "figures", seats)
    )


@router.get("/groups", response=api.page_schema(GroupOut))
def groups(
    request,
    response: HttpResponse,
    as_of: api.AsOf = None,
    kind: api.one_of(Group.Kind) = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """Bodies and mechanisms with their seats and figures, as of a day.

    `standing` of a body and of each seat is `documented`, `presumed`, `possible` or
    `no`, as it is of members.
    """
    rows = groups_in_full(as_of).filter(kind=kind) if kind else groups_in_full(as_of)
    return api.list_response(request, response, rows, page, page_size)


@router.get("/groups/{slug}", response=GroupOut)
def group(request, response: HttpResponse, slug: api.Slug, as_of: api.AsOf = None):
    """One body or mechanism as of a day, with the seats ever recorded."""
    return api.detail_response(request, response, groups_in_full(as_of), slug)
