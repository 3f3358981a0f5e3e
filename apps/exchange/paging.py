"""Pages of API lists, joined by links."""

from django.core.paginator import Paginator

MOST_PER_PAGE = 100


class NoSuchPage(Exception):
    """The list has no page of that number."""


def page_of(request, items, page, page_size, shape):
    """One page of a queryset as {count, next, previous, results}.

    Raises NoSuchPage past the end; an empty list still has its first page.
    """
    paginator = Paginator(items, page_size)
    if page > paginator.num_pages:
        raise NoSuchPage
    shown = paginator.page(page)

    def link(number):
        query = request.GET.copy()
        query["page"] = number
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")

    return {
        "count": paginator.count,
        "next": link(page + 1) if shown.has_next() else None,
        "previous": link(page - 1) if shown.has_previous() else None,
        "results": [shape(item) for item in shown],
    }
