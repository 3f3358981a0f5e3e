"""Comparison of a register on two days: rows added, removed and changed."""

from collections import defaultdict
from dataclasses import dataclass

from .models import Standing


@dataclass
class Change:
    """The rows of one subject on the earlier and on the later day."""

    subject: object
    before: list  # rows; empty where there was none
    after: list

    @property
    def kind(self):
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


def changes(before, after, subject_of, state_of):
    """The Changes between two registers, by kind: added, removed, changed.

    Rows are matched by subject; a subject has changed if the states of its rows differ, or
    whether they are only possible. From possible to documented is a change, not an
    addition; that nothing shows it any longer is none.
    """
    subjects, found = {}, defaultdict(lambda: ([], []))
    for index, rows in enumerate([before, after]):
        for row in rows:
            if row.standing == Standing.NO:
                continue
            subject = subject_of(row)
            subjects.setdefault(subject, row)
            found[subject][index].append(row)
    kinds = {"added": [], "removed": [], "changed": []}
    for subject, (old, new) in found.items():
        states = [
            {(state_of(row), row.standing == Standing.POSSIBLE) for row in rows}
            for rows in (old, new)
        ]
        if states[0] != states[1]:
            change = Change(subjects[subject], old, new)
            kinds[change.kind].append(change)
    return kinds
