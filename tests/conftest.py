"""What every test can rely on: cold caches, English, and the shipped record on request."""

import os
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import translation

from apps.accounts.models import Entry
from apps.records.roles import make_roles
from apps.search.index_sync import rebuild
from apps.search.local_index import encoder, missing_packages
from tests.migrated import migrated
from tests.staff import verify


def pytest_report_header():
    return f"database: {settings.DATABASES['default']['ENGINE']}"


# What these test is the same whichever database lies below: they run on SQLite only.
ON_ANY_DATABASE = [
    "architecture/test_addresses.py",
    "architecture/test_bad_input.py",
    "architecture/test_days.py",
    "architecture/test_docs.py",
    "architecture/test_layers.py",
    "architecture/test_queries.py",
    "architecture/test_requirements.py",
    "architecture/test_signals.py",
    "architecture/test_styles.py",
    "architecture/test_tree.py",
    "charts",
    "core",
    "data/test_disagreements.py",
    "data/test_documents.py",
    "data/test_phases.py",
    "doors",
    "exchange/test_description.py",
    "exchange/test_guide.py",
    "html",
    "members/test_map.py",
    "pages/test_reach.py",
    "pages/test_uploads.py",
    "publications/test_citing.py",
    "publications/test_references.py",
    "publications/test_shipped_citations.py",
    "search_engine",
    "serving/test_byte_ranges.py",
    "serving/test_static_files.py",
]


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """The shipped record comes late, so that no other test finds it loaded.

    The browser comes last: it leaves an event loop running, which Django minds.
    """
    tests = Path(__file__).parent
    for item in items:
        place = item.path.relative_to(tests)
        if any(place.is_relative_to(name) for name in ON_ANY_DATABASE):
            item.add_marker("once")
    yield
    items.sort(
        key=lambda item: (
            item.get_closest_marker("browser") is not None,
            "_shipped_record" in item.fixturenames,
        )
    )


def missing(what):
    """Something a test needs is not on this machine: skip, or fail where all must run."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing, and REQUIRE_ALL=1")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def begun(django_test_environment, django_db_blocker):
    """Whether the database of the tests begins as a copy of one already migrated."""
    with django_db_blocker.unblock():
        return migrated().begin()


@pytest.fixture(scope="session")
def django_db_keepdb(begun):
    """A file that has been laid ready is to be taken as it is."""
    return begun and connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(begun, django_db_setup, django_db_blocker):
    """The database of the tests, with the roles of staff: made once, as they take long."""
    with django_db_blocker.unblock():
        if not begun:
            migrated().keep()
        make_roles()
        with connection.cursor() as cursor:  # what making them has left in the log
            cursor.execute(f"DELETE FROM {Entry._meta.db_table}")
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(autouse=True)
def _afresh():
    for cache in caches.all(initialized_only=True):
        cache.clear()
    # A test that empties the database gives content types other numbers.
    for versionable in apps.get_app_config(
        "djangocms_versioning"
    ).cms_extension.versionables:
        vars(versionable).pop("content_types", None)
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _needs_postgres(request):
    if (
        request.node.get_closest_marker("postgres")
        and connection.vendor != "postgresql"
    ):
        pytest.skip("runs on PostgreSQL only: set DATABASE_URL")


@pytest.fixture
def admin_client(admin_client, admin_user):
    """An administrator's browser that has shown the second factor too."""
    verify(admin_client, admin_user)
    return admin_client


@pytest.fixture(autouse=True)
def index_dir(settings, tmp_path, monkeypatch):
    """An index of the test's own: what is undone in the database would stay in it.

    No page builds it aside, since that would go on while the next test runs.
    """
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    monkeypatch.setattr("apps.search.index_sync.rebuild_in_background", lambda: None)
    return settings.SEARCH_INDEX_DIR


class ReadingOnce:
    """A model that reads no text twice: many tests ask the same of the same records."""

    def __init__(self, model):
        self.name = model.name
        self._model = model
        self._read = {}

    def encode(self, texts):
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        if new:
            self._read |= zip(new, self._model.encode(new), strict=True)
        return np.array([self._read[text] for text in texts])


@pytest.fixture(scope="session", params=["words", "meaning"])
def model(request):
    """Runs a test twice: None where words alone rank, and the model that ranks by
    meaning too. It is loaded once."""
    if request.param == "words":
        return None
    if missing_packages():
        missing("requirements-semantic.txt")
    return ReadingOnce(encoder())


@pytest.fixture
def either_ranking(model, settings, monkeypatch):
    """Runs a test of the portal's search twice: ranking by words, and by meaning too."""
    settings.SEARCH_BY_MEANING = model is not None
    monkeypatch.setattr("apps.search.local_index.encoder", lambda: model)
    yield
    for thread in threading.enumerate():
        if thread.name == "search-embeddings":
            thread.join()


@pytest.fixture(scope="session")
def _shipped_record(django_db_setup, django_db_blocker, tmp_path_factory):
    """The index of the shipped record, which is loaded on the way."""
    index_dir = tmp_path_factory.mktemp("shipped") / "index"
    with django_db_blocker.unblock(), override_settings(SEARCH_INDEX_DIR=index_dir):
        call_command("load_portal", verbosity=0)
        rebuild()
    return index_dir


@pytest.fixture
def portal(_shipped_record, db, settings, index_dir):
    """The record as the repository ships it; what a test changes is undone after it."""
    settings.SEARCH_INDEX_DIR = shutil.copytree(_shipped_record, index_dir)
