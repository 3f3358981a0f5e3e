"""Every public address, and how many questions each puts to the database."""

import sys

from cms.models import PageUrl
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.utils.translation import get_language, override

from apps.exchange.sitemaps import SECTIONS
from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import Ledger
from apps.search.index_sync import rebuild
from apps.serving import cache_generations
from tests.factories.everything import make_everything

# Patterns, by how they begin, for staff and those they send a link.
NOT_PUBLIC = ("admin/", "en/cms_login/", "en/cms_wizard/", "en/shared/")
# What leads to the guide of the API, what answers where it has nothing, and what leads
# to the picture of the portal.
NO_PAGES = {"api/(?:v1|v1/docs/?)?$", "api/", "favicon.ico"}

DAYS = "?as_of=2010-01-01", "?as_of=2010-01-01&compare=2020-01-01"
# What is asked of each named address, besides nothing.
LISTS = {
    "conferences:index": ["?kind=conference&year=2014&q=bali", "?page=1"],
    "groups:index": [*DAYS, "?kind=working-group", "?page=1"],
    "members:index": [*DAYS, "?capacity=member&q=a", "?page=1"],
    "publications:index": ["?q=guide", "?q=giude", "?page_size=1&page=2", "?year=2014"],
    "publications:topics": [],
    "search:search": ["?q=bali", "?q=giude", "?page_size=1&page=2", "?kind=member"],
    "search:suggestions": ["?q=pol", "?q=pol&kind=publication&kind=topic"],
    "sources:disagreements": ["?page=1", "?kind=meeting&q=a"],
    "sources:index": ["?q=a", "?page=1"],
    "timeline": ["?since=2010&until=2016", "?kind=meeting"],
    "portal-card": [],
    "api-guide": [],
    "offline": [],
}
PLAIN = ["healthz", "readyz", "service-worker", "robots", "sitemap", "unapi"]
API_LISTS = {
    "members": ["?as_of=2010-01-01", "?page_size=1"],
    "groups": ["?page_size=1&page=2"],
    "meetings": ["?year=2014", "?page_size=1"],
    "milestones": ["?page_size=1"],
    "publications": ["?year=2014", "?page_size=1&page=2"],
    "topics": ["?page_size=1&page=2"],
    "sources": ["?page_size=1"],
    "claims": ["?contested=true", "?page_size=1&page=2"],
    "search": ["?q=guide", "?page_size=1&page=2"],
    "openapi-json": [],
    "api-root": [],
}


def _of_lists():
    for name, asked in LISTS.items():
        for query in ["", *asked]:
            yield reverse(name) + query
    for ending in ["csv", "ris", "bib", "json"]:
        yield reverse("publications:export", args=[ending])
    for name in PLAIN:
        yield reverse(name)
    for name in ["pages", *SECTIONS]:
        yield reverse("sitemap-section", args=[name])
    for name, asked in API_LISTS.items():
        for query in ["", *asked]:
            yield reverse(f"api-1:{name}") + query


def _of_records(records):
    """The pages of the first record of each kind, and everything below them."""
    source, _member, group, _meeting, topic, publication, _milestone = records
    for record in records:
        yield record.get_absolute_url()
        yield f"{record.get_absolute_url()}?utm_source=letter"
        yield record.history_url
    for query in DAYS:
        yield group.get_absolute_url() + query
    yield reverse("groups:figures", args=[group.slug])
    for ending in ["ris", "bib", "json"]:
        yield reverse("publications:reference", args=[publication.slug, ending])
    yield f"{reverse('unapi')}?format=ris&id={publication.get_absolute_url()}"
    file = publication.files.first()
    yield from [file.get_absolute_url(), file.version_url, file.cover_url]
    yield file.text_url
    for record in records:
        kind = record._meta.model_name
        yield reverse(f"api-1:{kind}", args=[record.slug])
        if record not in (source, topic):
            yield reverse("card", args=[kind, record.slug])


def addresses(records):
    """Public addresses in one language: every list, these records, every CMS page."""
    of_pages = [
        f"/{url.language}/{url.path}/" if url.path else f"/{url.language}/"
        for url in PageUrl.objects.filter(language=get_language()).order_by("path")
    ]
    return list(dict.fromkeys([*_of_lists(), *_of_records(records), *of_pages]))


def label(address):
    """An address without what differs from one set of rows to another."""
    path, _mark, query = address.partition("?")
    route = resolve(path).route
    name = path if "(?P<slug>" in route else f"{path[:4]}… {route}"
    return f"{name}?{query.partition('&id=')[0]}" if query else name


def routes(patterns=None, prefix=""):
    """The pattern of every address that is somebody's who is not staff."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            found.add(route)
        elif not route.startswith(NOT_PUBLIC):
            found |= routes(pattern.url_patterns, route)
    return {route for route in found if not route.startswith(NOT_PUBLIC)} - NO_PAGES


def forget():
    """Leave nothing in any cache, as in a process that has just begun."""
    for cache in caches.all():
        cache.clear()
    ContentType.objects.clear_cache()
    Site.objects.clear_cache()
    versioning = apps.get_app_config("djangocms_versioning").cms_extension
    for versionable in versioning.versionables:
        vars(versionable).pop("content_types", None)
    for name, module in list(sys.modules.items()):
        if name.startswith("apps."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and hasattr(value, "__wrapped__"):
                    value.cache_clear()
    cache_generations.invalidate()


def queries(address):
    """The queries of one answer where nothing is known yet."""
    forget()
    with CaptureQueriesContext(connection) as captured, override(get_language()):
        response = Client().get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def queries_at(rows):
    """{label: (address, queries)} of every address, with so many rows of each kind."""
    found = {}
    with transaction.atomic():
        load_pages(settings.BASE_DIR / "fixtures" / "pages", Ledger())
        records = make_everything(rows)
        rebuild()
        for language, _name in settings.LANGUAGES:
            with override(language):
                labelled = {label(address): address for address in addresses(records)}
                for name, address in labelled.items():
                    found.setdefault(name, (address, queries(address)))
        transaction.set_rollback(True)
    return found
