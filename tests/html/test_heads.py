"""What search engines and other sites take from the head of a page."""

import re
from collections import defaultdict
from html import unescape
from io import BytesIO

import pytest
from django.apps import apps
from PIL import Image

from apps.records.models import Record
from tests import factories
from tests.shipped_pages import PATHS

pytestmark = pytest.mark.django_db


def meta(html, name):
    """The content of a meta element, by name or property."""
    match = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    return unescape(match[1]) if match else None


def title(html):
    return unescape(re.search("<title>(.*?)</title>", html, re.DOTALL)[1])


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_page_says_of_itself_what_no_other_does(portal, client, language):
    # The same list on another day is the same page.
    paths = [path for path in PATHS if "as_of" not in path]
    heads = {
        path: client.get(f"/{language}/{path}").text.partition("</head>")[0]
        for path in paths
    }

    titles = {title(head) for head in heads.values()}
    descriptions = {meta(h, "description") for p, h in heads.items() if "?" not in p}
    assert len(titles) == len(heads), sorted(titles)
    assert "" not in descriptions
    # The offline page and the search page share that of the portal.
    assert len(descriptions) >= len([p for p in paths if "?" not in p]) - 1
    for path, head in heads.items():
        words = " ".join(meta(head, "description").split())
        assert title(head).startswith(meta(head, "og:title")), path
        assert meta(head, "og:title"), path
        assert meta(head, "og:description") == words, path
        assert meta(head, "og:image").startswith(f"http://testserver/{language}/og/")
        assert meta(head, "og:locale") == {"en": "en_GB", "id": "id_ID"}[language]


def test_no_two_pages_of_records_share_a_title(portal, client):
    called = defaultdict(list)
    for model in apps.get_models():
        if issubclass(model, Record) and hasattr(model, "get_absolute_url"):
            for record in model.objects.public():
                called[record.heading].append(record.get_absolute_url())

    namesakes = [pages for pages in called.values() if len(pages) > 1]
    assert namesakes
    for pages in namesakes:
        titles = {title(client.get(page).text) for page in pages}
        assert len(titles) == len(pages), pages


def test_the_picture_of_a_record_is_a_card_of_the_size_that_is_said(client):
    meeting = factories.MeetingFactory(title="Second Regional Ministerial Conference")

    html = client.get(meeting.get_absolute_url()).text
    response = client.get(meta(html, "og:image").removeprefix("http://testserver"))

    assert f"/og/meeting/{meeting.slug}.png" in meta(html, "og:image")
    assert response.headers["Content-Type"] == "image/png"
    assert "max-age" in response.headers["Cache-Control"]
    with Image.open(BytesIO(response.content)) as card:
        assert card.size == (1200, 630)
        assert len(card.convert("RGB").getcolors()) > 10
    assert len(response.content) < 60_000


def test_two_records_have_two_pictures(client):
    cards = {
        client.get(f"/en/og/meeting/{meeting.slug}.png").content
        for meeting in factories.MeetingFactory.create_batch(2)
    }

    assert len(cards) == 2


@pytest.mark.parametrize(
    "words", ["", "Bali", "Bali " * 200, "x" * 400, "Türkiye – Việt Nam – ประเทศไทย"]
)
def test_a_title_of_any_length_makes_a_card(client, words):
    publication = factories.PublicationFactory(title=words[:400])

    response = client.get(f"/en/og/publication/{publication.slug}.png")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/en/og/meeting/draft.png", "/en/og/meeting/none.png", "/en/og/person/x.png"],
)
def test_what_is_not_public_has_no_picture(client, address):
    factories.MeetingFactory(slug="draft", status="draft")

    assert client.get(address).status_code == 404


def test_every_other_page_has_the_picture_of_the_portal(client):
    html = client.get("/en/members/").text

    assert meta(html, "og:image") == "http://testserver/en/og/portal.png"
    assert client.get("/en/og/portal.png").status_code == 200
