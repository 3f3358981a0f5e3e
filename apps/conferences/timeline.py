"""Everything that has a date, in one line of time.

An app above this one offers what it knows by registering a kind in its own
`timeline_entries` module.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from apps.groups.models import Group
from apps.records.models import Record

from .models import Milestone


@dataclass
class Entry:
    """One record in the line of time."""

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

    @property
    def anchor(self):
        """Where it stands on the page of the timeline.

        A milestone, which has no page of its own, stands at its slug.
        """
        if isinstance(self.record, Milestone):
            return self.record.slug
        return f"{self.kind}-{self.record.slug}"


@dataclass(frozen=True)
class Kind:
    """One kind of entry. `entries` takes the valid values of TimelineForm."""

    code: str
    label: str  # in the reader's words, plural
    entries: Callable[[dict], Iterable[Entry]]


_kinds = {}


def register(kind):
    _kinds[kind.code] = kind


def kinds():
    """Every kind by its code, in the order they were registered."""
    return dict(_kinds)


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
    wanted = [chosen["kind"]] if "kind" in chosen else list(_kinds)
    found = [entry for code in wanted for entry in _kinds[code].entries(chosen)]
    return sorted(found, key=lambda entry: (entry.earliest, str(entry.title)))
