"""The kinds of records there are. An app declares its own in its module `record_kinds`.

Whatever offers all kinds of records reads this list: search, timeline, sitemap, API, work
lists, roles, link check. No app names the kinds of another one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise


@dataclass(frozen=True)
class RecordKind:
    """One kind of record, and how it takes part in what other apps offer.

    What is left out leaves the kind out there.
    """

    name: str  # one word for programs: in keys of the index, addresses, filters
    label: Promise | str  # in the reader's words, plural
    one: Promise | str  # the same of a single record
    model: type[Model]
    list_name: str  # of the address where all of them are listed, as `app:name`
    search: Any = None  # an apps.search.registry.SearchKind
    # Timeline entries, given the valid values of the timeline's form.
    timeline: Callable | None = None
    sitemap: str = ""  # the name of its file in the sitemap
    api: Any = None  # a ninja.Router with its list and its single record


_kinds: dict[type[Model], RecordKind] = {}


def register(*declared: RecordKind):
    _kinds.update({kind.model: kind for kind in declared})


def kinds():
    """Every kind, in the order of the apps."""
    return list(_kinds.values())


def kind_of(record):
    """The kind of a record, None of anything else."""
    return _kinds.get(type(record))


def record_models():
    """The model of every kind."""
    return list(_kinds)
