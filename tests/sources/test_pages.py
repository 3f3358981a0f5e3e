"""How readers meet what sources say: beside a statement, by source, side by side."""

import re
from decimal import Decimal

import pytest

from apps.sources.models import Claim
from apps.sources.wording import supported
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


def row_of(html, label):
    """A row of the facts of a page."""
    return re.search(rf"<dt>{label}</dt>.*?</dd>", html, re.DOTALL)[0]


def card_of(html, anchor):
    """The card of a statement."""
    card = rf'id="about-{anchor}" popover.*?data-copy-address'
    return re.search(card, html, re.DOTALL)[0]


def test_the_numbers_beside_a_statement_rise(client):
    meeting = MeetingFactory(dates="2002-02-26", city="Bali")
    one, two = SourceFactory.create_batch(2)
    ClaimFactory(record=meeting, field="dates", source=one)
    ClaimFactory(record=meeting, field="place", source=two, value="Bali")
    ClaimFactory(record=meeting, field="place", source=one, value="Bali")

    html = client.get(meeting.get_absolute_url()).text

    assert "</span>1, 2</button>" in row_of(html, "Place")
    numbers = re.findall(r'href="#source-(\d)"', card_of(html, "place"))
    assert numbers == ["1", "2"]


def test_a_fact_nobody_has_recorded_says_so_beside_its_source_or_is_left_out(client):
    meeting = MeetingFactory(dates="", format="")
    ClaimFactory(record=meeting, field="dates", value="")

    html = client.get(meeting.get_absolute_url()).text
    dates = row_of(html, "Dates")

    assert "not recorded" in dates
    assert "</span>1</button>" in dates
    assert "<dt>Held</dt>" not in html


def test_a_source_that_only_supports_is_not_made_to_say_it(client):
    seat = SeatFactory(
        role="co-chair", since="2009", member__slug="fiji", member__name="Fiji"
    )
    source = SourceFactory(slug="list", title="A list")
    for field in ["role", "since"]:
        ClaimFactory(record=seat.group, fact=seat, field=field, source=source, value="")

    of_body = client.get(seat.group.get_absolute_url()).text
    of_source = client.get("/en/sources/list/").text

    card = card_of(of_body, "seat-fiji-co-chair")
    for html in [card, of_source]:
        assert re.search(r"Supports:</span>\s*role \(Co-chair\), since 2009", html)
    assert "Fiji, Co-chair, since 2009" in of_source
    assert f'href="{seat.group.get_absolute_url()}#seat-fiji-co-chair"' in of_source


def test_what_is_supported_is_in_the_readers_language(client):
    meeting = MeetingFactory(dates="2002-02-26/2002-02-28", format="online")
    for field in ["dates", "format"]:
        ClaimFactory(record=meeting, field=field, value="", source__slug=field)

    assert "tanggal 26–28 Februari 2002" in client.get("/id/sources/dates/").text
    assert "(Daring)" in client.get("/id/sources/format/").text


def test_a_claim_that_is_not_followed_says_why_wherever_it_is_told(client):
    group = GroupFactory(founded="2012")
    ClaimFactory(
        record=group, field="founded", value="2011", rank="deprecated",
        reason="A slip of the pen.", source__slug="page",
    )  # fmt: skip

    of_body = client.get(group.get_absolute_url()).text
    addresses = ["/en/sources/page/", "/en/sources/disagreements/"]
    for text in [card_of(of_body, "founded"), *(client.get(a).text for a in addresses)]:
        assert "Not followed" in text
        assert "A slip of the pen." in text


def test_a_number_says_what_it_counts_and_a_language_has_a_name():
    figure = FigureFactory(label="Practitioners trained", value=Decimal(1348))
    publication = PublicationFactory(languages="en id")
    claims = [
        ClaimFactory(record=figure.group, fact=figure, field="value", value=""),
        ClaimFactory(record=publication, field="languages", value=""),
    ]

    supports = [supported(Claim.objects.get(pk=claim.pk)) for claim in claims]

    assert supports == ["figure (1,348)", "languages (English, Indonesian)"]
    assert figure.caption == "Practitioners trained, 2023: 1,348"


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

    assert read in card_of(html, field)


def test_sources_come_in_alphabetical_order_whatever_their_capitals(client):
    for title in ["ANTARA report", "About the office", "Zero"]:
        SourceFactory(title=title)

    html = client.get("/en/sources/").text

    assert html.index("About the office") < html.index("ANTARA") < html.index("Zero")
