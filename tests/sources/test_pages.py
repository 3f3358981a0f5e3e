"""How readers meet what sources say: beside a statement, by source, side by side."""

import re
from decimal import Decimal

import pytest

from tests.factories import (
    ClaimFactory,
    FigureFactory,
    GroupFactory,
    MeetingFactory,
    PublicationFactory,
    SeatFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def test_the_numbers_beside_a_statement_rise(client):
    meeting = MeetingFactory(dates="2002-02-26", city="Bali")
    one, two = SourceFactory.create_batch(2)
    ClaimFactory(record=meeting, field="dates", source=one)
    ClaimFactory(record=meeting, field="place", source=two, value="Bali")
    ClaimFactory(record=meeting, field="place", source=one, value="Bali")

    html = client.get(meeting.get_absolute_url()).text
    place = re.search(r"<dt>Place</dt>.*?</dd>", html, re.DOTALL)[0]

    assert re.findall(r"#source-(\d)", place) == ["1", "2"]


def test_a_fact_nobody_has_recorded_says_so_beside_its_source_or_is_left_out(client):
    meeting = MeetingFactory(dates="", format="")
    ClaimFactory(record=meeting, field="dates", value="")

    html = client.get(meeting.get_absolute_url()).text
    dates = re.search(r"<dt>Dates</dt>.*?</dd>", html, re.DOTALL)[0]

    assert "not recorded" in dates
    assert "#source-1" in dates
    assert "<dt>Held</dt>" not in html


def test_what_a_source_only_supports_is_named_once_beside_what_it_says(client):
    group = GroupFactory(mandate="Trains.", composition="Two managers.")
    source = SourceFactory()
    ClaimFactory(record=group, field="founded", source=source, value="2012")
    for field in ["mandate", "composition"]:
        ClaimFactory(record=group, field=field, source=source, value="")

    html = client.get(group.get_absolute_url()).text
    note = re.search(r'<li class="evidence__item".*?</ul>', html, re.DOTALL)[0]

    assert "2012" in note
    assert note.count("Supports:") == 1
    assert re.search(r"Supports:</span>\s*Mandate;\s*Composition", note)


def test_what_a_source_says_alike_of_many_parts_is_listed_once(client):
    group = GroupFactory()
    source = SourceFactory()
    for seat in SeatFactory.create_batch(2, group=group, role="member"):
        ClaimFactory(
            record=group, fact=seat, field="role", source=source, value="members of it"
        )

    html = client.get(group.get_absolute_url()).text

    assert html.count("members of it") == 1


def test_a_number_says_what_it_counts_and_a_language_has_a_name():
    figure = FigureFactory(label="Practitioners trained", value=Decimal(1348))
    publication = PublicationFactory(languages="en id")

    assert figure.stated("value") == ("Practitioners trained, 1,348", "1348")
    assert publication.stated("languages") == ("English, Indonesian", "en id")


@pytest.mark.parametrize(
    ("field", "value", "reading", "read"),
    [
        ("kind", "Policy guide", "policy-guide", "Panduan kebijakan"),
        ("kind", "A guide", "policy-guide", '<span lang="en">A guide</span>'),
        ("kind", "Leaflet", "", '<span lang="en">Leaflet</span>'),
        ("languages", "English, Thai", "en th", "Inggris, Thai"),
        ("publisher", "OHCHR", "", '<span lang="en">OHCHR</span>'),
    ],
)
def test_our_own_terms_are_in_the_readers_language_and_a_sources_words_in_its_own(
    client, field, value, reading, read
):
    publication = PublicationFactory(slug="guide")
    ClaimFactory(record=publication, field=field, value=value, reading=reading)

    html = client.get("/id/publications/guide/").text

    assert f":</span> {read}" in html


def test_disagreements_stand_by_kind_each_record_once(client):
    meeting = MeetingFactory(title="Second Conference")
    group = GroupFactory(name="Steering Group")
    for record, field in [(meeting, "dates"), (meeting, "place"), (group, "founded")]:
        for value in ["one", "another"]:
            ClaimFactory(record=record, field=field, value=value)

    html = client.get("/en/sources/disagreements/").text

    assert html.count(">Second Conference</a></h3>") == 1
    assert html.count('<h4 class="disagreement__field">') == 3
    for kind in ["meeting", "group"]:
        assert f'href="#{kind}"' in html
        assert f'<h2 id="{kind}">' in html


def test_sources_come_in_alphabetical_order_whatever_their_capitals(client):
    for title in ["ANTARA report", "About the office", "Zero"]:
        SourceFactory(title=title)

    html = client.get("/en/sources/").text

    assert html.index("About the office") < html.index("ANTARA") < html.index("Zero")
