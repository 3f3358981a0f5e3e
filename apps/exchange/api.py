"""The read API, version 1: the same records, filters and visibility as the pages."""

from typing import Literal

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone

from apps.conferences.models import Meeting
from apps.groups.models import Group
from apps.members.models import Member, Participation
from apps.publications.models import Publication, Thesaurus
from apps.records.models import Standing
from apps.search.local_index import open_index
from apps.search.result_page import named_counts, rows_of
from apps.search.search_query import MAX_RANK, Query
from apps.sources.models import Claim, Source

from . import api_schemas, public_records
from .api_errors import HANDLERS
from .api_paging import NoSuchPage, joined, page_of
from .api_parameters import FACET_PARAMETERS, Day, Page, PageSize, Slug, Year, one_of
from .conditional_responses import listing, one
from .openapi import DescribedAPI
from .serializers import Shaper

api = DescribedAPI(
    title="Bali Process Record",
    version="1.0.0",
    description=(
        "Read the public record of the Bali Process. No key is needed. Fields may be "
        "added at any time; within version 1 none is renamed, removed or given another "
        "meaning. What changes that way becomes version 2, and version 1 then stays "
        "for at least two years. `/api/v1/` explains it by examples."
    ),
    urls_namespace="api-1",
    docs_url=None,
)
for error, answer in HANDLERS.items():
    api.add_exception_handler(error, answer)


@api.get(
    "/search",
    response=api_schemas.SearchOut,
    tags=["search"],
    openapi_extra={"parameters": FACET_PARAMETERS},
)
def search(
    request,
    response: HttpResponse,
    q: str = "",
    page: Page = 1,
    page_size: PageSize = 10,
    sort: Literal["relevance", "newest", "oldest", "title"] = "relevance",
):
    """Find any record, as the search page does: same words, same order, same counts.

    `q` takes the whole query language (phrases, `-not`, `OR`, `prefix*`, `title:`,
    `year:2016..2020`, …). Facets narrow it, each as often as wished: a result has
    every value asked for. The pages of a long answer are joined by `Link` headers,
    down to the 10,000th result.
    """
    query = Query.from_params(request.GET)
    results = query.results()
    pages = -(-min(results.count, MAX_RANK) // page_size)
    if page > max(pages, 1):
        raise NoSuchPage
    rows = rows_of(results.hits, open_index().excerpts(results))
    shape = Shaper(request).hit
    joined(request, response, page, pages)
    return {
        "count": results.count,
        "results": [shape(row) for row in rows],
        "facets": {
            facet: [{"value": v, "label": label, "count": n} for v, label, n in counts]
            for facet, counts in named_counts(results.facets).items()
        },
    }


@api.get(
    "/members", response=api_schemas.page_schema(api_schemas.Standing), tags=["members"]
)
def members(
    request,
    response: HttpResponse,
    as_of: Day | None = None,
    capacity: one_of(Participation.Capacity) = None,
    kind: one_of(Member.Kind) = None,
    region: one_of(Member.Region) = None,
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
    return page_of(request, response, rows, page, page_size, Shaper(request).standing)


@api.get("/members/{slug}", response=api_schemas.MemberOut, tags=["members"])
def member(request, response: HttpResponse, slug: Slug):
    """One member: names, capacities over time, seats."""
    return one(
        request, response, public_records.members(), slug, Shaper(request).member
    )


@api.get(
    "/groups", response=api_schemas.page_schema(api_schemas.GroupOut), tags=["groups"]
)
def groups(
    request,
    response: HttpResponse,
    kind: one_of(Group.Kind) = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """Bodies and mechanisms, with their seats and figures."""
    rows = public_records.groups()
    rows = rows.filter(kind=kind) if kind else rows
    return listing(request, response, rows, page, page_size, Shaper(request).group)


@api.get("/groups/{slug}", response=api_schemas.GroupOut, tags=["groups"])
def group(request, response: HttpResponse, slug: Slug):
    """One body or mechanism."""
    return one(request, response, public_records.groups(), slug, Shaper(request).group)


@api.get(
    "/meetings",
    response=api_schemas.page_schema(api_schemas.MeetingOut),
    tags=["meetings"],
)
def meetings(
    request,
    response: HttpResponse,
    group: Slug | None = None,
    kind: one_of(Meeting.Kind) = None,
    year: Year | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """Meetings, newest first; `group` is the slug of a body."""
    rows = public_records.meetings()
    rows = rows.filter(group__in=public_records.named(Group, group)) if group else rows
    rows = rows.filter(kind=kind) if kind else rows
    if year:
        rows = rows.filter(dates_earliest__year__lte=year, dates_latest__year__gte=year)
    return listing(request, response, rows, page, page_size, Shaper(request).meeting)


@api.get("/meetings/{slug}", response=api_schemas.MeetingOut, tags=["meetings"])
def meeting(request, response: HttpResponse, slug: Slug):
    """One meeting, with who took part."""
    return one(
        request, response, public_records.meetings(), slug, Shaper(request).meeting
    )


@api.get(
    "/milestones",
    response=api_schemas.page_schema(api_schemas.MilestoneOut),
    tags=["meetings"],
)
def milestones(
    request, response: HttpResponse, page: Page = 1, page_size: PageSize = 50
):
    """Dated events that are no meeting."""
    rows = public_records.milestones()
    return listing(request, response, rows, page, page_size, Shaper(request).milestone)


@api.get(
    "/publications",
    response=api_schemas.page_schema(api_schemas.PublicationOut),
    tags=["publications"],
)
def publications(
    request,
    response: HttpResponse,
    kind: one_of(Publication.Kind) = None,
    topic: Slug | None = None,
    group: Slug | None = None,
    member: Slug | None = None,
    year: Year | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """The library, newest first; to search its words, use `/search`.

    `topic` finds what is filed under its narrower terms too.
    """
    rows = public_records.publications()
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(pk__in=Thesaurus().filed(topic)) if topic else rows
    rows = rows.filter(group__in=public_records.named(Group, group)) if group else rows
    rows = (
        rows.filter(members__in=public_records.named(Member, member))
        if member
        else rows
    )
    if year:
        rows = rows.filter(
            issued_earliest__year__lte=year, issued_latest__year__gte=year
        )
    shape = Shaper(request).publication
    return listing(request, response, rows, page, page_size, shape)


@api.get(
    "/publications/{slug}", response=api_schemas.PublicationOut, tags=["publications"]
)
def publication(request, response: HttpResponse, slug: Slug):
    """One publication."""
    shape = Shaper(request).publication
    return one(request, response, public_records.publications(), slug, shape)


@api.get(
    "/topics", response=api_schemas.page_schema(api_schemas.TopicOut), tags=["topics"]
)
def topics(request, response: HttpResponse, page: Page = 1, page_size: PageSize = 50):
    """The thesaurus."""
    rows = public_records.topics()
    return listing(request, response, rows, page, page_size, Shaper(request).topic)


@api.get("/topics/{slug}", response=api_schemas.TopicOut, tags=["topics"])
def topic(request, response: HttpResponse, slug: Slug):
    """One term of the thesaurus."""
    return one(request, response, public_records.topics(), slug, Shaper(request).topic)


@api.get(
    "/sources",
    response=api_schemas.page_schema(api_schemas.SourceOut),
    tags=["sources"],
)
def sources(
    request,
    response: HttpResponse,
    kind: one_of(Source.Kind) = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """What the record relies on."""
    rows = public_records.sources()
    rows = rows.filter(kind=kind) if kind else rows
    return listing(request, response, rows, page, page_size, Shaper(request).source)


@api.get("/sources/{slug}", response=api_schemas.SourceOut, tags=["sources"])
def source(request, response: HttpResponse, slug: Slug):
    """One source."""
    return one(
        request, response, public_records.sources(), slug, Shaper(request).source
    )


@api.get(
    "/claims", response=api_schemas.page_schema(api_schemas.Cite), tags=["sources"]
)
def claims(
    request,
    response: HttpResponse,
    source: Slug | None = None,
    rank: one_of(Claim.Rank) = None,
    contested: bool | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
):
    """What sources say, claim by claim; `contested=true` for those that differ."""
    rows = Claim.objects.public()
    if contested is not None:
        differing = Q(pk__in=Claim.objects.public().contested().values("pk"))
        rows = rows.filter(differing if contested else ~differing)
    rows = (
        rows.filter(source__in=public_records.named(Source, source)) if source else rows
    )
    rows = rows.filter(rank=rank) if rank else rows
    rows = rows.with_records().order_by("content_type", "object_id", "field", "pk")
    return page_of(request, response, rows, page, page_size, Shaper(request).claim)
