"""A database that answers, but not as it should: said, never taken for an empty one."""

import logging
import subprocess
import sys

import pytest
from django.db import connection

from tests.bench.serving import ROOT
from tests.processes import portal_environ


@pytest.fixture
def _without_a_column(settings, tmp_path):
    """The question when the clock next changes what is public fails."""
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    rename = "ALTER TABLE sources_source RENAME COLUMN %s TO %s"
    with connection.cursor() as cursor:
        cursor.execute(rename % ("publish_at", "publish_at_gone"))
        yield
        cursor.execute(rename % ("publish_at_gone", "publish_at"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_without_a_column")
def test_a_query_that_fails_is_logged_and_the_portal_is_not_ready(client, caplog):
    response = client.get("/readyz")

    assert (response.status_code, response.text) == (
        503,
        "no page can be kept; the log says why\n",
    )
    ours = {
        (record.levelno, record.getMessage())
        for record in caplog.records
        if record.name == "apps.serving.cache_generations"
    }
    assert ours == {(logging.ERROR, "No new generation could begin")}


def test_where_pages_can_be_kept_the_portal_is_ready(client, db, settings, tmp_path):
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"

    assert client.get("/readyz").status_code == 200


@pytest.mark.once
def test_a_database_without_tables_is_no_fault(tmp_path):
    migrated = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=portal_environ(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )

    assert migrated.stdout + migrated.stderr == ""
