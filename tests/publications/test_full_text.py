"""What stands in the files of the library is found, page by page."""

import io

import pytest

from apps.publications.extraction.text_extraction import extract_waiting
from apps.publications.file_store import attach
from tests.factories import PublicationFactory
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def library(settings, tmp_path, indexed):
    settings.LIBRARY_ROOT = tmp_path / "library"
    indexed()


@pytest.fixture
def guide():
    return PublicationFactory(slug="guide", title="Guide on boats", abstract="Boats.")


def add(publication, *pages, **values):
    file = attach(publication, io.BytesIO(pdf(*pages)), **values)
    extract_waiting()
    return file


def hits(client, words):
    return client.get("/api/v1/search", {"q": words}).json()["results"]


def test_a_file_is_found_as_soon_as_it_is_read_at_the_page_that_answers(client, guide):
    add(guide, "Boats at sea", "Return of victims", "Visas", name="en")

    (hit,) = hits(client, "victims")

    assert (hit["slug"], hit["page"]) == ("guide", 2)
    assert hit["snippet"] == "Return of <mark>victims</mark>"
    assert hit["page_url"] == "http://testserver/files/guide/en.pdf#page=2"


def test_a_page_is_opened_in_the_file_and_in_its_text(client, guide):
    add(guide, *["Boats"] * 104, "Victims", name="en")

    page = client.get("/en/search/?q=victims")

    text = "/en/publications/guide/files/en/text/?from=101#page-105"
    assert 'href="/files/guide/en.pdf#page=105"' in page.text
    assert f'href="{text}"' in page.text
    assert 'id="page-105"' in client.get(text).text


def test_only_the_current_version_is_searched(client, guide):
    add(guide, "Victims", name="en")
    add(guide, "Passports", name="en")

    assert hits(client, "victims") == []
    assert [hit["page"] for hit in hits(client, "passports")] == [1]


def test_what_only_staff_may_open_is_not_searched(client, guide):
    file = add(guide, "Victims", name="en")
    file.refresh_from_db()

    file.is_private = True
    file.save()

    assert hits(client, "victims") == []
    assert [hit["page"] for hit in hits(client, "boats")] == [None]


def test_what_can_be_read_here_is_a_facet(client, guide):
    PublicationFactory(title="Elsewhere")
    add(guide, "Victims")

    answer = client.get("/api/v1/search?has_text=yes").json()

    assert [hit["slug"] for hit in answer["results"]] == ["guide"]
    assert answer["facets"]["has_text"] == [
        {"value": "yes", "label": "Full text here", "count": 1}
    ]
