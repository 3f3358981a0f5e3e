"""Bodies and mechanisms in the read API."""

import datetime as dt

from django.db.models import Prefetch
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from apps.members.api import SeatOut
from apps.records import api
from apps.sources.knowledge import with_newest_source

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


def groups_in_full():
    """Public bodies with all that GroupOut needs, in a fixed number of queries."""
    return with_newest_source(
        Group.objects.public()
        .select_related("parent")
        .prefetch_related("names", "figures", Prefetch("seats", Seat.objects.public()))
    )


@router.get("/groups", response=api.page_schema(GroupOut))
def groups(
    request,
    response: HttpResponse,
    kind: api.one_of(Group.Kind) = None,
    page: api.Page = 1,
    page_size: api.PageSize = 50,
):
    """Bodies and mechanisms, with their seats and figures."""
    rows = groups_in_full().filter(kind=kind) if kind else groups_in_full()
    return api.list_response(request, response, rows, page, page_size)


@router.get("/groups/{slug}", response=GroupOut)
def group(request, response: HttpResponse, slug: api.Slug):
    """One body or mechanism."""
    return api.detail_response(request, response, groups_in_full(), slug)
