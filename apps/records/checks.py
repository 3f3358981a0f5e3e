"""Whether the database is one that this version can migrate."""

from django.core import checks
from django.db import connections

# In every database of before the migrations began anew, and in none since.
FORMER_TABLE = "core_ledgerentry"


def check_database_is_not_former(databases=None, **_kwargs):
    """Say so in words before `migrate` fails half-way through tables it does not know."""
    return [
        checks.Error(
            "This database was made before 29 November 2026. Its tables have other "
            "names now, and it cannot be migrated.",
            hint=(
                "Nothing in it was changed. Move it aside (the file portal.sqlite3, or "
                "DATABASE_URL to an empty database) and start again: the record and "
                "its pages are loaded anew. What staff had added comes over by "
                "spreadsheet: export it with the version that made the database, then "
                "bring it in."
            ),
            id="records.E001",
        )
        for alias in databases or []
        if FORMER_TABLE in connections[alias].introspection.table_names()
    ]
