"""Pages of API lists, joined by links."""

from django.core.paginator import Paginator

MOST_PER_PAGE = 100


class NoSuchPage(Exception):
    """The list has no page of that number."""


def joined(request, response, page, pages):
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


def page_of(request, response, items, page, page_size, shape):
    """One page of a queryset as {count, next, previous, results}.

    Raises NoSuchPage past the end; an empty list still has its first page.
    """
    paginator = Paginator(items, page_size)
    if page > paginator.num_pages:
        raise NoSuchPage
    following, previous = joined(request, response, page, paginator.num_pages)
    return {
        "count": paginator.count,
        "next": following,
        "previous": previous,
        "results": [shape(item) for item in paginator.page(page)],
    }
