"""The read API, version 1: the same records, filters and visibility as the pages."""

import datetime as dt
from typing import Annotated, Literal

from django.db.models import Max, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from apps.conferences.models import Attendance, Meeting, Milestone
from apps.core.models import Standing
from apps.groups.models import Group, Seat
from apps.members.models import Member, Participation
from apps.publications.models import Publication, Topic
from apps.search.answers import rows_of
from apps.search.engine import IndexUnusable
from apps.search.index import open_index
from apps.search.queries import Query, WrongQuery, facet_labels
from apps.sources.models import Claim, Source

from . import schemas
from .paging import MOST_PER_PAGE, NoSuchPage, page_of
from .problems import problem
from .shapes import Shaper

api = NinjaAPI(
    title="Bali Process Record",
    version="1.0.0",
    description=(
        "Read the public record of the Bali Process. No key is needed. Fields may be "
        "added at any time; within version 1 none is renamed, removed or given another "
        "meaning. What changes that way becomes version 2, and version 1 then stays "
        "for at least two years."
    ),
    urls_namespace="api-1",
    docs_url=None,
)

Page = Annotated[int, Field(ge=1, le=1_000_000, description="Which page, from 1.")]
PageSize = Annotated[
    int, Field(ge=1, le=MOST_PER_PAGE, description="How many on a page.")
]
Slug = Annotated[str, Field(max_length=120, pattern=r"^[-\w]+$")]


@api.exception_handler(NoSuchPage)
def no_such_page(request, error):
    return problem(404, "Not found", "The list has no page of that number.")


@api.exception_handler(Http404)
def not_found(request, error):
    return problem(404, "Not found", "There is no public record at this address.")


@api.exception_handler(WrongQuery)
def wrong_query(request, error):
    return problem(422, "A parameter is wrong", str(error))


@api.exception_handler(IndexUnusable)
def no_index(request, error):
    response = problem(503, "No index", "The search index is being built. Try again.")
    response.headers["Retry-After"] = "10"
    return response


@api.exception_handler(HttpError)
def http_error(request, error):
    return problem(error.status_code, "Error", str(error))


@api.exception_handler(ValidationError)
def wrong_parameter(request, error):
    details = "; ".join(
        f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}"
        for e in error.errors
    )
    return problem(422, "A parameter is wrong", details)


def changed(response, newest):
    """Say when the newest of what is shown was last changed."""
    if newest:
        response.headers["Last-Modified"] = newest.astimezone(dt.UTC).strftime(
            "%a, %d %b %Y %H:%M:%S GMT"
        )


def listing(request, response, queryset, page, page_size, shape):
    """A page of public records, with the newest change among all of them."""
    changed(response, queryset.aggregate(newest=Max("updated_at"))["newest"])
    return page_of(request, queryset, page, page_size, shape)


def one(request, response, queryset, slug, shape):
    record = get_object_or_404(queryset, slug=slug)
    changed(response, record.updated_at)
    return shape(record)


@api.get("/search", response=schemas.SearchOut, tags=["search"])
def search(
    request,
    q: str = "",
    page: Page = 1,
    page_size: PageSize = 10,
    sort: Literal["relevance", "newest", "oldest", "title"] = "relevance",
):
    """Find any record, as the search page does: same words, same order, same counts.

    `q` takes the whole query language (phrases, `-not`, `OR`, `prefix*`, `title:`,
    `year:2016..2020`, …). Facets narrow it: `kind`, `year`, `topic`, `group`,
    `member`, `language`, `has_text`, each as often as wished.
    """
    query = Query.from_params(request.GET)
    results = query.results()
    rows = rows_of(results.hits, open_index().excerpts(results))
    shape = Shaper(request).hit
    labels = facet_labels()
    return {
        "count": results.count,
        "results": [shape(row) for row in rows],
        "facets": {
            facet: [
                {"value": v, "label": labels[facet].get(v, v), "count": n}
                for v, n in counts
            ]
            for facet, counts in results.facets.items()
        },
    }


@api.get("/members", response=schemas.page_schema(schemas.Standing), tags=["members"])
def members(
    request,
    as_of: dt.date | None = None,
    capacity: Participation.Capacity | None = None,
    kind: Member.Kind | None = None,
    region: Member.Region | None = None,
    standing: Literal["documented", "possible", "no", "all"] | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """Each participant with its capacity and standing on a day (today unless asked).

    `standing` is `documented` where sources show it, `possible` where the record does
    not say. Those certainly not taking part are left out unless asked for by
    `standing=no` or `standing=all`.
    """
    rows = Participation.objects.public().as_of(as_of or timezone.localdate())
    if standing is None:
        rows = rows.exclude(standing=Standing.NO)
    elif standing != "all":
        rows = rows.filter(standing=standing)
    wanted = {"capacity": capacity, "member__kind": kind, "member__region": region}
    rows = rows.filter(**{key: value for key, value in wanted.items() if value})
    rows = rows.order_by("member__name", "capacity", "pk")
    return page_of(request, rows, page, page_size, Shaper(request).standing)


def public_seats():
    """Seats whose body and member are both public, under `public_seats`."""
    return Prefetch("seats", Seat.objects.public(), to_attr="public_seats")


def members_in_full():
    return Member.objects.public().prefetch_related(
        "names", "participations", public_seats()
    )


@api.get("/members/{slug}", response=schemas.MemberOut, tags=["members"])
def member(request, response: HttpResponse, slug: Slug):
    """One member: names, capacities over time, seats."""
    return one(request, response, members_in_full(), slug, Shaper(request).member)


def groups_in_full():
    return (
        Group.objects.public()
        .select_related("parent")
        .prefetch_related("names", "figures", public_seats())
    )


@api.get("/groups", response=schemas.page_schema(schemas.GroupOut), tags=["groups"])
def groups(
    request,
    response: HttpResponse,
    kind: Group.Kind | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """Bodies and mechanisms, with their seats and figures."""
    rows = groups_in_full()
    rows = rows.filter(kind=kind) if kind else rows
    return listing(request, response, rows, page, page_size, Shaper(request).group)


@api.get("/groups/{slug}", response=schemas.GroupOut, tags=["groups"])
def group(request, response: HttpResponse, slug: Slug):
    """One body or mechanism."""
    return one(request, response, groups_in_full(), slug, Shaper(request).group)


def meetings_in_full():
    return (
        Meeting.objects.public()
        .with_place()
        .prefetch_related(Prefetch("attendances", Attendance.objects.with_who()))
    )


@api.get(
    "/meetings", response=schemas.page_schema(schemas.MeetingOut), tags=["meetings"]
)
def meetings(
    request,
    response: HttpResponse,
    group: Slug | None = None,
    kind: Meeting.Kind | None = None,
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """Meetings, newest first; `group` is the slug of a body."""
    rows = meetings_in_full()
    rows = rows.filter(group__slug=group) if group else rows
    rows = rows.filter(kind=kind) if kind else rows
    if year:
        rows = rows.filter(dates_earliest__year__lte=year, dates_latest__year__gte=year)
    return listing(request, response, rows, page, page_size, Shaper(request).meeting)


@api.get("/meetings/{slug}", response=schemas.MeetingOut, tags=["meetings"])
def meeting(request, response: HttpResponse, slug: Slug):
    """One meeting, with who took part."""
    return one(request, response, meetings_in_full(), slug, Shaper(request).meeting)


@api.get(
    "/milestones",
    response=schemas.page_schema(schemas.MilestoneOut),
    tags=["meetings"],
)
def milestones(
    request, response: HttpResponse, page: Page = 1, page_size: PageSize = 50
):
    """Dated events that are no meeting."""
    rows = Milestone.objects.public().with_links()
    return listing(request, response, rows, page, page_size, Shaper(request).milestone)


def publications_in_full():
    return Publication.objects.public().with_details()


@api.get(
    "/publications",
    response=schemas.page_schema(schemas.PublicationOut),
    tags=["publications"],
)
def publications(
    request,
    response: HttpResponse,
    kind: Publication.Kind | None = None,
    topic: Slug | None = None,
    group: Slug | None = None,
    member: Slug | None = None,
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """The library, newest first; to search its words, use `/search`."""
    rows = publications_in_full()
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(topics__slug=topic) if topic else rows
    rows = rows.filter(group__slug=group) if group else rows
    rows = rows.filter(members__slug=member) if member else rows
    if year:
        rows = rows.filter(
            issued_earliest__year__lte=year, issued_latest__year__gte=year
        )
    shape = Shaper(request).publication
    return listing(request, response, rows, page, page_size, shape)


@api.get("/publications/{slug}", response=schemas.PublicationOut, tags=["publications"])
def publication(request, response: HttpResponse, slug: Slug):
    """One publication."""
    shape = Shaper(request).publication
    return one(request, response, publications_in_full(), slug, shape)


@api.get("/topics", response=schemas.page_schema(schemas.TopicOut), tags=["topics"])
def topics(request, response: HttpResponse, page: Page = 1, page_size: PageSize = 50):
    """The thesaurus."""
    rows = Topic.objects.public().select_related("broader").prefetch_related("names")
    return listing(request, response, rows, page, page_size, Shaper(request).topic)


def sources_in_full():
    return Source.objects.public().with_claim_count(Claim.objects.public())


@api.get("/sources", response=schemas.page_schema(schemas.SourceOut), tags=["sources"])
def sources(
    request,
    response: HttpResponse,
    kind: Source.Kind | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """What the record relies on."""
    rows = sources_in_full()
    rows = rows.filter(kind=kind) if kind else rows
    return listing(request, response, rows, page, page_size, Shaper(request).source)


@api.get("/sources/{slug}", response=schemas.SourceOut, tags=["sources"])
def source(request, response: HttpResponse, slug: Slug):
    """One source."""
    return one(request, response, sources_in_full(), slug, Shaper(request).source)


@api.get("/claims", response=schemas.page_schema(schemas.Cite), tags=["sources"])
def claims(
    request,
    source: Slug | None = None,
    rank: Claim.Rank | None = None,
    contested: bool | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """What sources say, claim by claim; `contested=true` for those that differ."""
    rows = Claim.objects.public()
    rows = rows.contested() if contested else rows
    rows = rows.filter(source__slug=source) if source else rows
    rows = rows.filter(rank=rank) if rank else rows
    rows = rows.with_records().order_by("content_type", "object_id", "field", "pk")
    return page_of(request, rows, page, page_size, Shaper(request).claim)
