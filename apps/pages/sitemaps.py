"""The CMS pages that search engines are told of."""

from django.conf import settings
from django.db.models import F

from apps.serving.sitemaps import Section

from .published_texts import published_texts
from .redirects import address


class Pages(Section):
    """Every published text of a page that anybody may read."""

    changed = "changed_date"

    def items(self):
        return (
            published_texts()
            .filter(
                page__site=settings.SITE_ID,
                page__login_required=False,
                page__urls__language=F("language"),
                page__urls__path__isnull=False,
            )
            .order_by("page__path", "language")
            .values_list(
                "language", "page__is_home", "page__urls__path", "changed_date"
            )
        )

    def location(self, text):
        language, home, path, _changed = text
        return address(language, "" if home else path)

    def lastmod(self, text):
        return text[-1]
