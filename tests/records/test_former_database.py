"""A database from before the migrations began anew: told in words, and left as it is."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.bench.serving import ROOT
from tests.processes import portal_environ

pytestmark = pytest.mark.once


def test_a_database_that_cannot_be_migrated_is_told_in_words_and_left_alone(tmp_path):
    path = tmp_path / "portal.sqlite3"
    with closing(sqlite3.connect(path)) as former:
        former.execute("CREATE TABLE core_ledgerentry (id integer)")
        former.commit()

    done = subprocess.run(
        [sys.executable, "-m", "baliportal.prepare"],
        cwd=ROOT,
        env=portal_environ(tmp_path),
        text=True,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 1
    assert "cannot be migrated" in done.stderr
    assert "Move it aside" in done.stderr
    assert "Traceback" not in done.stderr
    with closing(sqlite3.connect(path)) as former:
        tables = former.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("core_ledgerentry",)]
