"""Changes, noted by the database in the transaction that makes them.

Whoever keeps something made from the record remembers the state it was made in, and
asks before using it whether that is still the one committed. So nothing is used that a
change has made untrue, whatever became of the process that changed it, or by whatever
door it came.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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
MAX_ROWS = 100
MAX_NUMBER = 2**48  # a sum of them is far from too large

# One number in each transaction, whatever it writes: two that write at the same time
# do not wait for each other, as they would to count up one row.
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TABLE}_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('{TABLE}.noted', true) IS DISTINCT FROM 'yes' THEN
        INSERT INTO {TABLE} VALUES (floor(random() * {MAX_NUMBER})::bigint + 1);
        PERFORM set_config('{TABLE}.noted', 'yes', true);
    END IF;
    RETURN NULL;
END $$
"""
POSTGRESQL_TRIGGER = f"""
CREATE TRIGGER "{TABLE}" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "%s"
FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_note()
"""
# SQLite knows triggers for rows only, but one writer at a time. No REPLACE here: it
# would follow the INSERT OR IGNORE of whoever writes.
SQLITE_NOTE = f"""
    DELETE FROM {TABLE};
    INSERT INTO {TABLE} VALUES (abs(random() % {MAX_NUMBER}) + 1)
"""
EVENTS = ["INSERT", "UPDATE", "DELETE"]


@dataclass(frozen=True)
class Trigger:
    """A statement that the database runs for each row of a table that an event changes.

    It may name the columns of NEW and OLD, as the event has them.
    """

    table: str
    event: str  # one of EVENTS
    sql: str

    @property
    def name(self):
        """Of at most 63 letters, and another one when anything of it changes."""
        digest = hashlib.sha256(f"{self.table} {self.event} {self.sql}".encode())
        return f"{TABLE}_{self.event.lower()}_{digest.hexdigest()[:16]}"

    def statements(self):
        body = f"BEGIN {self.sql}; {{end}}"
        if connection.vendor == "sqlite":
            yield (
                f'CREATE TRIGGER "{self.name}" AFTER {self.event} ON "{self.table}" '
                + body.format(end="END")
            )
        else:
            yield (
                f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger '
                f"LANGUAGE plpgsql AS $$ {body.format(end='RETURN NULL; END')} $$"
            )
            yield (
                f'CREATE TRIGGER "{self.name}" AFTER {self.event} ON "{self.table}" '
                f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()'
            )


@dataclass(frozen=True)
class ChangeLog:
    """A table in which an app has changes noted, beside the count of them."""

    table: str
    triggers: Callable[[], Iterable[Trigger]]
    # Notes everything: called when changes may have come while there were no triggers.
    note_all: Callable[[], None]


LOGS = []  # of the apps above, appended by their configuration
EXISTING_TRIGGERS = {
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        f"JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname LIKE '{TABLE}%'"
    ),
    "sqlite": (
        "SELECT name, tbl_name FROM sqlite_master "
        f"WHERE type = 'trigger' AND name LIKE '{TABLE}%'"
    ),
}


def committed_state():
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


def compact():
    """Put one new number where many have gathered."""
    if Change.objects.count() > MAX_ROWS:
        with transaction.atomic():
            Change.objects.all().delete()
            _insert_number()


def _insert_number():
    Change.objects.create(number=secrets.randbelow(MAX_NUMBER) + 1)


def watch_tables(**_kwargs):
    """Set the triggers of every table that a public page may show, and those of the logs."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(EXISTING_TRIGGERS[connection.vendor])
        known = set(cursor.fetchall())
        tables = set(connection.introspection.table_names(cursor))
        logs = [log for log in LOGS if log.table in tables]
        wanted = dict(_state_triggers(tables)) if TABLE in tables else {}
        for log in logs:
            for trigger in log.triggers():
                if trigger.table in tables:
                    wanted[trigger.name, trigger.table] = trigger.statements()
        _drop(cursor, known - set(wanted))
        missing = [pair for pair in wanted if pair not in known]
        if missing and connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for pair in missing:
            for statement in wanted[pair]:
                cursor.execute(statement)
        if missing:  # changes may have come before anybody watched
            _insert_number()
            for log in logs:
                log.note_all()


def _state_triggers(tables):
    """((name, table), statements) of the triggers that count changes."""
    for table in tables:
        if table == TABLE or table.startswith(settings.PAGE_CACHE_IGNORE_TABLES):
            continue
        if connection.vendor == "postgresql":
            yield (TABLE, table), [POSTGRESQL_TRIGGER % table]
        else:
            for event in EVENTS:
                trigger = Trigger(table, event, SQLITE_NOTE)
                yield (trigger.name, table), trigger.statements()


def unwatch_tables(plan=True, **_kwargs):
    """Take all triggers away before tables change: they name columns that may go."""
    if not plan:
        return
    with connection.cursor() as cursor:
        cursor.execute(EXISTING_TRIGGERS[connection.vendor])
        _drop(cursor, cursor.fetchall())
    connection.has_tables = False


def _drop(cursor, triggers):
    for name, table in triggers:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')
