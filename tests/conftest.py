"""What every test can rely on: cold caches, English, and the shipped record on request."""

import os

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from tests.staff import verify


def pytest_report_header():
    return f"database: {settings.DATABASES['default']['ENGINE']}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The shipped record comes late, so that no other test finds it loaded.

    The browser comes last: it leaves an event loop running, which Django minds.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("browser") is not None,
            "portal" in item.fixturenames,
        )
    )


def missing(what):
    """Something a test needs is not on this machine: skip, or fail where all must run."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is missing, and REQUIRE_ALL=1")
    pytest.skip(f"{what} is missing")


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


@pytest.fixture(scope="session")
def _shipped_record(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("load_portal", verbosity=0)


@pytest.fixture
def portal(_shipped_record, db):
    """The record as the repository ships it; what a test changes is undone after it."""
