"""Ranking by meaning, where this machine has been told to; see `engine.meanings`.

What records mean is learned aside, since a record takes about a tenth of a second:
after each change in a thread of its own, and by `rebuild_index`.
"""

import logging
import sqlite3
import threading
from contextlib import ExitStack

from django.conf import settings
from django.core.checks import Error
from django.db import connection

from apps.search_engine import IndexProblem
from apps.search_engine.file_locks import exclusive_lock
from apps.serving import cache_generations

from .local_index import index_dir, missing_packages, open_index

logger = logging.getLogger(__name__)

# So many records are learned between two looks at what there is to learn.
AT_ONCE = 500
LONGEST_WAIT = 3600  # seconds, for another process to finish


def check_packages(**kwargs):
    """A system check: what was asked for is there."""
    if not (settings.SEARCH_BY_MEANING and missing_packages()):
        return []
    return [
        Error(
            "BALIPORTAL_SEMANTIC=1 asks for ranking by meaning, which needs packages "
            f"that are not installed: {', '.join(missing_packages())}.",
            hint="pip install -r requirements-semantic.txt, or BALIPORTAL_SEMANTIC=0.",
            id="search.E001",
        )
    ]


def learn(begun=lambda: None):
    """Learn what is new in this machine's index. Returns how many records that was.

    One process at a time. `begun` is called once it is this one's turn.
    """
    index, number = open_index(), 0
    if index.meanings is None:
        return 0
    try:
        with exclusive_lock(index_dir() / "learn.lock", timeout=LONGEST_WAIT):
            begun()
            while learned := index.meanings.learn(index.snapshot, AT_ONCE):
                number += learned
                cache_generations.turn()  # pages of results may stand in another order now
    except (IndexProblem, sqlite3.Error):
        logger.exception("What records mean was not learned; it will be next time")
    return number


_waiting = threading.Lock()


def learn_aside():
    """Learn in a thread of its own; broken off at any moment, it goes on next time.

    One thread of a process at most waits for its turn: it will learn of all changes.
    """
    if not (settings.SEARCH_BY_MEANING and _waiting.acquire(blocking=False)):
        return

    def work():
        with ExitStack() as waits:
            waits.callback(_waiting.release)
            try:
                learn(begun=waits.close)
            finally:
                connection.close()

    threading.Thread(target=work, name="search-learn", daemon=True).start()
