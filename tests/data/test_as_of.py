"""Who stood how, on every day on which anything could turn, in the shipped record."""

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from apps.conferences.models import Attendance
from apps.groups.models import Appointment, Group, Seat
from apps.members.models import Member, Participation
from tests.standing import attended, differing, is_over, met

pytestmark = pytest.mark.usefixtures("portal")


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


def same_seat(seat):
    """All periods of a seat: of several a meeting shows one."""
    return Seat.objects.filter(
        group=seat.group, member=seat.member, role=seat.role
    ).values_list("pk", flat=True)


def test_who_came_to_a_meeting_of_a_body_had_the_seat_on_each_of_its_days():
    pairs = attendances_of(Seat)
    days = {day for attendance, _seat in pairs for day in met(attendance.meeting)}
    standing = {
        day: dict(Seat.objects.as_of(day).values_list("pk", "standing")) for day in days
    }
    contradicted = [
        (str(attendance.meeting), str(seat), str(day), standing[day][seat.pk])
        for attendance, seat in pairs
        for day in met(attendance.meeting)
        if standing[day][seat.pk] != "documented"
        and not any(standing[day][pk] == "documented" for pk in same_seat(seat))
    ]

    assert len(pairs) > 200
    assert contradicted == []


def test_a_capacity_on_record_for_the_day_is_shown_by_who_took_part():
    pairs = attendances_of(Participation)
    days = {day for attendance, _row in pairs for day in met(attendance.meeting)}
    standing = {
        day: dict(Participation.objects.as_of(day).values_list("pk", "standing"))
        for day in days
    }
    otherwise = {
        (attendance.meeting.slug, str(row), standing[day][row.pk])
        for attendance, row in pairs
        for day in met(attendance.meeting)
        if standing[day][row.pk] != "documented"
    }

    # The Ad Hoc Group has members and observers of its own: it took the United States in
    # before the Process did, and UNODC after; ILO, a member of the Process, observes it.
    unodc = "United Nations Office on Drugs and Crime"
    assert len(pairs) > 200
    assert otherwise == {
        ("ad-hoc-group-5", "United States of America: Member", "no"),
        ("ad-hoc-group-7", "United States of America: Member", "no"),
        ("ad-hoc-group-8", f"{unodc}: Observer", "no"),
        ("ad-hoc-group-15", "International Labour Organization: Observer", "no"),
    }


@pytest.mark.parametrize(
    "day", ["2030-01-01", "9999-12-31", "2002-02-25", "1990-01-01"]
)
@pytest.mark.parametrize(
    "address",
    [
        "/en/members/",
        "/en/groups/",
        "/en/groups/ad-hoc-group/",
        "/api/v1/members",
        "/api/v1/groups",
        "/api/v1/groups/ad-hoc-group",
    ],
)
def test_a_day_outside_the_record_is_refused(client, address, day):
    assert client.get(address, {"as_of": day}).status_code == 422


def seats(client, slug, **query):
    """{(member, role): (standing, last shown)} of a body, by the API."""
    answer = client.get(f"/api/v1/groups/{slug}", query).json()
    return {
        (seat["member"]["slug"], seat["role"]): (seat["standing"], seat["last_shown"])
        for seat in answer["seats"]
    }


def words_of(client, address, **query):
    """The words of a page, white space folded."""
    return " ".join(strip_tags(client.get(address, query).text).split())


def test_seats_nobody_has_been_shown_to_have_of_late_are_presumed_today(client):
    today = seats(client, "ad-hoc-group")

    assert seats(client, "vrs-msrc")["unodc", "coordinator"] == (
        "presumed", "2013-07-19",
    )  # fmt: skip
    assert "presumed since 19 July 2013" in words_of(client, "/en/groups/vrs-msrc/")
    for member in ["india", "afghanistan", "myanmar"]:
        assert today[member, "member"] == ("presumed", "2020-10-20/2020-10-21")
    page = words_of(client, "/en/groups/ad-hoc-group/")
    assert page.count("presumed since 20–21 October 2020") == 6  # two widths of screen


def test_who_sat_in_the_ad_hoc_group_on_the_day_of_a_meeting_is_documented(client):
    found = seats(client, "ad-hoc-group", as_of="2017-10-31")
    later = seats(client, "ad-hoc-group", as_of="2024-05-03")

    present = Attendance.objects.filter(
        meeting__slug="ad-hoc-group-12", capacity="member"
    ).values_list("member__slug", flat=True)

    assert len(present) == 15
    assert {found[member, "member"][0] for member in present} == {"documented"}
    assert later["india", "member"][0] == "presumed"


@pytest.mark.parametrize(
    ("slug", "day"),
    [
        ("united-states", "2013-04-01"),
        ("unodc", "2013-04-01"),
        ("united-arab-emirates", "2013-04-01"),
        ("ilo", "2019-07-23"),
    ],
)
def test_on_the_day_of_a_change_only_the_new_capacity_holds(client, slug, day):
    query = {"as_of": day, "page_size": 100}
    answer = client.get("/api/v1/members", query).json()["results"]
    member = Member.objects.get(slug=slug)
    register = client.get("/en/members/", {"as_of": day}).text
    register = register[register.index('id="register"') :]

    assert [
        (row["capacity"], row["standing"]) for row in answer if row["slug"] == slug
    ] == [("member", "documented")]
    assert register.count(f'href="{member.get_absolute_url()}"') == 1


@pytest.mark.parametrize(
    "address",
    [
        "/en/members/",
        "/en/members/?as_of=2016-03-23&compare=2024-01-01",
        "/en/members/australia/",
        "/en/groups/?as_of=2016-03-23&compare=2024-01-01",
        "/en/groups/ad-hoc-group/?as_of=2016-03-23&compare=2024-01-01",
        "/en/groups/regional-support-office/",
        "/api/v1/members?page_size=100",
        "/api/v1/members/australia",
        "/api/v1/groups",
        "/api/v1/groups/ad-hoc-group?as_of=2017-10-31",
    ],
)
def test_a_page_asks_the_database_twelve_times_at_most(
    client, address, django_assert_max_num_queries
):
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)
