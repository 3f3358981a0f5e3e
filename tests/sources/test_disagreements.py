"""The list of disagreements: what comes first, and how to narrow it."""

import re

import pytest

from tests.factories import (
    ClaimFactory,
    FigureFactory,
    GroupFactory,
    MeetingFactory,
    ParticipationFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/en/sources/disagreements/"


def dispute(record, field, *titles, fact=None):
    """Sources of these titles, each of which says something else."""
    for title in titles or ["One", "Two"]:
        ClaimFactory(
            record=record, fact=fact, field=field, value=title, source__title=title
        )


def listed(html):
    """Address and statement of each disagreement."""
    return re.findall(
        r'disagreement__title"><a href="([^"]*)".*?disagreement__field">([^<]*)',
        html,
        re.DOTALL,
    )


@pytest.fixture
def disputes():
    group = GroupFactory(name="Ad Hoc Group", slug="ahg")
    meeting = MeetingFactory(slug="meeting", group=group, title="Colombo meeting")
    conference = MeetingFactory(slug="mc", kind="conference", title="Conference")
    figure = FigureFactory(group=group, key="trained")
    part = ParticipationFactory(member__slug="fiji", member__name="Fiji")
    dispute(group, "rhythm")
    dispute(meeting, "dates", "Three", "Four", "Five")
    dispute(group, "founded")
    dispute(conference, "dates")
    dispute(group, "value", fact=figure)
    dispute(part.member, "capacity", "A", "B", "C", fact=part)


def test_what_most_hangs_on_comes_first_then_what_most_sources_speak_of(
    client, disputes
):
    found = listed(client.get(LIST).text)

    assert found[0] == ("/en/members/fiji/#participation-member", "Capacity ")
    assert {address for address, _label in found[1:3]} == {
        "/en/conferences/mc/#dates",
        "/en/groups/ahg/#figure-trained",
    }
    assert found[3:] == [
        ("/en/conferences/meeting/#dates", "Dates"),
        ("/en/groups/ahg/#founded", "Founded"),
        ("/en/groups/ahg/#rhythm", "How often it meets"),
    ]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"q": "ad hoc"}, 3),
        ({"q": "FIJI"}, 1),
        ({"kind": "meeting"}, 2),
        ({"kind": "group", "q": "colombo"}, 0),
    ],
)
def test_the_list_narrows_to_entries_and_kinds(client, disputes, query, number):
    assert len(listed(client.get(LIST, query).text)) == number


def test_the_list_narrows_to_one_source(client):
    source = SourceFactory(slug="report", title="The report")
    group = GroupFactory(slug="ahg")
    ClaimFactory(record=group, field="founded", value="2009", source=source)
    ClaimFactory(record=group, field="founded", value="2010")
    dispute(MeetingFactory(), "dates")

    html = client.get(LIST, {"source": "report"}).text

    assert listed(html) == [("/en/groups/ahg/#founded", "Founded")]
    assert "Source: The report" in html


def test_a_wrong_filter_says_so_and_filters_nothing(client, disputes):
    html = client.get(LIST, {"kind": "king"}).text

    assert "is not one of the available choices" in html
    assert len(listed(html)) == 6


def test_the_list_has_pages(client):
    for meeting in MeetingFactory.create_batch(26):
        dispute(meeting, "place")

    assert len(listed(client.get(LIST).text)) == 25
    assert len(listed(client.get(LIST, {"page": 2}).text)) == 1
