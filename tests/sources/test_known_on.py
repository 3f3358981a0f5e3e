"""Knowledge has a date: pages, citations and the API say as known on which day."""

import datetime as dt

import pytest
from django.core.management import call_command

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = factories.MeetingFactory(dates="2023-02-10")
    meeting.known_on = dt.date(2026, 11, 22)
    meeting.save()
    for title, date in [("Old", "2009"), ("New", "2023-02-11"), ("Undated", "")]:
        source = factories.SourceFactory(title=title, date=date)
        factories.ClaimFactory(
            record=meeting,
            field="dates",
            source=source,
            value="10 February 2023",
            reading="2023-02-10",
        )
    return meeting


def test_a_page_says_as_known_on_which_day_and_its_newest_source(client, meeting):
    html = client.get(meeting.get_absolute_url()).text

    assert "as known on 22 November 2026" in html
    assert "The newest dated source behind it is of 11 February 2023" in html


def test_the_api_says_so_too(client, meeting):
    answer = client.get(f"/api/v1/meetings/{meeting.slug}").json()

    assert answer["known_on"] == "2026-11-22"
    assert answer["newest_source"] == "2023-02-11"


def test_a_record_without_dated_sources_has_no_newest_one(client):
    milestone = factories.MilestoneFactory()

    (answer,) = client.get("/api/v1/milestones").json()["results"]

    assert (answer["slug"], answer["newest_source"]) == (milestone.slug, "")


def test_loading_dates_a_record_by_when_its_sources_were_accessed(tmp_path, client):
    (tmp_path / "1.yaml").write_text(
        "model: sources.source\nrows:\n"
        "- {slug: early, title: Early, kind: other, seen_on: 2026-11-22}\n"
        "- {slug: late, title: Late, kind: other, seen_on: 2026-11-28}\n"
        "- {slug: other, title: Other, kind: other, seen_on: 2026-11-29}\n"
    )
    (tmp_path / "2.yaml").write_text(
        "model: members.member\nrows:\n"
        "- slug: fiji\n  name: Fiji\n  kind: state\n"
        "  sources: {name: [early]}\n"
        "  participations:\n"
        "  - {capacity: member, since: 2002-02-26, sources: {capacity: [late]}}\n"
    )
    (tmp_path / "pages").mkdir()
    call_command("load_portal", fixtures=tmp_path)

    assert client.get("/api/v1/members/fiji").json()["known_on"] == "2026-11-28"


def test_the_home_page_says_how_far_the_record_reaches(client, portal):
    html = client.get("/en/").text

    assert "the day on which sources were last looked at" in html
    assert "The latest event recorded is of" in html


def test_a_source_names_the_other_addresses_of_its_text(client):
    source = factories.SourceFactory(url="https://example.org/a")
    source.addresses.create(url="https://example.org/b")

    assert "https://example.org/b" in client.get(source.get_absolute_url()).text
    answer = client.get(f"/api/v1/sources/{source.slug}").json()
    assert answer["other_addresses"] == ["https://example.org/b"]


def test_the_api_tells_what_a_source_says_from_what_it_supports(client):
    member = factories.MemberFactory(name="Fiji")
    source = factories.SourceFactory()
    factories.ClaimFactory(
        record=member, field="name", source=source, value="Viti", reading="Fiji"
    )
    factories.ClaimFactory(
        record=member, field="name", source=source, value="", reading="Fiji"
    )

    said, supported = client.get("/api/v1/claims", {"source": source.slug}).json()[
        "results"
    ]

    assert (said["says"], said["supports"], said["statement"]) == ("Viti", "", "name")
    assert (supported["says"], supported["supports"]) == ("", "Fiji")
    assert said["value"] == "Viti"
    assert said["reading"] == supported["reading"] == "Fiji"
