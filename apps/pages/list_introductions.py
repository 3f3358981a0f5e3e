"""Introductions of lists of records: the CMS page at the address of the list."""

from django.conf import settings

from .public_renderer import PublicRenderer
from .published_texts import published_texts

SLOT = "content"


def render_introduction(context, request, language):
    """The rendered introduction of the list at the request's address; empty if none."""
    contents = published_texts().filter(
        language=language,
        page__site=settings.SITE_ID,
        page__urls__language=language,
        page__urls__path=request.path_info.removeprefix(f"/{language}/").strip("/"),
    )
    return PublicRenderer(request, contents, language).render_obj_placeholder(
        SLOT, context
    )
