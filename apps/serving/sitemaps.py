"""What search engines are told: the address of every public page, and since when it
stands as it does. Addresses bear the name by which the portal was asked."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import Count, Max
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse


class Section(Sitemap):
    """One kind of page. Its items are a queryset."""

    limit = 50_000  # search engines take no more from one file
    changed = ""  # the column that says when an item last changed

    def __init__(self, host):
        self.host = host

    def get_domain(self, site=None):
        return self.host

    def extent(self):
        """How many files it fills, and when the latest of its items changed."""
        found = self.items().aggregate(number=Count("pk"), latest=Max(self.changed))
        number = found["number"] * (len(settings.LANGUAGES) if self.i18n else 1)
        return -(-number // self.limit), found["latest"]


class RecordSection(Section):
    """The pages of all public records of one kind, in every language."""

    changed = "updated_at"
    i18n = True
    alternates = True

    def __init__(self, model, host):
        super().__init__(host)
        self.model = model

    def items(self):
        return self.model.objects.public().order_by("slug")

    def lastmod(self, record):
        return record.updated_at


def index(request, sections):
    """The files there are. `sections` is {name: what makes a Section of a host}."""
    files = []
    for name, section in _sections_of_host(request, sections).items():
        address = request.build_absolute_uri(reverse("sitemap-section", args=[name]))
        number, latest = section.extent()
        for page in range(1, number + 1):
            part = f"?p={page}" if page > 1 else ""
            files.append(SitemapIndexItem(address + part, latest))
    return TemplateResponse(
        request, "sitemap_index.xml", {"sitemaps": files}, "application/xml"
    )


def section(request, name, sections):
    """One file: the addresses of a section; `?p=2` for those beyond the first 50,000."""
    if name not in sections:
        raise Http404(name)
    return views.sitemap(request, _sections_of_host(request, sections), section=name)


def _sections_of_host(request, sections):
    return {name: section(request.get_host()) for name, section in sections.items()}
