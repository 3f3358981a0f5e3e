"""The read API, version 1: the same records, filters and visibility as the pages."""

from typing import Literal

from django.http import HttpResponse
from ninja import Schema

from apps.records.api import NoSuchPage, Page, PageSize, pagination_links
from apps.records.kinds import kinds
from apps.search.local_index import open_index
from apps.search.result_page import named_counts, rows_of
from apps.search.search_query import MAX_RANK, Query

from .api_errors import HANDLERS
from .api_parameters import FACET_PARAMETERS
from .openapi import DescribedAPI


class HitOut(Schema):
    """One record found. `snippet` is safe HTML with `<mark>` around what was found;
    `page` is the page of a file that answers best, where one does, and `page_url` opens
    the file there."""

    key: str
    kind: str
    slug: str
    title: str
    url: str
    score: float
    snippet: str
    page: int | None
    page_url: str | None

    @staticmethod
    def resolve_slug(row):
        return row.record.slug

    @staticmethod
    def resolve_url(row, context):
        return context["request"].build_absolute_uri(row.url)

    @staticmethod
    def resolve_snippet(row):
        return " … ".join(filter(None, [row.excerpt.html, row.excerpt.reason]))

    @staticmethod
    def resolve_page(row):
        return row.excerpt.page

    @staticmethod
    def resolve_page_url(row, context):
        file, page = row.excerpt.file, row.excerpt.page
        address = f"{file}#page={page}"
        return context["request"].build_absolute_uri(address) if page else None


class FacetValueOut(Schema):
    """One value of a facet, and how many results have it."""

    value: str
    label: str
    count: int


class SearchOut(Schema):
    """One page of results. `count` counts all of them; `facets` is keyed by facet."""

    count: int
    results: list[HitOut]
    facets: dict[str, list[FacetValueOut]]


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
    response=SearchOut,
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
    pagination_links(request, response, page, pages)
    return {
        "count": results.count,
        "results": list(rows),
        "facets": {
            facet: [{"value": v, "label": label, "count": n} for v, label, n in counts]
            for facet, counts in named_counts(results.facets).items()
        },
    }


for kind in kinds():
    if kind.api:
        api.add_router("", kind.api)
