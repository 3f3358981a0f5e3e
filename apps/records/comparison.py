"""Two states of a register side by side: what came, what went, what is otherwise."""

from collections import defaultdict
from dataclasses import dataclass

from .models import Standing


@dataclass
class Change:
    """How one subject stood on the earlier and on the later day."""

    subject: object
    before: list  # rows; empty where there was none
    after: list

    @property
    def kind(self):
        if not self.before:
            return "came"
        return "changed" if self.after else "went"


def changes(before, after, subject_of, state_of):
    """What differs between two registers, by kind: came, went, changed.

    Rows belong together that have the same subject; a subject has changed where the
    states of its rows, their standing included, are not the same. A row that may
    have begun is no arrival: it was possible, and now is documented.
    """
    subjects, found = {}, defaultdict(lambda: ([], []))
    for index, rows in enumerate([before, after]):
        for row in rows:
            if row.standing == Standing.NO:
                continue
            subject = subject_of(row)
            subjects.setdefault(subject, row)
            found[subject][index].append(row)
    kinds = {"came": [], "went": [], "changed": []}
    for subject, (old, new) in found.items():
        states = [
            {(state_of(row), row.standing) for row in rows} for rows in (old, new)
        ]
        if states[0] != states[1]:
            change = Change(subjects[subject], old, new)
            kinds[change.kind].append(change)
    return kinds
