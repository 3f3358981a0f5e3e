"""Generations: how long anything kept ready-made stays true.

Whole pages (`page_cache`) and cached parts of pages belong to the generation they
were made in. A generation ends when something published changes, and at the next
moment when the clock alone changes what is public: midnight, or the minute of a
scheduled record. Its name is that of a folder, and `current` is a link to it,
swapped in one step and so seen by every process at once. The name says in which
state of the record it began, and it holds only while that is the one committed: an
end that could not be brought about, since a process was killed or the folder away, is
made up for before the next page.
"""

import datetime as dt
import fcntl
import logging
import math
import os
import re
import secrets
import shutil
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from apps.core.scheduling import Scheduled

from . import changes
from .database_outage import is_outage

logger = logging.getLogger(__name__)

# What a statement that changes nothing begins with; any other may change a page.
READS = re.compile(
    r"[\s(]*(?:SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|PRAGMA|EXPLAIN|SET|SHOW)\b",
    re.IGNORECASE,
)
TABLE = re.compile(
    r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE
)
RETURNS = re.compile(r"\bRETURNING\b")

# What apps do after each commit that may have changed what is public.
AFTER_COMMIT = []
# What apps do when a generation has expired by the clock, before the next one begins.
ON_EXPIRY = []

_pinned = ContextVar("generation", default=None)


def current():
    """The name of the generation that holds now, None where there is none.

    Within `pinned` it is the one that held at the start. While the database is away
    nobody can change anything: what was kept last goes on.
    """
    if name := _pinned.get():
        return name
    try:
        name = os.readlink(f"{settings.PAGE_CACHE_DIR}/current")
        _token, state, ends_at = name.split("-")
    except (OSError, ValueError):
        return None
    if time.time() * 1000 >= int(ends_at):
        return None
    try:
        holds = changes.has_tables() and changes.committed_state() == int(state)
    except DatabaseError as error:
        holds = is_outage(error)
    return name if holds else None


def began_at():
    """When the generation that holds began, in seconds of the epoch; None where none does."""
    try:
        return os.lstat(f"{settings.PAGE_CACHE_DIR}/current").st_mtime
    except OSError:
        return None


@contextmanager
def pinned():
    """Work within the generation that holds now, even if another begins meanwhile.

    So what was read before a change is never kept as if it had been read after.
    """
    token = _pinned.set(current() or begin_after_expiry())
    try:
        yield _pinned.get()
    finally:
        _pinned.reset(token)


def cache_key(key, key_prefix, version):
    """The full key of a cached value (KEY_FUNCTION): it ends with its generation.

    Where none holds, nothing could end it: no two keys are the same then.
    """
    generation = current()
    if generation is None and settings.PAGE_CACHE_DIR is not None:
        generation = secrets.token_hex(8)
    return f"{generation}:{key_prefix}:{version}:{key}"


_remembered = {}
MOST_REMEMBERED = 100


def remember(key, make):
    """A value kept in this process until its generation ends; nobody may change it.

    For what every other request needs and would take from a cache piece by piece.
    """
    generation = current()
    if generation is None:
        return make()
    try:
        return _remembered[generation, key]
    except KeyError:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()  # those of generations past, nearly all
        return _remembered.setdefault((generation, key), make())


def begin_after_expiry():
    """Run what is due by the clock, then begin a generation; its name, None on failure."""
    if settings.PAGE_CACHE_DIR is None:
        return None
    try:
        for act in ON_EXPIRY if changes.has_tables() else []:
            act()
    except DatabaseError:
        return _fail()
    return invalidate()


def invalidate():
    """Begin a new generation, so that nothing cached before is used; its name, or None."""
    if settings.PAGE_CACHE_DIR is None:
        return None  # nothing is kept here
    folder = Path(settings.PAGE_CACHE_DIR)
    try:
        if not changes.has_tables():
            return _end_current()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            # Under the lock, whoever looks up the next moment last also swaps last.
            fcntl.flock(lock, fcntl.LOCK_EX)
            changes.compact()
            state = (
                changes.committed_state()
            )  # before anything is read that may be kept
            ends_at = math.ceil(_next_expiry().timestamp() * 1000)
            name = f"{secrets.token_hex(8)}-{state}-{ends_at}"
            (folder / name).mkdir()
            (folder / "next").unlink(missing_ok=True)
            (folder / "next").symlink_to(name)
            (folder / "next").replace(folder / "current")
            for old in folder.iterdir():
                if old.name not in {name, "current", "lock"}:
                    shutil.rmtree(old, ignore_errors=True)
    except (OSError, DatabaseError):
        return _fail()
    return name


def _fail():
    """A full disk, say. Better no pages ready-made than wrong ones."""
    logger.exception("No new generation could begin")
    return _end_current()


def _end_current():
    with suppress(OSError):
        (Path(settings.PAGE_CACHE_DIR) / "current").unlink()


def _next_expiry():
    """The datetime at which the clock alone next changes what is public."""
    now = timezone.now()
    moments = [
        model._base_manager.filter(**{f"{field}__gt": now})
        .order_by()
        .values_list(field)
        for model in apps.get_models()
        if issubclass(model, Scheduled)
        for field in ["publish_at", "withdraw_at"]
    ]
    scheduled = moments[0].union(*moments[1:]).order_by()
    tomorrow = timezone.localdate(now) + dt.timedelta(days=1)
    midnight = timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min))
    return min([midnight, *(moment for (moment,) in scheduled)])


class _Commit:
    """What follows all the writes of one transaction, once."""

    done = False

    def run(self):
        if not self.done:
            self.done = True
            invalidate()
            for act in AFTER_COMMIT if changes.has_tables() else []:
                act()


def _watch(execute, sql, params, many, context):
    """Run a statement; if it may change a page, see to it once that is committed."""
    connection = context["connection"]
    if connection.unfinished and not connection.in_atomic_block:
        commit, connection.unfinished = connection.unfinished, None
        commit.run()
    result = execute(sql, params, many, context)
    if not READS.match(sql):
        table = TABLE.match(sql)
        if not (table and table[1].startswith(settings.PAGE_CACHE_IGNORE_TABLES)):
            if connection.pending_commit.done:
                connection.pending_commit = _Commit()
            is_done = connection.vendor != "sqlite" or not RETURNS.search(sql)
            if connection.in_atomic_block or is_done:
                connection.on_commit(connection.pending_commit.run, robust=True)
            else:
                # SQLite commits when the rows have been fetched: before the next
                # statement, that is. Until then no page is served: the mark differs.
                connection.unfinished = connection.pending_commit
    return result


def watch(connection, **kwargs):
    """Watch what a new connection writes.

    Watching statements, not model signals, sees bulk changes and plain SQL too,
    and whatever app made them.
    """
    if connection.alias == "default" and _watch not in connection.execute_wrappers:
        connection.pending_commit = _Commit()
        connection.unfinished = None
        connection.execute_wrappers.append(_watch)
