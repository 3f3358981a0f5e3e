"""When sources last named who has a seat or an office, where no end is recorded."""

import datetime as dt

import pytest

from apps.groups.models import Appointment, Seat
from apps.records.models import Standing
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    ClaimFactory,
    GroupFactory,
    MeetingFactory,
    SeatFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(slug="rso")


def named(fact, date, **values):
    """A source of a date that names who has a seat or an office."""
    status = values.pop("status", "published")
    return ClaimFactory(
        record=fact.group,
        fact=fact,
        source=SourceFactory(date=date, status=status),
        **values,
    )


def last_named(fact):
    return type(fact).objects.with_last_named().get(pk=fact.pk).last_named


@pytest.mark.parametrize("make", [SeatFactory, AppointmentFactory])
def test_the_newest_source_counts(group, make):
    fact = make(group=group, since="2021")
    for date in ["2022-09-06", "2024-05", "2023", ""]:
        named(fact, date)

    assert last_named(fact) == "2024-05"


def test_a_source_counts_if_the_record_follows_it_and_anybody_may_see_it(group):
    seat = SeatFactory(group=group)
    named(seat, "2022")
    named(seat, "2024", rank="deprecated", reason="Another body.")
    named(seat, "2025", status="draft")

    assert last_named(seat) == "2022"


def test_a_meeting_names_those_who_sat_in_that_role(group):
    seat = SeatFactory(group=group, role="co-chair")
    for dates, capacity, status in [
        ("2022-10-12", "co-chair", "published"),
        ("2023-10-18", "member", "published"),
        ("2024-07-16/2024-07-18", "co-chair", "draft"),
    ]:
        AttendanceFactory(
            meeting=MeetingFactory(group=group, dates=dates, status=status),
            member=seat.member,
            capacity=capacity,
        )

    assert last_named(seat) == "2022-10-12"


def test_where_an_end_is_recorded_or_nothing_has_a_date_nothing_is_said(group):
    ended = SeatFactory(group=group, until="2024")
    named(ended, "2023")

    assert last_named(ended) == ""
    assert last_named(SeatFactory(group=group)) == ""


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2021-12-31", Standing.NO),
        ("2022-09-06", Standing.POSSIBLE),
        ("2022-09-07", Standing.DOCUMENTED),
        ("2024-05-31", Standing.DOCUMENTED),
        ("2024-06-01", Standing.POSSIBLE),
    ],
)
def test_an_office_is_documented_as_long_as_its_holder_is_named(group, day, standing):
    office = AppointmentFactory(group=group, since="2022-01-01/2022-09-07")
    named(office, "2024-05")

    rows = Appointment.objects.as_of(dt.date.fromisoformat(day))

    assert rows.get().standing == standing


def test_an_office_whose_sources_have_no_date_is_documented_on_its_first_day(group):
    AppointmentFactory(group=group, since="2022-09-07")

    assert [
        Appointment.objects.as_of(dt.date(2022, 9, day)).get().standing
        for day in (7, 8)
    ] == [Standing.DOCUMENTED, Standing.POSSIBLE]


def test_an_office_with_a_recorded_end_needs_no_other_source(group):
    AppointmentFactory(group=group, since="2018-08-06", until="2018-08-07")

    assert [
        Appointment.objects.as_of(dt.date(2018, 8, day)).get().standing
        for day in (7, 8)
    ] == [Standing.DOCUMENTED, Standing.NO]


def test_a_seat_of_a_member_stays_documented(group):
    seat = SeatFactory(group=group, since="2012-09-10")
    named(seat, "2013")

    assert Seat.objects.as_of(dt.date(2026, 11, 25)).get().standing == "documented"


def test_pages_say_when_somebody_was_last_named(client, group):
    seat = SeatFactory(group=group, since="2012")
    office = AppointmentFactory(group=group, member=seat.member, since="2023")
    named(seat, "2025-02-25")
    named(office, "2024-05")

    body = client.get(group.get_absolute_url()).text
    assert "last named 25 February 2025" in body
    assert "last named May 2024" in body
    assert "standing--possible" in body[body.index('aria-labelledby="people"') :]

    member = client.get(seat.member.get_absolute_url()).text
    assert "last named 25 February 2025" in member
    assert "last named May 2024" in member

    assert "last named 25 February 2025" in client.get("/en/groups/").text
    assert "terakhir disebut 25 Februari 2025" in client.get("/id/groups/").text
