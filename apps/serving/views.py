"""Addresses for operators, robots and browsers."""

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
from .disk_space import without_room
from .query_parameters import reads


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """The process can serve the record: the database answers and is up to date,
    there is room on the disk, and pages can be kept ready-made."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return _not_ready("migrations wait")
    if folders := without_room():
        return _not_ready(f"no room in {', '.join(folders)}")
    with cache_generations.pinned() as generation:
        if generation is None and settings.SNAPSHOTS_DIR is not None:
            return _not_ready("no page can be kept; the log says why")
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(reason):
    return HttpResponse(f"{reason}\n", status=503, content_type="text/plain")


def robots(request):
    """What robots should leave alone, staff pages and endless filter combinations, and
    where they find everything else."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/search/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def favicon(request):
    """Where programs that read no page look for the portal's sign."""
    return redirect(static("img/favicon.svg"))


@reads()
def offline(request):
    """What a reader without a connection is told instead of a page nobody has kept."""
    return render(request, "offline.html")


@never_cache
def service_worker(request):
    """The script that keeps visited pages. At the root, since it may keep only what is
    below its own address; never cached, so that each visit brings the newest."""
    pages = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            pages[code] = reverse("offline")
    context = {"offline": pages, "version": static("css/site.css")}
    return render(request, "sw.js", context, content_type="text/javascript")
