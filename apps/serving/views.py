"""Health checks, robots.txt, favicon, and the service worker."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from . import cache_generations
from .disk_space import folders_without_space
from .query_parameters import vary_on_parameters


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """Readiness: the database is migrated, there is disk space, and the page cache can
    be written."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return _not_ready("migrations wait")
    if folders := folders_without_space():
        return _not_ready(f"no room in {', '.join(folders)}")
    with cache_generations.pinned() as generation:
        if generation is None and settings.PAGE_CACHE_DIR is not None:
            return _not_ready("no page can be kept; the log says why")
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(reason):
    return HttpResponse(f"{reason}\n", status=503, content_type="text/plain")


def robots(request):
    """robots.txt: excludes staff pages and search, and names the sitemap."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/search/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def favicon(request):
    """/favicon.ico, for programs that read no HTML."""
    return redirect(static("img/favicon.svg"))


@vary_on_parameters()
def offline(request):
    """The page shown without a connection in place of one that is not cached."""
    return render(request, "offline.html")


@never_cache
def service_worker(request):
    """The service worker, which caches visited pages. At the root, which is its scope;
    never cached itself."""
    pages = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            pages[code] = reverse("offline")
    context = {"offline": pages, "version": static("css/site.css")}
    return render(request, "sw.js", context, content_type="text/javascript")
