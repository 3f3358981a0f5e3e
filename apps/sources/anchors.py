"""Where on the page of its record a statement stands: names of places that never change."""

import datetime as dt
from collections import defaultdict


def anchor_of_statement(name):
    """The place of a statement of a record itself."""
    return name.replace("_", "-")


def anchors_of_parts(parts):
    """{(kind, number of the row): place} of all parts of one record.

    A part stands at its natural key. The same twice is told apart by a number, in order
    of start.
    """
    found, taken = {}, set()
    alike = defaultdict(list)
    for part in parts:
        alike[part.natural_anchor].append(part)
    for anchor, same in sorted(alike.items()):
        for number, part in enumerate(sorted(same, key=_start), 1):
            place = anchor
            if number > 1 or part.IS_NUMBERED:
                place = f"{anchor}-{number}"
            while place in taken:
                number += 1
                place = f"{anchor}-{number}"
            taken.add(place)
            found[part.evidence_key] = place
    return found


def give_places(parts, owner):
    """Give parts of many records their `place`, each on the page of its record.

    `owner` is the column that names the record. All parts alike must be among them.
    """
    by_owner = defaultdict(list)
    for part in parts:
        by_owner[getattr(part, owner)].append(part)
    for owned in by_owner.values():
        places = anchors_of_parts(owned)
        for part in owned:
            part.place = places[part.evidence_key]


def _start(part):
    """An unknown start comes last."""
    return getattr(part, "since_earliest", None) or dt.date.max, part.pk
