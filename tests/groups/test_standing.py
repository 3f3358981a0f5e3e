"""What shows that somebody has a seat or an office, and that a body exists."""

import datetime as dt

import pytest

from apps.groups.models import Appointment, Group, Seat
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

DAY = dt.date(2024, 9, 1)


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
        **{"value": "", **values},
    )


def met(seat, dates, capacity, group=None, status="published"):
    """A meeting at which the member of a seat took part."""
    meeting = MeetingFactory(group=group or seat.group, dates=dates, status=status)
    AttendanceFactory(meeting=meeting, member=seat.member, capacity=capacity)


def shown(row, day=DAY):
    found = type(row).objects.as_of(day).get(pk=row.pk)
    return found.first_shown, found.last_shown


def standing(row, day):
    return type(row).objects.as_of(dt.date.fromisoformat(day)).get(pk=row.pk).standing


@pytest.mark.parametrize("make", [SeatFactory, AppointmentFactory])
def test_the_oldest_and_the_newest_dated_source_count(group, make):
    fact = make(group=group, since="2021")
    for date in ["2022-09-06", "2024-05", "2023", ""]:
        named(fact, date)

    assert shown(fact) == ("2022-09-06", "2024-05")


def test_a_source_proves_the_first_day_on_which_it_can_have_been_written(group):
    seat = SeatFactory(group=group, since="2012")
    named(seat, "2017")

    assert standing(seat, "2017-01-01") == "documented"
    assert standing(seat, "2017-01-02") == "presumed"


def test_a_source_on_an_earlier_time_proves_that_time(group):
    seat = SeatFactory(group=group, since="2010")
    named(seat, "2024-05", as_of="2011-03-09")

    assert shown(seat) == ("2011-03-09", "2011-03-09")


def test_a_source_counts_if_it_says_what_the_record_says_and_anybody_may_see_it(group):
    seat = SeatFactory(group=group, since="2012")
    named(seat, "2022")
    named(seat, "2023-01", rank="deprecated", reason="Another body.")
    named(seat, "2023-02", status="draft")
    named(seat, "2023-03", value="member", reading="member")
    named(seat, "2023-04", superseded_on=dt.date(2024, 1, 1))
    named(seat, "2023-05", field="until", value="2023")

    assert shown(seat) == ("2022", "2022")


def test_what_speaks_against_a_period_does_not_show_it(group):
    """A list of 2010 without it bears out that it began later."""
    seat = SeatFactory(group=group, since="[2011..2016]", until="2020")
    named(seat, "2010", field="since")
    named(seat, "2021")
    named(seat, "2013", field="since")

    assert shown(seat) == ("2013", "2013")
    assert standing(seat, "2012-12-31") == "possible"
    assert standing(seat, "2013-01-01") == "documented"


def test_a_meeting_shows_those_who_sat_in_that_role(group):
    seat = SeatFactory(group=group, role="co-chair", since="2022")
    met(seat, "2022-10-12", "co-chair")
    met(seat, "2023-10-18", "member")
    met(seat, "2023-11-20", "co-chair", group=GroupFactory())
    met(seat, "2024-07-16/2024-07-18", "co-chair", status="draft")

    assert shown(seat) == ("2022-10-12", "2022-10-12")


@pytest.mark.parametrize("capacity", ["member", "co-chair", "coordinator"])
def test_who_leads_a_meeting_has_a_seat_as_a_member_too(group, capacity):
    seat = SeatFactory(group=group, role="member")
    met(seat, "2022-10-12", capacity)

    assert standing(seat, "2022-10-11") == "possible"
    assert standing(seat, "2022-10-12") == "documented"
    assert standing(seat, "2022-10-13") == "presumed"


def test_who_observes_a_meeting_has_no_seat_as_a_member(group):
    seat = SeatFactory(group=group, role="member")
    met(seat, "2022-10-12", "observer")

    assert shown(seat) == ("", "")


@pytest.mark.parametrize(
    ("dates", "last"),
    [
        ("2022-10-12/2022-10-14", "2022-10-14"),
        ("2022-10/2022-11", "2022-10-01"),
        ("2022", "2022-01-01"),
    ],
)
def test_a_meeting_proves_its_days_where_they_are_known(group, dates, last):
    seat = SeatFactory(group=group, role="member", since="2021")
    met(seat, dates, "member")
    last = dt.date.fromisoformat(last)

    assert standing(seat, str(last)) == "documented"
    assert standing(seat, str(last + dt.timedelta(days=1))) == "presumed"


def test_a_meeting_to_come_proves_nothing(group):
    today = dt.date.today()
    seat = SeatFactory(group=group, role="member", since="2021")
    met(seat, str(today + dt.timedelta(days=9)), "member")

    assert shown(seat, today) == ("", "")


def test_a_seat_before_its_body_is_none():
    seat = SeatFactory(group=GroupFactory(founded="2015", ended="2018"), role="member")
    met(seat, "2014-05-06", "member")

    days = ["2014-05-06", "2014-12-31", "2015-01-01", "2018-12-31", "2019-01-01"]
    found = [standing(seat, day) for day in days]

    assert found == ["no", "no", "presumed", "presumed", "no"]


def test_on_the_day_of_a_change_the_new_holder_has_the_office(group):
    old = AppointmentFactory(group=group, since="2021", until="[2023..2024-05-02]")
    new = AppointmentFactory(group=group, since="[2023..2024-05-02]")

    def both(day):
        return standing(old, day), standing(new, day)

    assert both("2022-12-31") == ("documented", "no")
    assert both("2024-05-01") == ("possible", "possible")
    assert both("2024-05-02") == ("no", "documented")


def test_two_seats_in_different_roles_do_not_follow_one_another(group):
    chair = SeatFactory(group=group, since="2015", role="co-chair")
    SeatFactory(group=group, member=chair.member, since="2016", role="member")

    assert standing(chair, "2017-01-01") == "presumed"


def test_an_office_is_documented_on_its_first_day_and_to_its_recorded_end(group):
    begun = AppointmentFactory(group=group, office="One", since="2022-09-07")
    ended = AppointmentFactory(group=group, since="2018-08-06", until="2018-08-07")

    assert [standing(begun, f"2022-09-0{day}") for day in (6, 7, 8)] == [
        "no", "documented", "presumed",
    ]  # fmt: skip
    assert [standing(ended, f"2018-08-0{day}") for day in (6, 7, 8)] == [
        "documented", "documented", "no",
    ]  # fmt: skip


def test_a_body_exists_as_far_as_it_is_known_to_have_met():
    body = GroupFactory(founded="2015")
    MeetingFactory(group=body, dates="2016-05-01")

    days = ["2014-12-31", "2015-06-01", "2015-12-31", "2016-05-01", "2016-05-02"]

    assert [standing(body, day) for day in days] == [
        "no", "possible", "documented", "documented", "presumed",
    ]  # fmt: skip
    ended = GroupFactory(founded="2015", ended="2018")
    assert standing(ended, "2017-06-01") == "documented"
    assert standing(ended, "2019-01-01") == "no"


@pytest.mark.parametrize("model", [Seat, Appointment, Group])
def test_nothing_is_said_of_a_day_to_come(model):
    with pytest.raises(ValueError, match="a day to come"):
        model.objects.as_of(dt.date.today() + dt.timedelta(days=2))


def test_pages_say_since_when_something_is_presumed(client, group):
    seat = SeatFactory(group=group, since="2012")
    office = AppointmentFactory(group=group, member=seat.member, since="2023")
    named(seat, "2025-02-25")
    named(office, "2024-05")

    body = client.get(group.get_absolute_url()).text
    assert "presumed since 25 February 2025" in body
    assert "presumed since May 2024" in body
    assert "standing--presumed" in body[body.index('aria-labelledby="people"') :]

    member = client.get(seat.member.get_absolute_url()).text
    assert "presumed since 25 February 2025" in member
    assert "presumed since May 2024" in member

    assert "presumed since 25 February 2025" in client.get("/en/groups/").text
    assert "dianggap masih berlaku sejak 25 Februari 2025" in (
        client.get("/id/groups/").text
    )


def test_the_api_gives_a_body_as_of_a_day(client, group):
    seat = SeatFactory(group=group, since="2012")
    named(seat, "2016-02-25")

    def ask(**query):
        answer = client.get("/api/v1/groups/rso", query)
        (found,) = answer.json()["seats"]
        return found["standing"], found["last_shown"], found["since"], found["until"]

    assert ask(as_of="2011-12-31") == ("no", "2016-02-25", "2012", "")
    assert ask(as_of="2016-02-25") == ("documented", "2016-02-25", "2012", "")
    assert ask() == ("presumed", "2016-02-25", "2012", "")
    for day in ["2002-02-25", "2030-01-01", "9999-12-31"]:
        assert client.get("/api/v1/groups/rso", {"as_of": day}).status_code == 422
