"""What the page and the API promise of a title and of an address, and no more."""

import re

import pytest

from apps.publications.models import Publication
from tests.factories import ClaimFactory, PublicationFactory

pytestmark = pytest.mark.django_db

URL = "https://example.org/page"


@pytest.mark.parametrize(
    ("leads_to", "english", "indonesian"),
    [
        ("original", "Open the original", "Buka aslinya"),
        ("copy", "Open a copy", "Buka salinan"),
        ("description", "Page that describes it", "Laman yang menguraikannya"),
    ],
)
def test_a_link_says_what_it_leads_to(client, leads_to, english, indonesian):
    PublicationFactory(slug="a", original_url=URL, original_url_leads_to=leads_to)

    for language, words in [("en", english), ("id", indonesian)]:
        html = client.get(f"/{language}/publications/a/").text
        assert re.search(rf'rel="external">\s*{words}\s*</a>', html)
    shown = client.get("/api/v1/publications/a").json()
    assert shown["original_url_leads_to"] == leads_to


def test_what_has_no_address_leads_nowhere(client):
    publication = PublicationFactory(slug="a", original_url="")

    assert publication.leads_to == ""
    assert client.get("/api/v1/publications/a").json()["original_url_leads_to"] == ""


def test_the_page_says_that_a_title_is_supplied(client):
    PublicationFactory(slug="a", title_origin="supplied")
    PublicationFactory(slug="b")
    said = "Supplied by this portal, not taken from the publication itself."

    assert said in client.get("/en/publications/a/").text
    assert said not in client.get("/en/publications/b/").text
    assert client.get("/api/v1/publications/a").json()["title_origin"] == "supplied"


def test_a_supplied_title_is_no_statement_of_a_source():
    own, supplied = PublicationFactory(), PublicationFactory(title_origin="supplied")

    assert own.reading("title") == own.title
    assert supplied.reading("title") == ""
    assert not supplied.says("title")


def test_a_source_that_gives_a_supplied_title_is_brought_to_the_editor():
    publication = PublicationFactory(title_origin="supplied")
    said = "The title is marked as supplied, but a claim gives one from a source."
    ClaimFactory(record=publication, field="title", value="")
    assert said not in {str(f.message) for f in publication.findings()}

    ClaimFactory(record=publication, field="title", value=publication.title)

    assert said in {str(f.message) for f in publication.findings()}
    assert Publication.objects.count() == 1
