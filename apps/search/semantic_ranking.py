"""Semantic ranking, where SEARCH_BY_MEANING switches it on: embedding of records.

A record takes about a tenth of a second, so embeddings are computed in a thread of
their own after each change, and by `rebuild_index`.
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

# Records that are embedded of one snapshot; then the latest one is taken.
BATCH_SIZE = 500
LOCK_TIMEOUT = 3600  # seconds, for another process to finish


def check_packages(**kwargs):
    """A system check: the packages of semantic ranking are there where it is on."""
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


def update_embeddings(begun=lambda: None):
    """Embed what is new in this machine's index. Returns how many records that was.

    One process at a time. `begun` is called once this one has the lock.
    """
    index, number = open_index(), 0
    if index.vector_store is None:
        return 0
    try:
        with exclusive_lock(index_dir() / "embeddings.lock", timeout=LOCK_TIMEOUT):
            begun()
            while embedded := index.vector_store.update(index.snapshot, BATCH_SIZE):
                number += embedded
                cache_generations.invalidate()  # results may have another order now
    except (IndexProblem, sqlite3.Error):
        logger.exception(
            "Records were not embedded; they will be after the next change"
        )
    return number


_waiting = threading.Lock()


def update_embeddings_in_background():
    """Embed in a thread of its own; interrupted at any moment, it goes on next time.

    One thread of a process at most waits for the lock: it will take all changes.
    """
    if not (settings.SEARCH_BY_MEANING and _waiting.acquire(blocking=False)):
        return

    def work():
        with ExitStack() as waits:
            waits.callback(_waiting.release)
            try:
                update_embeddings(begun=waits.close)
            finally:
                connection.close()

    threading.Thread(target=work, name="search-embeddings", daemon=True).start()
