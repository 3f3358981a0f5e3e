"""What editors write above a list of records: the CMS page at the list's address."""

from cms.models import PageContent
from django.conf import settings

from .rendering import PublicRenderer

SLOT = "content"


def render_introduction(context, request, language):
    """The introduction of the list at the request's address, empty where none."""
    contents = PageContent.objects.filter(
        language=language,
        page__site=settings.SITE_ID,
        page__urls__language=language,
        page__urls__path=request.path_info.removeprefix(f"/{language}/").strip("/"),
    )
    return PublicRenderer(request, contents, language).render_obj_placeholder(
        SLOT, context
    )
