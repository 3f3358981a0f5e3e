"""The texts of CMS pages by the state of their versions."""

from cms.models import PageContent
from django.conf import settings
from django.db.models import F
from djangocms_versioning.constants import PUBLISHED
from djangocms_versioning.models import Version


def text_versions(**conditions):
    """The versions of texts of pages, in one query: without asking for a content type."""
    return Version.objects.filter(
        content_type__app_label="cms", content_type__model="pagecontent", **conditions
    )


def published_texts():
    """Published texts in any language, as `PageContent.objects` gives them."""
    published = text_versions(state=PUBLISHED)
    return PageContent.admin_manager.filter(pk__in=published.values("object_id"))


def readable_texts():
    """Published texts that anybody may read at an address, each with its `path`."""
    return (
        published_texts()
        .filter(
            page__site=settings.SITE_ID,
            page__login_required=False,
            page__urls__language=F("language"),
            page__urls__path__isnull=False,
        )
        .annotate(path=F("page__urls__path"))
    )
