"""Which parameters are read at which public address."""

from collections import defaultdict

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import resolve

from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import Ledger
from apps.search.index_sync import rebuild
from tests.factories.everything import make_everything
from tests.public_pages import addresses


class Watched(QueryDict):
    """The parameters of a request, noting which of them are read."""

    read = set()

    def __contains__(self, key):
        self.read.add(key)
        return super().__contains__(key)

    def __getitem__(self, key):
        self.read.add(key)
        return super().__getitem__(key)

    def getlist(self, key, default=None):
        self.read.add(key)
        return super().getlist(key, default)


@pytest.fixture
def places(db, settings, monkeypatch):
    """{path: the names of the parameters read there}, one path of each public pattern."""
    load_pages(settings.BASE_DIR / "fixtures" / "pages", Ledger())
    records = make_everything(1)
    rebuild()
    client = Client()
    paths, names = {}, defaultdict(set)
    with monkeypatch.context() as patched:
        patched.setattr("django.core.handlers.wsgi.QueryDict", Watched)
        for address in addresses(records):
            path = address.partition("?")[0]
            path = paths.setdefault(resolve(path).route, path)
            Watched.read = names[path]
            response = client.get(address)
            assert response.status_code == 200, address
            response.getvalue()  # a file is closed once it is read
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        if path in names:
            names[path] |= {p["name"] for p in methods["get"]["parameters"]}
    return names
