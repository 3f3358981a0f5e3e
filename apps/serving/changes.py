"""Changes, noted by the database in the transaction that makes them.

Whoever keeps something made from the record remembers the state it was made in, and
asks before using it whether that is still the one committed. So nothing is used that a
change has made untrue, whatever became of the process that changed it, or by whatever
door it came.
"""

import secrets

from django.apps import apps
from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)

from .models import Change

TABLE = Change._meta.db_table
# Beyond so many numbers, one takes the place of all.
MOST = 100
LARGEST = 2**48  # a sum of them is far from too large

# One number in each transaction, whatever it writes: two that write at the same time
# do not wait for each other, as they would to count up one row.
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TABLE}_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('{TABLE}.noted', true) IS DISTINCT FROM 'yes' THEN
        INSERT INTO {TABLE} VALUES (floor(random() * {LARGEST})::bigint + 1);
        PERFORM set_config('{TABLE}.noted', 'yes', true);
    END IF;
    RETURN NULL;
END $$
"""
POSTGRESQL_TRIGGER = f"""
CREATE TRIGGER "%s" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "%s"
FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_note()
"""
# SQLite knows triggers for rows only, but one writer at a time. No REPLACE here: it
# would follow the INSERT OR IGNORE of whoever writes.
SQLITE_TRIGGER = f"""
CREATE TRIGGER "%s" AFTER {{event}} ON "%s" BEGIN
    DELETE FROM {TABLE};
    INSERT INTO {TABLE} VALUES (abs(random() %% {LARGEST}) + 1);
END
"""
# {what one is called: how it is made}; on PostgreSQL a name is one of its table.
TRIGGERS = {
    "postgresql": {TABLE: POSTGRESQL_TRIGGER},
    "sqlite": {
        f"{TABLE}_{{table}}_{event.lower()}": SQLITE_TRIGGER.format(event=event)
        for event in ["INSERT", "UPDATE", "DELETE"]
    },
}
KNOWN = {
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        f"WHERE tgfoid = to_regproc('{TABLE}_note')"
    ),
    "sqlite": (
        "SELECT name, tbl_name FROM sqlite_master "
        f"WHERE type = 'trigger' AND name LIKE '{TABLE}%'"
    ),
}


def committed():
    """What tells the committed state of the record from every other.

    Asked for each page that is served ready-made, so past what Django does for a query.
    """
    database = connections[DEFAULT_DB_ALIAS]  # found once: `connection` looks each time
    try:
        return _sum(database)
    except (OperationalError, InterfaceError):
        if database.in_atomic_block:
            raise
        database.close()  # it may have broken since it was last used
        return _sum(database)


def _sum(database):
    database.ensure_connection()
    with database.wrap_database_errors:
        cursor = database.connection.cursor()
        cursor.execute(f"SELECT sum(number) FROM {TABLE}")
        return int(cursor.fetchone()[0] or 0)


def has_tables():
    """Whether the database has all its tables; asked until it has."""
    database = connections[DEFAULT_DB_ALIAS]
    if not getattr(database, "has_tables", False):
        there = set(database.introspection.table_names())
        models = [model for model in apps.get_models() if model._meta.managed]
        database.has_tables = all(m._meta.db_table in there for m in models)
    return database.has_tables


def tidy():
    """Put one new number where many have gathered."""
    if Change.objects.count() > MOST:
        with transaction.atomic():
            Change.objects.all().delete()
            _note()


def _note():
    Change.objects.create(number=secrets.randbelow(LARGEST) + 1)


def watch_tables(**_kwargs):
    """Set the triggers of every table that a public page may show, and no others."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(KNOWN[connection.vendor])
        known = set(cursor.fetchall())
        tables = connection.introspection.table_names(cursor)
        wanted = {
            (name.format(table=table), table): sql
            for table in (tables if TABLE in tables else [])
            if table != TABLE and not table.startswith(settings.SNAPSHOTS_IGNORE_TABLES)
            for name, sql in TRIGGERS[connection.vendor].items()
        }
        _drop(cursor, known - set(wanted))
        missing = [pair for pair in wanted if pair not in known]
        if missing and connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for pair in missing:
            cursor.execute(wanted[pair] % pair)
        if missing:
            _note()  # for what was changed before anybody watched


def leave_tables(*_args):
    """Take all triggers away, before their table goes."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor])
        _drop(cursor, cursor.fetchall())
    connection.has_tables = False


def _drop(cursor, triggers):
    for name, table in triggers:
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
