"""Who stood how on every day on which anything could change, reckoned a second way.

A period whose start or end is in doubt is so many possible histories. What held in all
of them is documented, what held in none is not so, and the rest is possible.
"""

import datetime as dt
import re
from itertools import product

import pytest

from apps.groups.models import Appointment, Group, Seat
from apps.members.models import Participation
from apps.sources.models import Claim

pytestmark = pytest.mark.usefixtures("portal")

ALWAYS, NEVER = dt.date.min, dt.date.max
DAY = dt.timedelta(days=1)


def days_of(point):
    """The first day of a year, month or day written as text, and the last."""
    first = dt.date.fromisoformat(f"{point}-01-01"[:10])
    if len(point) == len("2016-03-23"):
        return first, first
    month = first.month if "-" in point else 12
    return first, dt.date(first.year + month // 12, month % 12 + 1, 1) - DAY


def extremes(text, blank):
    """The first and the last day a date can mean."""
    if not text:
        return blank
    points = [days_of(point) for point in re.sub("[?~%]", "", text).split("/")]
    return points[0][0], points[-1][1]


def life(body):
    """The first and the last day on which a body can have been; always, for none."""
    if body is None:
        return ALWAYS, NEVER
    founded = extremes(body.founded, blank=(ALWAYS, NEVER))
    ended = extremes(body.ended, blank=(ALWAYS, NEVER))
    return founded[0], ended[1]


def standing(row, day, last_named=NEVER, body=None):
    """What is known of a row on a day, where it may have ended once nobody names it."""
    first, last = life(body)
    if not first <= day <= last:
        return "no"
    starts = extremes(row.since, blank=(ALWAYS, NEVER))
    ends = extremes(row.until, blank=(last_named, NEVER))
    held = {start <= day <= end for start, end in product(starts, ends)}
    return "possible" if len(held) > 1 else "documented" if True in held else "no"


def turning_days(rows, bodies):
    """Every day on which a row can begin or end, the day before and the day after."""
    days = {dt.date(2002, 2, 26), dt.date(2016, 3, 23), dt.date(2026, 11, 25)}
    dates = [f"{row.since} {row.until}" for row in rows]
    dates += [f"{body.founded} {body.ended}" for body in bodies.values()]
    for point in re.findall(r"\d{4}(?:-\d\d){0,2}", " ".join(dates)):
        days.update(days_of(point))
    return sorted({day + n * DAY for day in days for n in (-1, 0, 1)})


def body_of(row, bodies):
    """The body of a seat or an office; a part in the Process has none."""
    return bodies.get(getattr(row, "group_id", None))


@pytest.mark.parametrize("model", [Participation, Seat])
def test_a_day_is_answered_as_the_possible_histories_say(model):
    bodies = Group.objects.in_bulk()
    days = turning_days(model.objects.all(), bodies)
    differing = [
        (str(row), row.since, row.until, str(day), row.standing)
        for day in days
        for row in model.objects.as_of(day)
        if row.standing != standing(row, day, body=body_of(row, bodies))
    ]

    assert len(days) > 30
    assert differing == []


def test_an_office_is_answered_likewise_as_long_as_its_holder_is_named():
    named = {}
    claims = Claim.objects.filter(fact_type__model="appointment", source__date__gt="")
    for claim in claims.exclude(rank="deprecated").select_related("source"):
        dates = named.setdefault(claim.fact_id, [])
        dates.append(extremes(claim.source.date, blank=())[1])

    def last_named(row):
        return max(
            [extremes(row.since, blank=(ALWAYS, ALWAYS))[1], *named.get(row.pk, [])]
        )

    bodies = Group.objects.in_bulk()
    days = turning_days(Appointment.objects.all(), bodies)
    days += [dt.date(2024, 5, 31), dt.date(2024, 6, 1), dt.date(2024, 6, 4)]
    differing = [
        (str(row), row.since, row.until, str(day), row.standing)
        for day in days
        for row in Appointment.objects.as_of(day)
        if row.standing != standing(row, day, last_named(row), body_of(row, bodies))
    ]

    assert differing == []


def test_the_reckoning_tells_the_three_answers_apart():
    row = Seat(since="2017/2022-10-12", until="2024-05")
    days = ["2016-12-31", "2017-01-01", "2022-10-12", "2024-05-02", "2024-06-01"]

    assert [standing(row, dt.date.fromisoformat(day)) for day in days] == [
        "no", "possible", "documented", "possible", "no"
    ]  # fmt: skip
