"""Ends of generations that could not be brought about: they come before the next page."""

import fcntl
import shutil
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.db import connection

from apps.conferences.models import Meeting
from apps.search.index_sync import rebuild
from apps.search.search_query import Query
from apps.sources.models import Source
from tests.bench.serving import ROOT
from tests.factories import MeetingFactory, SourceFactory
from tests.processes import database_url
from tests.search.test_freshness import join_aside
from tests.serving.test_page_cache import ask  # noqa: F401  a fixture

pytestmark = [
    pytest.mark.urls("tests.serving.test_page_cache"),
    # What a transaction has changed is noted once, and nobody else sees it before.
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def killed(settings, tmp_path):
    """Run Python in a process of its own that is killed once its change is committed,
    before it can end the generation."""

    def killed(script, once):
        with (settings.PAGE_CACHE_DIR / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # who ends a generation waits for it
            process = subprocess.Popen(
                [sys.executable, "manage.py", "shell", "--command", script],
                cwd=ROOT,
                env={
                    "DJANGO_SETTINGS_MODULE": "baliportal.settings",
                    "DATABASE_URL": database_url(),
                    "BALIPORTAL_VAR": str(tmp_path / "var"),
                    "BALIPORTAL_SNAPSHOTS": str(settings.PAGE_CACHE_DIR),
                    "BALIPORTAL_INDEX": str(settings.SEARCH_INDEX_DIR),
                },
            )
            while not once():
                assert process.poll() is None
                time.sleep(0.05)
            process.kill()
            process.wait()

    return killed


def test_a_change_ends_pages_though_its_process_is_killed_right_after_the_commit(
    ask,  # noqa: F811
    killed,
):
    SourceFactory(title="Before")
    assert [ask().text, ask().text] == ["Before", "Before"]

    killed(
        "from apps.sources.models import Source\n"
        "Source.objects.update(status='withdrawn')",
        once=Source.objects.filter(status="withdrawn").exists,
    )

    assert [ask().text, ask().text] == ["", ""]


def test_a_change_is_found_though_its_process_is_killed_right_after_the_commit(
    ask,  # noqa: F811
    killed,
):
    def found():
        ask()
        titles = [hit.title for hit in Query(q="Sitting").results().hits]
        join_aside()
        return titles

    MeetingFactory(title="Sitting in Colombo")
    rebuild()
    assert found() == ["Sitting in Colombo"]

    killed(
        "from django.db import transaction\n"
        "from apps.conferences.models import Meeting\n"
        "with transaction.atomic():\n"
        "    meeting = Meeting.objects.get()\n"
        "    meeting.title = 'Sitting in Bangkok'\n"
        "    meeting.save()",
        once=Meeting.objects.filter(title="Sitting in Bangkok").exists,
    )

    found()
    assert found() == ["Sitting in Bangkok"]


@pytest.fixture
def elsewhere(settings):
    """Where the folder of pages goes when it goes away."""
    return settings.PAGE_CACHE_DIR.parent / "away"


def test_pages_of_a_folder_that_went_away_and_came_back_are_not_served(
    ask,  # noqa: F811
    settings,
    elsewhere,
):
    folder = settings.PAGE_CACHE_DIR
    SourceFactory(title="Before")
    ask()

    folder.rename(elsewhere)
    Source.objects.update(status="withdrawn")
    shutil.rmtree(folder)
    elsewhere.rename(folder)

    assert [ask().text, ask().text] == ["", ""]


def test_pages_of_a_folder_that_could_not_be_written_are_not_served(
    ask,  # noqa: F811
    settings,
    elsewhere,
):
    folder = settings.PAGE_CACHE_DIR
    SourceFactory(title="Before")
    ask()

    folder.rename(elsewhere)
    folder.write_text("a file where the folder should be")
    Source.objects.update(status="withdrawn")
    assert ask().text == ""
    folder.unlink()
    elsewhere.rename(folder)

    assert [ask().text, ask().text] == ["", ""]


def test_pages_of_a_folder_that_is_still_there_and_true_are_served(
    ask,  # noqa: F811
    settings,
    elsewhere,
):
    folder = settings.PAGE_CACHE_DIR
    SourceFactory(title="Before")
    etag = ask().headers["ETag"]

    folder.rename(elsewhere)
    elsewhere.rename(folder)
    answer = ask(HTTP_IF_NONE_MATCH=etag)

    assert answer.status == "304 Not Modified"


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("UPDATE sources_source SET title = 'After'", "After"),
        ("DELETE FROM sources_source", ""),
    ],
)
def test_what_is_changed_by_hand_in_the_database_is_seen(
    ask,  # noqa: F811
    sql,
    text,
):
    SourceFactory(title="Before")
    ask()

    with closing(
        connection.Database.connect(**connection.get_connection_params())
    ) as other:
        other.cursor().execute(sql)
        other.commit()

    assert [ask().text, ask().text] == [text, text]
