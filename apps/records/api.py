"""What the read API of every kind of record is made of: parameters, schemas, answers.

Each app gives its own in its module `api`, as a router that its kinds are declared with
(`apps.records.kinds.RecordKind.api`). Schemas read the records themselves.

Dates are EDTF text exactly as recorded; blank where nothing is recorded. Texts are
English; their Indonesian twins end in `_indonesian` and are blank where there is none.
Addresses are absolute.
"""

import datetime as dt
from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Max
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import override
from ninja import Query, Schema
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from apps.core.date_limits import OUTSIDE_RECORD, validate_day_of_the_record

from .models import Record, if_public
from .tombstones import permanent_redirect, resolve_former_slug

MOST_PER_PAGE = 100

# Parameters

Page = Annotated[int, Field(ge=1, le=1_000_000)]
PageSize = Annotated[int, Field(ge=1, le=MOST_PER_PAGE)]
Slug = Annotated[
    str,
    Field(max_length=Record._meta.get_field("slug").max_length, pattern=r"^[-\w]+$"),
]
Year = Annotated[int, Field(ge=1900, le=2100)]


def _within_record(day):
    """The day; refused in the words of the pages where the record cannot show it."""
    try:
        with override("en"):
            validate_day_of_the_record(day)
    except ValidationError as error:
        raise PydanticCustomError(OUTSIDE_RECORD, error.message) from None
    return day


# Written out, because a number would be read as seconds since 1970.
Day = Annotated[
    dt.date, BeforeValidator(dt.date.fromisoformat), AfterValidator(_within_record)
]


def one_of(choices):
    """A value of these choices or none.

    Written out where it is used: kinds of meetings and kinds of sources are both called
    Kind, and in a description there is one thing of a name.
    """
    return Literal[tuple(choices.values)] | None


def optional(kind, meaning):
    """A parameter that may be left out, with what the description says of it."""
    return Annotated[kind | None, Query(description=meaning)]


AsOf = optional(
    Day,
    "The day asked about, as YYYY-MM-DD, from 2002-02-26 to today; today where it is "
    "left out.",
)


def public_with_slug(model, slug):
    """The public record of a slug, for a filter; none where nobody may know of it."""
    return model.objects.public().filter(slug=slug)


# Schemas


class Addressed(Schema):
    """Whatever has an address: `url` is the absolute one."""

    @staticmethod
    def resolve_url(record, context):
        return context["request"].build_absolute_uri(record.get_absolute_url())


class Ref(Addressed):
    """A record named in another: enough to show it and to ask for it."""

    slug: str
    title: str
    url: str

    @staticmethod
    def resolve_title(record):
        return getattr(record, "title", None) or record.name


def slug_of(record):
    """The slug of a record that another one names, where anybody may see it."""
    return record.slug if if_public(record) else None


def names_of(rows):
    """The names that stand under a record."""
    return [row.name for row in rows.all()]


class PageOf(Schema):
    """One page of a list. `next` and `previous` are addresses to follow."""

    count: int
    next: str | None
    previous: str | None


def page_schema(item):
    """The schema of a page of `item`s, named after it."""
    name = f"{item.__name__.removesuffix('Out')}Page"
    return type(name, (PageOf,), {"__annotations__": {"results": list[item]}})


# Answers


class NoSuchPage(Exception):
    """The list has no page of that number."""


def pagination_links(request, response, page, pages):
    """(address of the next page, of the previous one), None where there is none.

    The answer says them in its Link header too.
    """

    def address(number):
        if not 1 <= number <= pages:
            return None
        query = request.GET.copy()
        query["page"] = number
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    found = {"next": address(page + 1), "prev": address(page - 1)}
    links = [f'<{url}>; rel="{name}"' for name, url in found.items() if url]
    if links:
        response.headers["Link"] = ", ".join(links)
    return found["next"], found["prev"]


def page_response(request, response, items, page, page_size):
    """One page of a queryset as {count, next, previous, results}.

    Raises NoSuchPage past the end; an empty list still has its first page.
    """
    paginator = Paginator(items, page_size)
    if page > paginator.num_pages:
        raise NoSuchPage
    following, previous = pagination_links(request, response, page, paginator.num_pages)
    return {
        "count": paginator.count,
        "next": following,
        "previous": previous,
        "results": list(paginator.page(page)),
    }


def _set_last_modified(response, newest):
    """Say when the newest of what is shown was last changed."""
    if newest:
        response.headers["Last-Modified"] = http_date(newest.timestamp())


def list_response(request, response, queryset, page, page_size):
    """A page of public records, with the newest change among all of them."""
    _set_last_modified(response, queryset.aggregate(newest=Max("updated_at"))["newest"])
    return page_response(request, response, queryset, page, page_size)


def detail_response(request, response, queryset, slug):
    """The record of this slug; who asks by a former one is led to where it is now."""
    record = queryset.filter(slug=slug).first()
    if record is None:
        goal = resolve_former_slug(queryset.model, slug)
        return permanent_redirect(
            reverse(request.resolver_match.view_name, args=[goal.slug])
        )
    _set_last_modified(response, record.updated_at)
    return record
