"""Every public page, and how many questions each puts to the database."""

from cms.models import PageUrl
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from apps.core import generations
from apps.core.loading import Ledger
from apps.pages.loading import load_pages
from apps.search.draining import rebuild
from tests.factories.everything import make_everything

LISTS = [
    "conferences:index",
    "groups:index",
    "members:index",
    "publications:index",
    "publications:topics",
    "search:search",
    "sources:disagreements",
    "sources:index",
    "timeline",
]


def addresses(records):
    """The address of every list, of these records, and of every CMS page."""
    with override("en"):
        fixed = [reverse(name) for name in LISTS]
        of_records = [record.get_absolute_url() for record in records]
    of_pages = [
        f"/{url.language}/{url.path}/" if url.path else f"/{url.language}/"
        for url in PageUrl.objects.order_by("language", "path")
    ]
    return list(dict.fromkeys(fixed + of_records + of_pages))


def queries(address):
    """The queries of one answer, caches cold.

    Content types are no part of the caches: a process learns them once and for all.
    """
    cache.clear()
    ContentType.objects.get_for_models(*apps.get_models())
    generations.turn()
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def queries_at(rows):
    """The queries of every page where there are so many rows of each kind."""
    with transaction.atomic():
        load_pages(settings.BASE_DIR / "fixtures" / "pages", Ledger())
        records = make_everything(rows)
        rebuild()
        found = {address: queries(address) for address in addresses(records)}
        transaction.set_rollback(True)
    # The first record of a kind has another number at the end each time.
    return {address.rstrip("0123456789/"): sql for address, sql in found.items()}
