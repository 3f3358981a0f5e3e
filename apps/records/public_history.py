"""The public history of a record: when, what, and why; without names."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Record
from .version_differences import changed_labels
from .versions import states_of

Status = Record.Status


@dataclass
class Entry:
    """One public change."""

    at: dt.datetime
    event: str
    note: str = ""
    labels: list[str] = field(default_factory=list)  # what it changed


def public_history(record):
    """The public changes of a record, newest first, in a fixed number of queries."""
    versions = list(record.history.exclude(history_type="-").order_by("history_id"))
    builder = HistoryBuilder(type(record))
    for version, state, after in zip(
        versions, states_of(versions, record), [*versions[1:], None], strict=True
    ):
        builder.add_version(
            version, state, after.history_date if after else timezone.now()
        )
    return builder.entries[::-1]


class HistoryBuilder:
    """Builds the entries from the versions of a record, given oldest first."""

    def __init__(self, model):
        self.model = model
        self.entries = []
        self.shown = None  # the last public state
        self.withdrawn = False

    def add_version(self, version, state, until):
        """Add the entries of a version that was current until `until`."""
        if version.status == Status.WITHDRAWN:
            self.withdraw(version.history_date, version)
            return
        appears = version.history_date
        if version.status == Status.SCHEDULED and version.publish_at:
            appears = max(appears, version.publish_at)
        elif version.status != Status.PUBLISHED:
            return
        if appears > until:
            return  # replaced before its scheduled time
        self.publish(appears, version, state)
        if version.withdraw_at and version.withdraw_at <= until:
            self.withdraw(version.withdraw_at, version)

    def publish(self, at, version, state):
        event, labels = _("Published"), []
        if self.shown is not None:
            labels = changed_labels(self.model, self.shown, state)
            event = _("Published again") if self.withdrawn else _("Changed")
            if not labels and not self.withdrawn:
                return
        self.entries.append(Entry(at, event, self.note_of(version), labels))
        self.shown, self.withdrawn = state, False

    def withdraw(self, at, version):
        if self.withdrawn:
            return
        note = version.withdrawal_reason or self.note_of(version)
        self.entries.append(Entry(at, _("Withdrawn"), note))
        self.withdrawn = True

    def note_of(self, version):
        # Notes written by the portal itself are translated.
        note = version.history_change_reason
        return _(note) if note else ""
