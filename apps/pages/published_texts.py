"""The published texts of CMS pages."""

from cms.models import PageContent
from djangocms_versioning.constants import PUBLISHED
from djangocms_versioning.models import Version


def published_texts():
    """Published texts in any language.

    As `PageContent.objects` gives them, which has to ask for a content type first.
    """
    published = Version.objects.filter(
        content_type__app_label="cms",
        content_type__model="pagecontent",
        state=PUBLISHED,
    )
    return PageContent.admin_manager.filter(pk__in=published.values("object_id"))
