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

from .parameters import reads


@never_cache
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """The process can serve the record: the database answers and is up to date."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HttpResponse("migrations wait\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


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
