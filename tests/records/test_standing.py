"""Standings of made-up periods: as the database tells them, and as Python reckons."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.groups.models import Appointment, Seat
from apps.members.models import Participation
from tests import factories
from tests.standing import differing

pytestmark = pytest.mark.django_db

STARTS = ["", "2010-05-01", "2010", "2010~", "[2009-03..2011-02-10]", "2012-06"]
ENDS = ["", "", "2012-06-01", "2012", "[2012..2013-05]", "2010-05-01"]
DATES = ["", "2009-07-01", "2010", "2010-05-01/2010-05-03", "2011-02", "2014-03-02"]
STATEMENTS = ["since", "until"]


def period(chance, make, **values):
    """A period at random; those that end before they begin are left out."""
    values |= {"since": chance.choice(STARTS), "until": chance.choice(ENDS)}
    row = make.build(**values)
    try:
        row.clean()
    except ValidationError:
        return
    row.save()
    record = getattr(row, "group", None) or row.member
    identity = next(iter(row.STATEMENTS))
    for _n in range(chance.randrange(3)):
        field = chance.choice([identity, identity, *STATEMENTS])
        factories.ClaimFactory(
            record=record,
            fact=row,
            field=field,
            value="",
            reading=row.reading(field) if chance.random() < 0.8 else "2011",
            as_of=chance.choice(["", "", *DATES]),
            source=chance.choice(SOURCES),
            superseded_on=chance.choice([None, None, timezone.localdate()]),
        )


SOURCES = []


@pytest.fixture(autouse=True)
def _sources(db):
    SOURCES[:] = [factories.SourceFactory(date=date) for date in DATES]


def attendance(chance, member, group):
    factories.AttendanceFactory(
        member=member,
        meeting=factories.MeetingFactory(group=group, dates=chance.choice(DATES)),
        capacity=chance.choice(["member", "observer", "co-chair", "guest"]),
    )


def test_generated_capacities():
    chance = random.Random(1)
    group = factories.GroupFactory()
    for _n in range(40):
        member = factories.MemberFactory()
        for capacity in chance.sample(["member", "observer", "invited"], 2):
            make = factories.ParticipationFactory
            period(chance, make, member=member, capacity=capacity)
        attendance(chance, member, group)

    assert Participation.objects.count() > 50
    assert differing(Participation, timezone.localdate()) == []


def test_generated_seats():
    chance = random.Random(2)
    groups = [
        factories.GroupFactory(founded=founded, ended=ended)
        for founded, ended in [("", ""), ("2010", "2013-01"), ("2009-07-01", "")]
    ]
    for _n in range(40):
        member, group = factories.MemberFactory(), chance.choice(groups)
        role = chance.choice(["member", "co-chair", "observer"])
        for _seat in range(2):
            make = factories.SeatFactory
            period(chance, make, member=member, group=group, role=role)
        attendance(chance, member, chance.choice([group, group, groups[0]]))

    assert Seat.objects.count() > 40
    assert differing(Seat, timezone.localdate()) == []


def test_generated_offices():
    chance = random.Random(3)
    group = factories.GroupFactory()
    member = factories.MemberFactory()
    for _n in range(40):
        period(
            chance,
            factories.AppointmentFactory,
            person=factories.PersonFactory(),
            office=f"Office {chance.randrange(20)}",
            group=group,
            member=chance.choice([None, member]),
        )

    assert Appointment.objects.count() > 25
    assert differing(Appointment, timezone.localdate()) == []
