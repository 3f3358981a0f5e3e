"""The register as of a day: chosen by year or day, two days compared, citable."""

import re

import pytest
from django.utils import timezone

from tests.factories import (
    AttendanceFactory,
    MeetingFactory,
    ParticipationFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def section(html, start, end):
    return html[html.index(start) : html.index(end, html.index(start))]


def test_a_year_leads_to_its_last_day(client):
    response = client.get("/en/members/?year=2016&capacity=member&as_of=2003-01-01")

    assert response.status_code == 302
    assert response["Location"] == "/en/members/?capacity=member&as_of=2016-12-31"


def test_the_present_year_leads_to_today(client):
    today = timezone.localdate()

    response = client.get("/en/members/", {"year": today.year})

    assert response["Location"].endswith(f"?as_of={today.isoformat()}")


@pytest.mark.parametrize("year", ["2001", "3000", "x"])
def test_a_year_outside_the_record_is_said_to_be_so(client, year):
    response = client.get("/en/members/", {"year": year})

    assert response.status_code == 200
    assert "field__error" in response.text


def test_the_slider_is_a_form_of_its_own(client):
    html = client.get("/en/members/?as_of=2016-03-23&region=oceania").text
    form = section(html, '<form class="as-of__form"', "</form>")

    assert 'type="range" name="year" min="2002"' in form
    assert 'value="2016"' in form
    assert 'type="hidden" name="region" value="oceania"' in form
    assert 'name="as_of"' not in form


def test_filters_keep_the_day(client):
    html = client.get("/en/members/?as_of=2016-03-23").text
    filters = section(html, '<form class="filters"', "</form>")

    assert 'type="hidden" name="as_of" value="2016-03-23"' in filters
    assert 'name="compare"' not in filters


def test_the_address_to_cite_has_the_day_in_it_even_if_it_is_today(client):
    today = timezone.localdate().isoformat()

    html = client.get("/en/members/?q=&region=oceania").text

    assert f"http://testserver/en/members/?region=oceania&amp;as_of={today}" in html


def test_two_days_show_who_joined_who_left_and_who_stands_otherwise(client):
    ParticipationFactory(member__name="Fiji", since="2002-02-26", until="2020")
    ParticipationFactory(member__name="Arrives", since="2013-04-01")
    ParticipationFactory(member__name="Leaves", since="2002", until="2010")
    ParticipationFactory(member__name="Perhaps", since="[2015..2018]", until="2020")
    turns = ParticipationFactory(
        member__name="Turns", capacity="observer", since="2002", until="2012"
    ).member
    ParticipationFactory(member=turns, since="2013-04-01")

    # Whichever day is given first, the earlier one comes first.
    html = client.get("/en/members/?as_of=2016-06-01&compare=2009-01-01").text
    changed = section(html, '<section class="changes"', "</section>")
    joined, left, otherwise, perhaps = changed.split("<caption>")[1:]

    assert "Arrives" in joined
    assert "since 1 April 2013" in joined
    assert "Leaves" in left
    assert "Turns" in otherwise
    assert "Perhaps" in perhaps
    assert perhaps.startswith("May have changed")
    assert "Fiji" not in changed
    assert "1 is the same and known as surely." in changed
    assert changed.index("1 January 2009") < changed.index("1 June 2016")


def test_what_is_only_known_otherwise_is_no_change(client):
    AttendanceFactory(
        member=ParticipationFactory(member__name="Fiji", since="2002-02-26").member,
        meeting__dates="2014-08-06",
        capacity="member",
    )
    ParticipationFactory(member__name="Tonga", since="[2002-03-01..2016-03]")

    html = client.get("/en/members/?as_of=2012-01-01&compare=2018-01-01").text
    compared = section(html, '<section class="changes"', "</section>")
    changed, surer, less_sure = compared.split('<details class="more">')

    assert "No change is recorded." in changed
    assert "Better known on 1 January 2018" in surer
    assert "Tonga" in surer
    assert "Less surely known on 1 January 2018" in less_sure
    assert "Fiji" in less_sure
    assert "presumed since 6 August 2014" in less_sure
    assert "known as surely" not in compared


def test_an_observer_that_became_a_member_changed(client, portal):
    html = client.get("/en/members/?as_of=2012-01-01&compare=2014-01-01").text
    compared = section(html, '<section class="changes"', "</section>")
    changed = compared[compared.index("<caption>") :].split("</table>")[0]

    assert "United Nations Office on Drugs and Crime" in changed
    assert changed.startswith("<caption>Changed")
    assert "since 1 April 2013" in changed


@pytest.mark.parametrize(
    ("day", "said"),
    [("2010-05-31", "documented"), ("2010-06-01", "possible"), ("2010-07-01", "")],
)
def test_a_member_stays_documented_to_the_first_day_it_may_have_left(client, day, said):
    ParticipationFactory(since="2002", until="2010-05-31/2010-06-30")

    html = client.get("/en/members/", {"as_of": day}).text
    register = html.partition('<caption id="register">')[2]

    assert set(re.findall(r"standing--(\w+)", register)) == ({said} if said else set())


def test_a_member_stays_in_the_register_to_the_last_day_it_may_have_left(client):
    ParticipationFactory(member__name="Fiji", since="2002", until="2010-06")

    def listed(day):
        return "Fiji" in client.get("/en/members/", {"as_of": day}).text

    assert listed("2010-06-30")
    assert not listed("2010-07-01")


def test_a_day_compared_with_itself_is_not_compared(client):
    html = client.get("/en/members/?as_of=2016-06-01&compare=2016-06-01").text

    assert 'class="changes"' not in html


def test_a_wrong_day_to_compare_with_is_said_to_be_so(client):
    response = client.get("/en/members/?compare=yesterday")

    assert response.status_code == 200
    assert "Write the day as year-month-day" in response.text


def test_a_member_is_shown_in_one_picture_and_leads_on(client):
    seat = SeatFactory(group__name="Task Force", since="2017", role="co-chair")
    MeetingFactory(host=seat.member, title="Suva meeting", dates="2018-05")
    ParticipationFactory(member=seat.member, since="2002-02-26")

    html = client.get(seat.member.get_absolute_url()).text
    picture = section(html, '<figure class="swimlanes"', "</figure>")

    assert "<title>Member, since 26 February 2002</title>" in picture
    assert "<title>Co-chair, Task Force, since 2017</title>" in picture
    assert "<title>Suva meeting, May 2018</title>" in picture
    assert "swimlanes__marker--unsure" in picture
    assert "/en/search/?q=" in section(html, '<nav class="related-links"', "</nav>")


def test_a_bar_tells_what_is_documented_from_what_is_presumed(client):
    member = ParticipationFactory(since="2002-02-26").member
    AttendanceFactory(member=member, meeting__dates="2014-08-06", capacity="member")

    html = client.get(member.get_absolute_url()).text
    picture = section(html, '<figure class="swimlanes"', "</figure>")
    key = section(html, '<ul class="swimlanes__key"', "</ul>")

    assert re.findall(r"swimlanes__bar--(\w+)", picture) == ["documented", "presumed"]
    assert 'fill="url(#phase-presumed)"' in picture
    assert '<pattern id="phase-presumed"' in picture
    assert "Documented" in key
    assert "Presumed" in key
    assert "Possible" not in key


@pytest.mark.parametrize(
    ("since", "rows"),
    [("2013-01-01", 1), ("2012-12-31", 1), ("[2012-06-01..2014-01-01]", 2)],
)
def test_seats_that_follow_each_other_stand_in_one_row_of_the_picture(
    client, since, rows
):
    seat = SeatFactory(role="chair", since="2003-01-01", until="2012-12-31")
    SeatFactory(group=seat.group, member=seat.member, role="chair", since=since)

    html = client.get(seat.member.get_absolute_url()).text
    bars = re.findall(r'<rect class="swimlanes__bar[^>]* y="(\d+)"', html)

    assert len(set(bars)) == rows


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        ("country", ["Fiji", "Macau"]),
        ("state", ["Fiji"]),
        ("organisation", ["INTERPOL"]),
        ("", ["Fiji", "INTERPOL", "Macau"]),
    ],
)
def test_states_and_territories_are_listed_without_organisations(client, kind, listed):
    kinds = {"Fiji": "state", "Macau": "territory", "INTERPOL": "organisation"}
    for name, of_kind in kinds.items():
        ParticipationFactory(member__name=name, member__kind=of_kind)

    html = client.get("/en/members/", {"kind": kind}).text
    register = html.partition('<caption id="register">')[2]

    assert [name for name in sorted(kinds) if name in register] == listed


@pytest.mark.parametrize("text", ["migration", "iom", "OIM", "om"])
def test_a_member_is_found_by_part_of_a_name_and_by_its_whole_acronym(client, text):
    member = ParticipationFactory(
        member__name="International Organization for Migration",
        member__acronym="IOM",
    ).member
    member.names.create(name="Organisasi Internasional untuk Migrasi (OIM)")
    ParticipationFactory(member__name="Fiji")

    html = client.get("/en/members/", {"q": text}).text

    assert (member.get_absolute_url() in html) is (text != "om")
    assert "/members/fiji/" not in html


def test_names_come_as_their_reader_sorts_them(client):
    for name, code in [("INTERPOL", ""), ("Germany", "DE"), ("Iceland", "IS")]:
        ParticipationFactory(
            member__name=name, member__iso_code=code, since="2002-02-26"
        )

    def names(language):
        html = client.get(f"/{language}/members/").text
        rows = section(html, '<caption id="register">', "</table>")
        return re.findall(r'<th scope="row"><a [^>]*>(?:<span[^>]*>)?([^<]+)', rows)

    assert names("en") == ["Germany", "Iceland", "INTERPOL"]
    assert names("id") == ["INTERPOL", "Islandia", "Jerman"]


def test_meetings_a_member_is_recorded_at_come_newest_first(client):
    member = ParticipationFactory(since="2002-02-26").member
    for title, dates in [("Old", "2002"), ("New", "2018-05"), ("Undated", "")]:
        AttendanceFactory(member=member, meeting__title=title, meeting__dates=dates)

    html = client.get(member.get_absolute_url()).text
    attended = html[html.index('id="attended"') :]

    assert attended.index("New") < attended.index("Old") < attended.index("Undated")
