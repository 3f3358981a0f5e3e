"""Who stood how, on every day on which anything could turn, in the shipped record."""

import datetime as dt

import pytest
from django.utils import timezone

from apps.conferences.models import Attendance, Meeting
from apps.groups.models import Appointment, Group, Seat
from apps.members.models import Participation
from tests.standing import attended, differing, is_over, met

pytestmark = pytest.mark.usefixtures("portal")

DAY = dt.date.fromisoformat
LEADING = {"co-chair", "coordinator"}


@pytest.mark.parametrize("model", [Participation, Seat, Appointment, Group])
def test_a_day_is_answered_as_reckoned_from_the_rows(model):
    assert differing(model, timezone.localdate()) == []


def attendances_of(model):
    """(attendance, period) of all who took part in a meeting in the part of a period."""
    today = timezone.localdate()
    held = [
        attendance
        for attendance in Attendance.objects.select_related("meeting__group", "member")
        if attendance.meeting.is_public and is_over(attendance.meeting, today)
    ]
    return [(a, row) for row in model.objects.all() for a in held if attended(a, row)]


def test_who_came_to_a_meeting_of_a_body_had_the_seat_on_each_of_its_days():
    pairs = attendances_of(Seat)
    standing = {
        day: {row.pk: row.standing for row in Seat.objects.as_of(day)}
        for attendance, _seat in pairs
        for day in met(attendance.meeting)
    }
    contradicted = [
        (str(attendance.meeting), str(seat), str(day), standing[day][seat.pk])
        for attendance, seat in pairs
        for day in met(attendance.meeting)
        if standing[day][seat.pk] != "documented"
        # Of two periods of one seat the meeting shows one.
        and not any(
            other.pk != seat.pk and standing[day][other.pk] == "documented"
            for other in Seat.objects.filter(
                group=seat.group, member=seat.member, role=seat.role
            )
        )
    ]

    assert len(pairs) > 200
    assert contradicted == []
