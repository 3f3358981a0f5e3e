"""What editors write above a list of records: the CMS page at the list's address."""

from cms.models import PageContent, Placeholder
from cms.toolbar.utils import get_toolbar_from_request
from django.conf import settings
from django.contrib.contenttypes.models import ContentType

SLOT = "content"


def published_at(path, language):
    """The placeholder of the published page at a path, None where there is none."""
    contents = PageContent.objects.filter(
        language=language,
        page__site=settings.SITE_ID,
        page__urls__language=language,
        page__urls__path=path,
    )
    return Placeholder.objects.filter(
        content_type=ContentType.objects.get_for_model(PageContent),
        object_id__in=contents.values("pk"),
        slot=SLOT,
    ).first()


def render_introduction(context, request, language):
    """The introduction of the list at the request's address, empty where none."""
    path = request.path_info.removeprefix(f"/{language}/").strip("/")
    placeholder = published_at(path, language)
    if placeholder is None:
        return ""
    renderer = get_toolbar_from_request(request).get_content_renderer()
    return renderer.render_placeholder(placeholder, context, language=language)
