"""Pagination of lists."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _


def page_of(items, request, per_page):
    """The page of `items` the request asks for; 404 for one that does not exist."""
    paginator = Paginator(items, per_page)
    asked = request.GET.get("page", "1")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        raise Http404(_("There is no such page."))
    if not 1 <= int(asked) <= paginator.num_pages:
        raise Http404(_("There is no such page."))
    return paginator.page(int(asked))
