"""The ledger of fixture loading: whether each row is created, updated or left alone.

The same rules for records and for CMS pages. An unchanged row is skipped whatever staff
did since; a changed row updates what staff have not edited; what staff edited or deleted
is not overwritten, unless forced.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from .models import LedgerEntry


class FixtureError(Exception):
    """A fixture that cannot be loaded; each problem names file, row and field."""

    def __init__(self, problems):
        self.problems = problems
        super().__init__("\n".join(problems))


class Verdict(StrEnum):
    """What to do with one row of a fixture."""

    CREATE = "created"
    UPDATE = "updated"
    SAME = "same"
    KEPT = "kept"  # the row has changed, but staff have edited the record
    GONE = "gone"  # staff have deleted it


@dataclass
class Report:
    """What one run did: counts by verdict, and a line for each row that was not SAME."""

    counts: Counter = field(default_factory=Counter)
    notable: list[str] = field(default_factory=list)

    def add(self, verdict, key):
        self.counts[verdict] += 1
        if verdict != Verdict.SAME:
            self.notable.append(f"{verdict}: {key}")

    def __str__(self):
        return ", ".join(f"{verdict} {self.counts[verdict]}" for verdict in Verdict)


def digest(value):
    """SHA-256 of plain data, independent of the order of keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger:
    """The entries of all keys, read once, written as rows are loaded."""

    def __init__(self, *, force=False):
        self.force = force
        self.entries = {entry.key: entry for entry in LedgerEntry.objects.all()}

    def unchanged(self, key, source_digest):
        """Whether this very row is what was last loaded under the key."""
        entry = self.entries.get(key)
        return not self.force and entry and entry.source_digest == source_digest

    def holds(self, key, state_digest):
        """Whether this very state is what was last loaded under the key."""
        entry = self.entries.get(key)
        return entry is not None and entry.state_digest == state_digest

    def verdict(self, key, source_digest, state_digest):
        """What to do with a row. `state_digest` is None if the record does not exist."""
        entry = self.entries.get(key)
        if state_digest is None:
            return Verdict.GONE if entry and not self.force else Verdict.CREATE
        if self.force:
            return Verdict.UPDATE
        if entry and entry.source_digest == source_digest:
            return Verdict.SAME
        if entry and entry.state_digest == state_digest:
            return Verdict.UPDATE
        return Verdict.KEPT  # also what staff created under the same key

    def write(self, key, source_digest, state_digest):
        """Store what has just been loaded under a key."""
        values = {"source_digest": source_digest, "state_digest": state_digest}
        self.entries[key], _created = LedgerEntry.objects.update_or_create(
            key=key, defaults=values
        )
