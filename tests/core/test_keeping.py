"""What a machine keeps: who may read it, whether there is room, how it is backed up."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.bench.serving import ROOT
from tests.processes import database_url, portal_environ

BACK_UP = re.findall(
    r"^\| (?:SQLite|uploads) \| `(.+?)` \|", (ROOT / "README.md").read_text(), re.M
)


def manage(var, *words, **more):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=portal_environ(var, **more),
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        umask=0o000,
    ).stdout


LOOK = """
from pathlib import Path
from django.conf import settings
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE told (word text)")
for path in sorted(Path(settings.VAR_DIR).glob("portal.sqlite3*")):
    print(path.name, oct(path.stat().st_mode & 0o777))
"""


@pytest.mark.once
@pytest.mark.parametrize(
    "existing", [False, True], ids=["new", "world-readable before"]
)
def test_only_its_owner_may_read_the_database(tmp_path, existing):
    if existing:
        (tmp_path / "portal.sqlite3").touch(mode=0o644)

    told = manage(tmp_path, "shell", "--no-imports", "-c", LOOK)

    assert told.splitlines() == [
        "portal.sqlite3 0o600",
        "portal.sqlite3-shm 0o600",
        "portal.sqlite3-wal 0o600",
    ]


@pytest.mark.once
@pytest.mark.parametrize("line", BACK_UP, ids=["SQLite", "uploads"])
def test_what_is_to_be_backed_up_is_there_from_the_start(tmp_path, line):
    manage(tmp_path / ".var", "check")
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")

    subprocess.run(line, shell=True, cwd=tmp_path, check=True)

    assert {"backup.sqlite3", "uploads.tar.gz"} & set(os.listdir(tmp_path))


@pytest.mark.django_db
def test_all_data_can_be_dumped(tmp_path):
    """By a process of its own: migrations run in one leave models that have no table."""
    dumped = json.loads(manage(tmp_path, "dumpdata", DATABASE_URL=database_url()))

    assert {"auth.permission", "sites.site"} <= {row["model"] for row in dumped}


@pytest.mark.django_db
def test_the_portal_is_ready_while_there_is_room(client):
    assert client.get("/readyz").text == "ready\n"


@pytest.mark.django_db
def test_the_portal_is_not_ready_on_a_full_disk(client, settings):
    settings.MIN_FREE_BYTES = 2**62

    response = client.get("/readyz")

    assert response.status_code == 503
    assert f"no room in {settings.VAR_DIR}, " in response.text


@pytest.mark.django_db
def test_the_portal_is_not_ready_where_uploads_cannot_be_kept(
    client, settings, tmp_path
):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    response = client.get("/readyz")

    assert (response.status_code, response.text) == (
        503,
        f"no room in {settings.MEDIA_ROOT}\n",
    )
