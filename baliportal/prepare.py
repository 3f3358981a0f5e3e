"""Bring the database, the record and the index up to what the files say (`make prepare`).

Where nothing has changed since it was done last, neither files nor what they made in the
database, Django is not even loaded: that alone would take longest.
"""

import hashlib
import os
import sys

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

# What decides the outcome: code, migrations, rights of roles, the record and its pages.
FILES = ["apps", "baliportal", "fixtures", "requirements.txt"]
MADE = [  # from these files, in the database
    "SELECT app, name FROM django_migrations ORDER BY id",
    "SELECT key, source_digest FROM records_ledgerentry ORDER BY id",
    "SELECT auth_group.name, codename, content_type_id FROM auth_group_permissions"
    " JOIN auth_group ON auth_group.id = group_id"
    " JOIN auth_permission ON auth_permission.id = permission_id ORDER BY 1, 2, 3",
]


def files():
    """The files that decide, without those that Python and gettext make of them."""
    for name in FILES:
        path = settings.BASE_DIR / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and file.suffix not in {".pyc", ".mo"}:
                yield file


def state():
    """A digest of the files and of what they have made; None where that is missing."""
    digest = hashlib.sha256(str(settings.SEARCH_BY_MEANING).encode())
    for file in files():
        digest.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    if not (settings.SEARCH_INDEX_DIR / "current").exists():
        return None
    try:
        with connection.wrap_database_errors:
            connection.ensure_connection()
            # Not Django's own cursor, which warns while Django is not loaded.
            cursor = connection.connection.cursor()
            for query in MADE:
                cursor.execute(query)
                digest.update(repr(cursor.fetchall()).encode())
    except DatabaseError:
        return None
    return digest.hexdigest()


def prepare():
    done = settings.VAR_DIR / "prepared"
    now = state()
    if now and done.exists() and done.read_text() == now:
        return
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=False)
    call_command("load_portal")
    call_command("rebuild_index", if_needed=True)
    done.write_text(state() or "")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baliportal.settings")
    try:
        prepare()
    except CommandError as error:  # what is wrong is in its words, not in its place
        sys.exit(str(error))
