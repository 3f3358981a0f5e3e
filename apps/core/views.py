"""Addresses for operators and robots."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.cache import never_cache


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
    """What robots should leave alone: staff pages and endless filter combinations."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /*/search/", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
