"""A folder as `make prepare` leaves it, for servers and commands of their own process."""

import shutil
import sqlite3

import pytest
from django.db import connection


@pytest.fixture(scope="module")
def prepared(_shipped_record, tmp_path_factory):
    """The environment of the portal itself, with the shipped record and its index."""
    var = tmp_path_factory.mktemp("prepared") / "var"
    shutil.copytree(_shipped_record, var / "index")
    with (
        sqlite3.connect(connection.settings_dict["NAME"]) as loaded,
        sqlite3.connect(var / "portal.sqlite3") as copy,
    ):
        loaded.backup(copy)
    loaded.close()
    copy.close()
    return {
        "BALIPORTAL_VAR": str(var),
        "BALIPORTAL_HTTPS": "0",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "baliportal.settings",  # not that of the tests
    }
