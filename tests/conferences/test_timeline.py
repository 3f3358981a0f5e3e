"""The line of time: every kind of record with a date, in lanes and as an equal list."""

import re

import pytest

from apps.conferences import timeline
from tests.factories import (
    ClaimFactory,
    GroupFactory,
    MeetingFactory,
    MilestoneFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def years():
    group = GroupFactory(name="Ad Hoc Group", slug="ahg")
    MeetingFactory(group=group, title="Colombo meeting", dates="2009-07-20")
    MeetingFactory(title="Bali meeting", dates="2016-03-23")
    MilestoneFactory(title="The office opens", date="2012-09", group=group)
    PublicationFactory(title="Policy guide on returns", issued="2014", group=group)
    return group


def picture(html):
    return html[html.index('<figure class="swimlanes"') : html.index("</figure>")]


def listed(html):
    return re.findall(r'class="timeline__what">\s*(?:<a[^>]*>)?([^<]*)', html)


def test_every_kind_of_record_offers_its_dates():
    assert list(timeline.kinds()) == ["meeting", "milestone", "publication"]


def test_the_list_says_everything_the_picture_shows(client, years):
    html = client.get("/en/timeline/").text

    titles = re.findall(r"<title>([^<]*), [^,<]*</title>", picture(html))

    assert sorted(titles) == sorted(listed(html))
    assert listed(html) == [
        "Colombo meeting",
        "The office opens",
        "Policy guide on returns",
        "Bali meeting",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"group": "ahg"}, ["Colombo", "The office", "Policy guide"]),
        ({"kind": "publication"}, ["Policy guide"]),
        ({"since": 2012, "until": 2014}, ["The office", "Policy guide"]),
        ({"since": 2016, "until": 2016}, ["Bali"]),
        ({"group": "ahg", "kind": "meeting"}, ["Colombo"]),
    ],
)
def test_the_line_narrows_to_a_body_a_kind_and_years(client, years, query, expected):
    found = listed(client.get("/en/timeline/", query).text)

    assert len(found) == len(expected)
    assert all(title.startswith(e) for title, e in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("year", "shown"), [(2019, 0), (2020, 1), (2021, 1), (2022, 0)]
)
def test_what_spans_two_years_is_on_the_line_of_either(client, year, shown):
    MeetingFactory(dates="2020-12-30/2021-01-02")

    html = client.get("/en/timeline/", {"since": year, "until": year}).text

    assert len(listed(html)) == shown


def test_a_partial_date_is_a_dashed_span_and_a_day_is_not(client, years):
    whole = client.get("/en/timeline/?since=2012&until=2014").text
    html = picture(whole)
    office, guide = re.findall(r'<a [^>]*class="([^"]*)"', html[html.index("<svg") :])

    assert "swimlanes__marker--milestone swimlanes__marker--unsure" in office
    assert "swimlanes__marker--publication swimlanes__marker--unsure" in guide
    assert html.count("swimlanes__bar--sometime") == 2
    assert "At some point in this period" in whole
    exact = client.get("/en/timeline/?since=2016&until=2016").text
    assert "unsure" not in picture(exact)
    assert "At some point in this period" not in exact


def test_the_key_names_only_the_signs_that_occur(client, years):
    html = client.get("/en/timeline/?since=2016&until=2016").text
    key = html[html.index('class="swimlanes__key"') :].split("</ul>")[0]

    assert re.findall(r"</svg>([^<]*)</li>", key) == ["Meeting"]


def test_each_year_can_be_looked_at_closer_with_the_body_kept(client, years):
    html = client.get("/en/timeline/?group=ahg").text

    assert "/en/timeline/?group=ahg&amp;since=2009&amp;until=2009" in html


def test_a_lane_leads_to_its_body_alone_and_then_to_its_page(client, years):
    assert "/en/timeline/?group=ahg" in picture(client.get("/en/timeline/").text)
    alone = picture(client.get("/en/timeline/?group=ahg").text)
    assert 'href="/en/groups/ahg/"' in alone


def test_close_up_the_months_are_named(client, years):
    assert ">Jan<" in picture(client.get("/en/timeline/?since=2016&until=2016").text)


def test_signs_are_links_only_while_they_can_be_told_apart(client, years):
    assert 'role="group"' in picture(client.get("/en/timeline/").text)

    MeetingFactory.create_batch(80, group=years)

    crowded = picture(client.get("/en/timeline/").text)
    assert 'role="img"' in crowded
    assert '<a href="/en/conferences/' not in crowded


def test_a_milestone_keeps_its_place_others_link_to(client, years):
    MilestoneFactory(title="The crisis", date="2015-05", slug="crisis")

    assert 'id="crisis"' in client.get("/en/timeline/").text


def test_the_timeline_names_the_sources_of_a_milestone_or_says_there_are_none(client):
    MilestoneFactory(title="Bare", date="2014", slug="bare")
    sourced = MilestoneFactory(title="The crisis", date="2015-05", slug="crisis")
    ClaimFactory(record=sourced, field="date", value="", source__title="A report")
    ClaimFactory(
        record=sourced, field="date", value="2016", source__title="An old page",
        rank="deprecated", reason="A slip.",
    )  # fmt: skip

    html = client.get("/en/timeline/").text
    bare, crisis = re.findall(r'<li class="timeline__item.*?</li>', html, re.DOTALL)

    assert "no source named" in bare
    assert "A report" in crisis
    assert "An old page" not in crisis
    assert "no source named" not in crisis


def test_drafts_have_no_place_in_time(client):
    MeetingFactory(title="Secret meeting", status="draft")
    PublicationFactory(title="Secret paper", status="draft")

    html = client.get("/en/timeline/").text

    assert "Secret" not in html
    assert "No results" in html


def test_a_meeting_leads_to_its_year_and_its_body(client, years):
    meeting = MeetingFactory(group=years, dates="2016-02")

    html = client.get(meeting.get_absolute_url()).text

    assert "/en/timeline/?since=2016&amp;until=2016" in html
    assert "/en/conferences/?group=ahg" in html
