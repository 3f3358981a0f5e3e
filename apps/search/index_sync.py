"""Keeping this machine's index in step with the database: outbox and rebuilds.

After each commit the process that changed something takes the lock of this machine's
index and applies the entries of the outbox. Where another process holds the lock it
leaves them: the holder looks once more after releasing it, so none is left behind.
"""

import datetime as dt
import json
import logging
import threading
import time

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from apps.search_engine import IndexBusy, IndexProblem
from apps.search_engine.file_locks import exclusive_lock
from apps.serving import cache_generations

from . import registry
from .local_index import build, index_dir, open_index
from .models import OutboxEntry
from .outbox import records_of
from .semantic_ranking import update_embeddings, update_embeddings_in_background

logger = logging.getLogger(__name__)

BATCH_SIZE = 500
# A transaction may commit after one with a higher number: for how long it is awaited.
LATE_COMMIT_WINDOW = dt.timedelta(minutes=15)
RETENTION = dt.timedelta(days=30)
# After background work has failed, on a full disk perhaps, none is started meanwhile.
FAILURE_PAUSE = 5  # seconds


class Position:
    """How far this machine's index has processed the outbox, kept in a file.

    `last` is the highest number processed; `gaps` are ranges of lower numbers that
    were not committed yet, as (first, last, ISO time when they were first missed).
    """

    def __init__(self):
        self.path = index_dir() / "outbox.json"
        try:
            state = json.loads(self.path.read_text())
            self.last = int(state["last"])
            self.gaps = [(int(a), int(b), since) for a, b, since in state["gaps"]]
        except (OSError, ValueError, KeyError, TypeError):
            self.last, self.gaps = 0, []

    def waiting(self):
        """Entries not yet processed, oldest first."""
        wanted = Q(pk__gt=self.last)
        for first, last, _since in self.gaps:
            wanted |= Q(pk__range=(first, last))
        return OutboxEntry.objects.filter(wanted).order_by("pk")

    def advance(self, entries):
        """Note that these entries, of `waiting()` in its order, are in the index."""
        self._move([entry.pk for entry in entries])
        self.write()

    def move_to_end(self):
        """Skip everything but late commits: an index that is built now has the rest."""
        entries = OutboxEntry.objects.order_by("pk").values_list("pk", flat=True)
        late = timezone.now() - LATE_COMMIT_WINDOW
        self.last = entries.filter(changed_at__lte=late).last() or 0
        self.gaps = []
        self._move(list(entries.filter(changed_at__gt=late)))

    def _move(self, numbers):
        now = timezone.now()
        gaps, numbers = self.gaps, sorted(numbers)
        if numbers and numbers[-1] > self.last:
            gaps = [*gaps, (self.last + 1, numbers[-1], now.isoformat())]
            self.last = numbers[-1]
        self.gaps = [
            left
            for gap in gaps
            if now - dt.datetime.fromisoformat(gap[2]) < LATE_COMMIT_WINDOW
            for left in _without(gap, numbers)
        ]

    def write(self):
        aside = self.path.with_suffix(".new")
        aside.write_text(json.dumps({"last": self.last, "gaps": self.gaps}))
        aside.replace(self.path)


def _without(gap, numbers):
    """What is left of a gap when some numbers, in order, have been committed."""
    first, last, since = gap
    for number in numbers:
        if first <= number <= last:
            if number > first:
                yield first, number - 1, since
            first = number + 1
    if first <= last:
        yield first, last, since


def process_outbox():
    """Apply all entries of the outbox to this machine's index.

    Logs IndexProblem and never raises it: a record that is saved stays saved, and what
    could not be applied stays in the outbox.
    """
    written = False
    try:
        while Position().waiting().exists():
            try:
                with exclusive_lock(index_dir() / "outbox.lock", timeout=0):
                    while _process_batch():
                        written = True
            except IndexBusy:
                break
    except IndexProblem:
        logger.exception("The search index did not take a change; it waits")
    if written:
        update_embeddings_in_background()


def _process_batch():
    position = Position()
    entries = list(position.waiting()[:BATCH_SIZE])
    if not entries:
        return False
    index = open_index()
    if index.problem:
        rebuild()
        return True
    adds, deletes = [], []
    known = registry.kinds()
    for name, pks in records_of(entries).items():
        documents = list(known[name].documents(pks)) if pks else []
        found = {document.key for document in documents}
        adds += documents
        deletes += [k for k in map(known[name].key, pks) if k not in found]
    index.apply(adds, deletes)
    cache_generations.invalidate()  # pages made between the commit and now had the old index
    position.advance(entries)  # last, as this process may be killed at any moment
    OutboxEntry.objects.filter(changed_at__lt=timezone.now() - RETENTION).delete()
    return True


def rebuild():
    """Rebuild the index from the database, and process the outbox from here on."""
    position = Position()
    position.move_to_end()
    number = build()
    position.write()
    cache_generations.invalidate()
    return number


_working = threading.Lock()


def _in_background(work):
    """Run work on the index in a thread, unless this process runs some already."""

    def run():
        try:
            work()
        except IndexBusy:
            pass  # another process does the same
        except (IndexProblem, OSError):
            logger.exception("The search index could not be built")
            time.sleep(FAILURE_PAUSE)
        finally:
            connection.close()
            _working.release()

    if _working.acquire(blocking=False):
        threading.Thread(target=run, name="search-index", daemon=True).start()


def rebuild_in_background():
    """Rebuild in a thread, with embeddings."""

    def work():
        rebuild()
        update_embeddings()

    _in_background(work)


_processed_generation = None  # the cache generation in which nothing was waiting


def _is_behind():
    """Whether entries of another machine, or of a process that was killed, wait.

    Asked of the database until none do, once in each cache generation.
    """
    global _processed_generation
    generation = cache_generations.current()
    if settings.PAGE_CACHE_DIR is None or (
        generation and generation == _processed_generation
    ):
        return False
    if Position().waiting().exists():
        return True
    _processed_generation = generation
    return False


def ensure_current():
    """Start a rebuild, or processing of the outbox, in a thread where it is needed."""
    if open_index().problem:
        rebuild_in_background()  # it may answer still, only not quite as it should
    elif _is_behind():
        _in_background(process_outbox)
