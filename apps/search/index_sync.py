"""From the outbox to this machine's index, right after each commit.

Whoever commits a change tries to take the lock of this machine's index and writes
what waits. Who finds the lock taken leaves: its holder looks once more after letting
go, so nothing is left behind.
"""

import datetime as dt
import json
import logging
import threading
import time
from collections import defaultdict

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
from .semantic_ranking import update_embeddings, update_embeddings_in_background

logger = logging.getLogger(__name__)

BATCH = 500
# A transaction may commit after one with a higher number; so long it is waited for.
LATE = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=30)
# After work aside has failed, on a full disk perhaps, readers do not begin it anew.
PAUSE = 5  # seconds


class Position:
    """How far this machine's index has read the outbox.

    `last` is the highest number read; `gaps` are lower numbers that were not there
    yet, as (first, last, the moment they were first missed).
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
        """Entries not yet read, oldest first."""
        wanted = Q(pk__gt=self.last)
        for first, last, _since in self.gaps:
            wanted |= Q(pk__range=(first, last))
        return OutboxEntry.objects.filter(wanted).order_by("pk")

    def advance(self, entries):
        """Remember that these entries, of `waiting()` in its order, are in the index."""
        self._move([entry.pk for entry in entries])
        self.write()

    def move_to_end(self):
        """Leave everything behind but what commits late: an index built now has it."""
        entries = OutboxEntry.objects.order_by("pk").values_list("pk", flat=True)
        late = timezone.now() - LATE
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
            if now - dt.datetime.fromisoformat(gap[2]) < LATE
            for left in _without(gap, numbers)
        ]

    def write(self):
        aside = self.path.with_suffix(".new")
        aside.write_text(json.dumps({"last": self.last, "gaps": self.gaps}))
        aside.replace(self.path)


def _without(gap, numbers):
    """What is left of a gap when some numbers, in order, are there after all."""
    first, last, since = gap
    for number in numbers:
        if first <= number <= last:
            if number > first:
                yield first, number - 1, since
            first = number + 1
    if first <= last:
        yield first, last, since


def drain():
    """Write everything that waits into this machine's index.

    Never raises what the index does: a record that is saved stays saved, and what
    could not be written waits in the outbox.
    """
    written = False
    try:
        while Position().waiting().exists():
            try:
                with exclusive_lock(index_dir() / "drain.lock", timeout=0):
                    while _write_some():
                        written = True
            except IndexBusy:
                break
    except IndexProblem:
        logger.exception("The search index did not take a change; it waits")
    if written:
        update_embeddings_in_background()


def _write_some():
    position = Position()
    entries = list(position.waiting()[:BATCH])
    if not entries:
        return False
    index = open_index()
    if index.problem:
        rebuild()
        return True
    changed = defaultdict(set)
    for entry in entries:
        changed[entry.kind].add(entry.object_id)
    adds, deletes = [], []
    known = registry.kinds()
    for name, pks in changed.items():
        if name in known:
            documents = list(known[name].documents(pks))
            found = {document.key for document in documents}
            adds += documents
            deletes += [k for k in map(known[name].key, pks) if k not in found]
    index.apply(adds, deletes)
    cache_generations.turn()  # pages made between the commit and now had the old index
    position.advance(entries)  # last, as this process may be killed at any moment
    OutboxEntry.objects.filter(changed_at__lt=timezone.now() - KEPT).delete()
    return True


def rebuild():
    """Build the index anew from the database, and begin to read the outbox from here."""
    position = Position()
    position.move_to_end()
    number = build()
    position.write()
    cache_generations.turn()
    return number


_working = threading.Lock()


def _aside(work):
    """Work on the index in a thread of its own, unless this process does already."""

    def run():
        try:
            work()
        except IndexBusy:
            pass  # another process does the same
        except (IndexProblem, OSError):
            logger.exception("The search index could not be built")
            time.sleep(PAUSE)
        finally:
            connection.close()
            _working.release()

    if _working.acquire(blocking=False):
        threading.Thread(target=run, name="search-aside", daemon=True).start()


def rebuild_aside():
    """Build anew, aside."""

    def work():
        rebuild()
        update_embeddings()

    _aside(work)


_seen_to = None  # the generation in which nothing waited


def _is_behind():
    """Whether changes wait that somebody else was to write: a process that has ended
    too early, or another machine. Asked until none do, once in each generation."""
    global _seen_to
    generation = cache_generations.current()
    if settings.SNAPSHOTS_DIR is None or (generation and generation == _seen_to):
        return False
    if Position().waiting().exists():
        return True
    _seen_to = generation
    return False


def keep_up():
    """See to it, aside, that the index is whole and knows every change."""
    if open_index().problem:
        rebuild_aside()  # it may answer still, only not quite as it should
    elif _is_behind():
        _aside(drain)
