"""Every address of the portal. Record addresses come before the CMS, which owns the rest."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from apps.desk.draft_sharing import shared_draft
from apps.exchange import og_images
from apps.exchange.api_guide import guide
from apps.exchange.sitemaps import SECTIONS
from apps.pages import staff_views
from apps.pages.sitemaps import Pages
from apps.publications.citation_views import unapi
from apps.serving import sitemaps
from apps.serving import views as serving

sections = {"sections": {"pages": Pages} | SECTIONS}
urlpatterns = [
    path("healthz", serving.healthz, name="healthz"),
    path("readyz", serving.readyz, name="readyz"),
    path("sw.js", serving.service_worker, name="service-worker"),
    path("robots.txt", serving.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, sections, name="sitemap"),
    path("sitemap/<slug:name>.xml", sitemaps.section, sections, name="sitemap-section"),
    path("favicon.ico", serving.favicon, name="favicon"),
    path(
        "admin/translations/",
        admin.site.admin_view(staff_views.translations),
        name="translations",
    ),
    path("admin/", include("apps.accounts.urls")),
    path("admin/", include("apps.desk.urls")),
    path("admin/", include("apps.pages.version_urls")),
    path("admin/", admin.site.urls),
    path("api/", include("apps.exchange.urls")),
    path("unapi", unapi, name="unapi"),
    path("files/", include("apps.publications.file_urls")),
    *i18n_patterns(
        path("members/", include("apps.members.urls")),
        path("conferences/", include("apps.conferences.urls")),
        path("timeline/", include("apps.conferences.timeline_urls")),
        path("groups/", include("apps.groups.urls")),
        path("publications/", include("apps.publications.urls")),
        path("search/", include("apps.search.urls")),
        path("sources/", include("apps.sources.urls")),
        path("api/", guide, name="api-guide"),
        path("og/portal.png", og_images.portal_card, name="portal-card"),
        path("og/<slug:kind>/<slug:slug>.png", og_images.record_card, name="card"),
        path("shared/<str:token>/", shared_draft, name="shared-draft"),
        path("offline/", serving.offline, name="offline"),
        path("", include("apps.pages.urls")),
    ),
]

handler404 = "apps.pages.not_found.not_found"
handler500 = "apps.pages.server_error.server_error"

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns = (
        static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) + urlpatterns
    )
