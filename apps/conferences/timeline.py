"""The timeline: a registry of kinds of dated entries.

What stands in it is declared with each kind of record
(`apps.records.kinds.RecordKind.timeline`).
"""

from dataclasses import dataclass
from datetime import date

from apps.groups.models import Group
from apps.records.kinds import kinds as record_kinds
from apps.records.models import Record

from .models import Milestone


@dataclass
class Entry:
    """One record on the timeline."""

    kind: str
    record: Record
    title: str
    date: str  # EDTF
    earliest: date
    latest: date
    url: str = ""
    text: str = ""
    meta: str = ""
    group: Group | None = None
    sources: list | None = None  # where they are named on the timeline too

    @property
    def anchor(self):
        """Where it stands on the page of the timeline.

        A milestone stands at its slug alone, as others have linked to it so.
        """
        if isinstance(self.record, Milestone):
            return self.record.slug
        return f"{self.kind}-{self.record.slug}"


def kinds():
    """The kinds of records with entries, by name."""
    return {kind.name: kind for kind in record_kinds() if kind.timeline}


def within(queryset, name, chosen):
    """Records dated by the EDTF field `name` that fall into the chosen years and body."""
    queryset = queryset.exclude(**{name: ""})
    if "group" in chosen:
        queryset = queryset.filter(group=chosen["group"])
    if "since" in chosen:
        queryset = queryset.filter(**{f"{name}_latest__year__gte": chosen["since"]})
    if "until" in chosen:
        queryset = queryset.filter(**{f"{name}_earliest__year__lte": chosen["until"]})
    return queryset


def entries(chosen):
    """The entries of the chosen kind, or all, in order of time."""
    offered = kinds()
    wanted = [chosen["kind"]] if "kind" in chosen else offered
    found = [entry for name in wanted for entry in offered[name].timeline(chosen)]
    return sorted(found, key=lambda entry: (entry.earliest, str(entry.title)))
