"""Bars of charts say of each day what the register and the tables say of it."""

import datetime as dt

import pytest
from django.utils import timezone

from apps.groups.models import Seat
from apps.members.models import Participation
from apps.records.phases import follows, phases

pytestmark = pytest.mark.usefixtures("portal")
DAY = dt.timedelta(days=1)


def drawn_days(found, today):
    """(day, standing) of the first, middle and last day of each phase, and around them."""
    for standing, first, last in found:
        for day in {first, first + (last - first) / 2, last}:
            yield day, standing
    if found[-1][2] < today:
        yield found[-1][2] + DAY, "no"
    yield found[0][1] - DAY, "no"


@pytest.mark.parametrize(
    ("model", "subject"),
    [
        (Participation, lambda row: row.member_id),
        (Seat, lambda row: (row.group_id, row.member_id, row.role)),
    ],
)
def test_a_bar_says_what_is_said_of_a_day(model, subject):
    today, drawn = timezone.localdate(), {}
    rows = list(model.objects.as_of(today))
    for row in rows:
        same = [other for other in rows if subject(other) == subject(row)]
        found = phases(row, [other for other in same if follows(other, row)])
        for day, standing in drawn_days(found, today) if found else []:
            drawn.setdefault(day, []).append((row, standing))

    said = {day: {r.pk: r.standing for r in model.objects.as_of(day)} for day in drawn}

    assert drawn
    assert [
        (str(row), str(day), standing, said[day][row.pk])
        for day, found in drawn.items()
        for row, standing in found
        if said[day][row.pk] != standing
    ] == []
