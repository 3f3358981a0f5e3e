"""The sitemap section of CMS pages."""

from apps.serving.sitemaps import Section

from .published_texts import readable_texts
from .redirects import address


class Pages(Section):
    """Every published text with an address."""

    changed = "changed_date"

    def items(self):
        return (
            readable_texts()
            .order_by("page__path", "language")
            .values_list("language", "path", "changed_date")
        )

    def location(self, text):
        language, path, _changed = text
        return address(language, path)

    def lastmod(self, text):
        return text[-1]
