"""The migrated database, kept from one run of the tests to the next.

To migrate takes longer than most tests. A run begins with a copy where the migrations
are still the same: of a file beside the data of the portal, or of a database of the same
PostgreSQL. It migrates that copy all the same, which leaves tables as they are but brings
triggers and permissions up to date.
"""

import hashlib
import re
import shutil
import tempfile
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection

FOLDER = settings.BASE_DIR / ".var" / "test-databases"
KEPT = 3
IMPORTED = re.compile(r"^(?:from|import) (apps\.[\w.]+)", re.MULTILINE)


def digest():
    """Differs as soon as anything does that gives the tables their shape."""
    migrations = [
        file
        for app in apps.get_app_configs()
        for file in sorted(Path(app.path, "migrations").glob("*.py"))
    ]
    imported = {
        name for file in migrations for name in IMPORTED.findall(file.read_text())
    }
    modules = [find_spec(name).origin for name in sorted(imported)]
    found = hashlib.sha256(f"{django.VERSION} {settings.INSTALLED_APPS}".encode())
    for file in [*migrations, *modules, settings.BASE_DIR / "requirements.txt"]:
        found.update(f"{file}\n".encode() + Path(file).read_bytes())
    return found.hexdigest()[:16]


class SQLite:
    """Kept as a file, which appears whole; the newest few stay."""

    def __init__(self):
        self.path = FOLDER / f"{digest()}.sqlite3"

    def begin(self, place=None):
        """Lay a copy where the tests look for their database; whether there is one."""
        with suppress(FileNotFoundError):
            shutil.copyfile(
                self.path, place or connection.settings_dict["TEST"]["NAME"]
            )
            self.path.touch()
            return True
        return False

    def keep(self):
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            whole = Path(folder, self.path.name)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(whole)])
            whole.replace(self.path)
        kept = sorted(FOLDER.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)


class PostgreSQL:
    """Kept as a database that nobody opens, named for this folder of the portal."""

    def __init__(self):
        self.prefix = f"{connection.settings_dict['TEST']['NAME']}_migrated_"
        self.name = self.prefix + digest()

    def ask(self, sql, *values):
        with connection._nodb_cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def kept(self):
        found = self.ask(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
            self.prefix,
        )
        return {name for (name,) in found}

    def begin(self):
        """Have the database of the tests made from the one kept, if there is one."""
        begun = self.name in self.kept()
        if begun:
            connection.settings_dict["TEST"]["TEMPLATE"] = self.name
        return begun

    def keep(self):
        own = connection.settings_dict["NAME"]
        connection.close()  # what is copied must not be open
        with suppress(ProgrammingError):  # another run has just kept it
            self.ask(f'CREATE DATABASE "{self.name}" TEMPLATE "{own}"')
        for other in self.kept() - {self.name}:
            self.ask(f'DROP DATABASE IF EXISTS "{other}"')


def migrated():
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
