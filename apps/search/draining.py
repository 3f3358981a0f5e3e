"""From the outbox to this machine's index, right after each commit.

Whoever commits a change tries to take the lock of this machine's index and writes
what waits. Who finds the lock taken leaves: its holder looks once more after letting
go, so nothing is left behind.
"""

import datetime as dt
import json
import logging
import threading
from collections import defaultdict

from django.db import connection
from django.utils import timezone

from apps.core import generations

from . import registry
from .engine import IndexBusy, IndexProblem
from .engine.locking import held
from .index import build, index_dir, open_index
from .meaning import learn, learn_aside
from .models import OutboxEntry

logger = logging.getLogger(__name__)

BATCH = 500
# A transaction may commit after one with a higher number; so long it is waited for.
LATE = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=30)


class Position:
    """How far this machine's index has read the outbox.

    `last` is the highest number read; `gaps` are lower numbers that were not there
    yet, with the moment they were first missed.
    """

    def __init__(self):
        self.path = index_dir() / "outbox.json"
        try:
            state = json.loads(self.path.read_text())
            self.last, self.gaps = state["last"], state["gaps"]
        except (OSError, ValueError, KeyError):
            self.last, self.gaps = 0, {}

    def waiting(self):
        """Entries not yet read, oldest first."""
        entries = OutboxEntry.objects.filter(pk__gt=self.last)
        if self.gaps:
            entries = entries | OutboxEntry.objects.filter(pk__in=self.gaps)
        return entries.order_by("pk")

    def advance(self, entries):
        """Remember that these entries, of `waiting()` in its order, are in the index."""
        now = timezone.now()
        numbers = [entry.pk for entry in entries]
        for number in numbers:
            self.gaps.pop(str(number), None)
        highest = max(numbers)
        read = set(numbers)
        if self.last and highest > self.last:
            missing = set(range(self.last + 1, highest)) - read
            self.gaps |= {str(number): now.isoformat() for number in missing}
        self.gaps = {
            number: since
            for number, since in self.gaps.items()
            if now - dt.datetime.fromisoformat(since) < LATE
        }
        self.last = max(self.last, highest)
        self.write()

    def write(self):
        aside = self.path.with_suffix(".new")
        aside.write_text(json.dumps({"last": self.last, "gaps": self.gaps}))
        aside.replace(self.path)


def drain():
    """Write everything that waits into this machine's index.

    Never raises what the index does: a record that is saved stays saved, and what
    could not be written waits in the outbox.
    """
    written = False
    try:
        while Position().waiting().exists():
            try:
                with held(index_dir() / "drain.lock", wait=0):
                    while _write_some():
                        written = True
            except IndexBusy:
                break
    except IndexProblem:
        logger.exception("The search index did not take a change; it waits")
    if written:
        learn_aside()


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
    position.advance(entries)
    generations.turn()  # pages made between the commit and now had the old index
    OutboxEntry.objects.filter(changed_at__lt=timezone.now() - KEPT).delete()
    return True


def rebuild():
    """Build the index anew from the database, and begin to read the outbox from here."""
    newest = OutboxEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    number = build()
    position = Position()
    position.last, position.gaps = newest or 0, {}
    position.write()
    generations.turn()
    return number


_building = threading.Lock()


def rebuild_aside():
    """Build anew in a thread of its own, unless this process does already."""

    def work():
        try:
            rebuild()
            learn()
        except IndexProblem:
            logger.exception("The search index could not be built")
        finally:
            connection.close()
            _building.release()

    if _building.acquire(blocking=False):
        threading.Thread(target=work, name="search-rebuild", daemon=True).start()
