"""Comparison of a register on two days: what changed, and what is only known otherwise."""

from collections import defaultdict
from dataclasses import dataclass

from .models import Standing

SUREST_FIRST = list(Standing)
SURE = {Standing.DOCUMENTED, Standing.PRESUMED}
# Kinds of change: of the world; one that the recorded dates leave open; and none but in
# how surely the same is known on the later day.
OF_THE_WORLD = ["added", "removed", "changed"]
KINDS = [*OF_THE_WORLD, "open", "surer", "less_sure"]


@dataclass
class Change:
    """The rows of one subject on the earlier and on the later day."""

    subject: object
    before: list  # rows; empty where there was none
    after: list

    @property
    def kind(self):
        """One of KINDS; None where the days are alike.

        The world changed where a row holds surely on one day and surely not on the
        other: its recorded start or end lies between them.
        """
        before, after = keys(self.before), keys(self.after)
        if keys(self.before, SURE) - after or keys(self.after, SURE) - before:
            if not before:
                return "added"
            return "changed" if after else "removed"
        if before != after:
            return "open"
        lost = doubt(self.after) - doubt(self.before)
        if lost:
            return "less_sure" if lost > 0 else "surer"
        return None


def keys(rows, standings=SUREST_FIRST):
    """The keys of rows that have one of some standings."""
    return {row.pk for row in rows if row.standing in standings}


def doubt(rows):
    """How unsurely rows hold: a number to compare with that of the same rows."""
    return sum(SUREST_FIRST.index(row.standing) for row in rows)


def changes(before, after, subject_of):
    """The Changes between two registers, by kind; rows are matched by subject."""
    found = defaultdict(lambda: ([], []))
    for index, rows in enumerate([before, after]):
        for row in rows:
            if row.standing != Standing.NO:
                found[subject_of(row)][index].append(row)
    kinds = {kind: [] for kind in KINDS}
    for old, new in found.values():
        change = Change((old or new)[0], old, new)
        if change.kind:
            kinds[change.kind].append(change)
    return kinds
