"""Who led a body on a day: on its page and in the list, and between two days."""

import re

import pytest
from django.utils import timezone

from tests.factories import GroupFactory, MeetingFactory, MemberFactory, SeatFactory

pytestmark = pytest.mark.django_db

STANDINGS = ["documented", "presumed", "possible", "no"]


@pytest.fixture
def group():
    group = GroupFactory(name="Disruption Working Group", slug="disruption")
    for name, since, until in [
        ("Sri Lanka", "[2014-08-06..2015-05-19]", "[2015-10-28..2017]"),
        ("Viet Nam", "[2017..2022-10-12]", ""),
        ("New Zealand", "2014-08-06", ""),
    ]:
        SeatFactory(
            group=group,
            member=MemberFactory(name=name),
            since=since,
            until=until,
            role="co-chair",
        )
    return group


def standings(html):
    """What the table of those who lead says of each."""
    table = html[html.index('aria-labelledby="led"') :]
    table = table[table.index("<tbody>") :]
    rows = table[: table.index("</tbody>")].split("<tr>")[1:]
    return {
        name: next(s for s in STANDINGS if f"standing--{s}" in row)
        for row in rows
        for name in ["Sri Lanka", "Viet Nam", "New Zealand"]
        if name in row
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2014-08-06", ["possible", "no", "documented"]),
        ("2015-06-01", ["documented", "no", "presumed"]),
        ("2016-06-01", ["possible", "no", "presumed"]),
        ("2019-06-01", ["no", "possible", "presumed"]),
        ("2022-10-12", ["no", "documented", "presumed"]),
        ("2024-06-01", ["no", "presumed", "presumed"]),
    ],
)
def test_a_body_says_who_led_it_on_a_day(client, group, day, expected):
    html = client.get(group.get_absolute_url(), {"as_of": day}).text

    found = standings(html)

    assert [found[n] for n in ["Sri Lanka", "Viet Nam", "New Zealand"]] == expected


def test_a_body_compares_two_days(client, group):
    url = group.get_absolute_url()

    html = client.get(url, {"as_of": "2024-06-01", "compare": "2015-06-01"}).text
    changes = html[html.index('<section class="changes"') :]
    changes = changes[: changes.index("</section>")]

    assert changes.index("Began") < changes.index("Viet Nam")
    assert changes.index("Ended") < changes.index("Sri Lanka")
    assert "New Zealand" not in changes


def test_a_seat_known_otherwise_is_no_change(client, group):
    url = group.get_absolute_url()

    html = client.get(url, {"as_of": "2015-06-01", "compare": "2014-08-06"}).text
    changes = html[html.index('<section class="changes"') :]
    changed, surer, less_sure = changes[: changes.index("</section>")].split("<details")

    assert "No change is recorded." in changed
    assert "Sri Lanka" in surer
    assert "Better known on 1 June 2015" in surer
    assert "New Zealand" in less_sure
    assert "Less surely known on 1 June 2015" in less_sure


def test_the_list_compares_those_who_led_every_body(client, group):
    html = client.get("/en/groups/?as_of=2015-06-01&compare=2024-06-01").text
    changes = html[html.index('<section class="changes"') :]

    assert "Viet Nam" in changes
    assert group.get_absolute_url() in changes


def test_a_year_leads_to_its_last_day(client, group):
    response = client.get(group.get_absolute_url(), {"year": "2016"})

    assert response["Location"] == "/en/groups/disruption/?as_of=2016-12-31"


def test_a_wrong_day_is_said_to_be_so(client, group):
    response = client.get(group.get_absolute_url(), {"as_of": "2016-02-30"})

    assert response.status_code == 200
    assert "Write the day as year-month-day" in response.text


def test_a_body_is_shown_in_one_picture(client, group):
    MeetingFactory(group=group, title="First Meeting", dates="2015-05-19")

    html = client.get(group.get_absolute_url()).text
    picture = html[html.index('<figure class="swimlanes"') : html.index("</figure>")]

    assert "Co-chair: Viet Nam" in picture
    assert "<title>First Meeting, 19 May 2015</title>" in picture


def bars(html, member):
    """(phase, first year with its fraction) of each bar of a co-chair from 2012 on."""
    lane = html.split(f"Co-chair: {member}</p>")[1].split("</svg>")[0]
    years = timezone.localdate().year - 2012 + 1
    return [
        (phase, round(2012 + float(x) * years / 100, 1))
        for phase, x in re.findall(r'swimlanes__bar--(\w+)"[^>]* x="([\d.]+)%"', lane)
    ]


def test_what_is_possible_is_drawn_otherwise_and_nothing_before_the_founding(client):
    group = GroupFactory(founded="2012-07-01")
    MeetingFactory(group=group, dates="2012-08-01")
    for name, since in [("Fiji", "[2014..2017]"), ("Tonga", "")]:
        SeatFactory(
            group=group, member__name=name, since=since, until="2020", role="co-chair"
        )

    html = client.get(group.get_absolute_url()).text
    key = html[html.index('class="swimlanes__key"') :].split("</ul>")[0]

    assert bars(html, "Fiji") == [
        ("possible", 2014.0),
        ("documented", 2018.0),
        ("possible", 2020.0),
    ]
    assert bars(html, "Tonga") == [("possible", 2012.5)]
    assert 'fill="url(#phase-possible)"' in html
    assert '<pattern id="phase-possible"' in html
    assert "Possible: the record leaves its start or end open" in key
    assert "Presumed" not in key


def test_a_body_leads_to_its_years_its_meetings_and_what_mentions_it(client, group):
    MeetingFactory(group=group)

    html = client.get(group.get_absolute_url()).text
    ways = html[html.index('<nav class="related-links"') :]

    assert "/en/conferences/?group=disruption" in ways
    assert "/en/search/?q=%22Disruption+Working+Group%22" in ways
    assert "/en/publications/?group=disruption" not in ways


@pytest.mark.parametrize(
    ("day", "absence"),
    [("2009-06-01", "not yet founded"), ("2016-06-01", ""), ("2024-06-01", "ended")],
)
def test_nobody_leads_a_body_before_it_is_founded_or_after_it_has_ended(
    client, day, absence
):
    group = GroupFactory(name="Exchange", slug="exchange", founded="2015", ended="2018")
    SeatFactory(group=group, member__name="Australia", role="co-chair")
    SeatFactory(group=group, member__name="Fiji", role="co-chair", since="2015")

    row = client.get("/en/groups/", {"as_of": day}).text.split("record-card__link")[1]
    detail = client.get(group.get_absolute_url(), {"as_of": day}).text
    seats = detail[detail.index('id="chairs"') :]

    for member in ["Australia", "Fiji"]:
        assert (f"Co-chair: {member}" in row) is not bool(absence)
    words = re.search(rf"</svg>\s*<span[^>]*>\s*{absence}\s*</span>", row)
    assert bool(words) is bool(absence)
    assert ("standing--no" in seats) is bool(absence)
