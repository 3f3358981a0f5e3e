"""Where a record of the toy kind is found, although nothing but its app knows it."""

import csv
import io

import pytest
from django.utils.html import escape

from apps.search.index_sync import rebuild
from apps.sources.models import Claim
from tests.factories import SourceFactory
from tests.staff import signed_in, somebody

from .models import Accord

pytestmark = pytest.mark.django_db
TITLE = "Accord of the Northern Straits"
ADDRESS = "/en/accords/northern-straits/"


@pytest.fixture(autouse=True)
def accord():
    return Accord.objects.create(
        slug="northern-straits",
        title=TITLE,
        date="2011-03-04",
        summary="Patrols in common.",
        status=Accord.Status.PUBLISHED,
    )


@pytest.fixture
def officer(accord):
    return signed_in(somebody("publisher"))


def test_its_list_its_page_and_its_history(client):
    assert ADDRESS in client.get("/en/accords/").text
    assert TITLE in client.get(ADDRESS).text
    assert client.get(f"{ADDRESS}history/").status_code == 200


def test_what_sources_say_of_it(client, accord):
    source = SourceFactory(title="Gazette of the Straits")
    Claim.objects.create(source=source, record=accord, field="title", value=TITLE)

    assert "Gazette of the Straits" in client.get(ADDRESS).text
    [said] = client.get("/api/v1/claims").json()["results"]
    assert said["record"]["slug"] == accord.slug


@pytest.mark.parametrize("query", ["q=straits", "q=patrols", "q=&kind=accord"])
def test_search(client, query):
    rebuild()

    page = client.get(f"/en/search/?{query}").text

    assert ADDRESS in page
    assert "Accords" in page
    [hit] = client.get(f"/api/v1/search?{query}").json()["results"]
    assert hit["kind"] == "accord"


def test_a_mistyped_address(client):
    assert ADDRESS in client.get("/en/accords/northren-straits/").text


def test_the_picture_of_its_page(client):
    picture = client.get("/en/og/accord/northern-straits.png")

    assert picture.headers["Content-Type"] == "image/png"


def test_the_api_and_its_description(client):
    [listed] = client.get("/api/v1/accords").json()["results"]
    single = client.get("/api/v1/accords/northern-straits").json()
    description = client.get("/api/v1/openapi.json").json()

    assert listed == single
    assert single["url"].endswith(ADDRESS)
    assert "/api/v1/accords/{slug}" in description["paths"]
    assert "/api/v1/accords" in client.get("/en/api/").text


def test_the_timeline(client):
    assert ADDRESS in client.get("/en/timeline/?kind=accord&since=2011").text
    assert ADDRESS not in client.get("/en/timeline/?kind=meeting").text


def test_the_sitemap(client):
    assert "/sitemap/accords.xml" in client.get("/sitemap.xml").text
    assert ADDRESS in client.get("/sitemap/accords.xml").text


def test_the_menu_and_the_work_of_staff(officer):
    Accord.objects.update(status=Accord.Status.REVIEW)

    page = officer.get("/admin/").text

    start = page.index("The record")
    assert "/admin/toy/accord/" in page[start : page.index("Evidence", start)]
    assert TITLE in page
    assert TITLE in officer.get("/admin/waiting/review/").text


def test_a_draft_sent_to_somebody(officer, client):
    draft = Accord.objects.create(slug="next", title="The Next", date="2027")
    share = f"/admin/share/toy/accord/{draft.pk}/"
    assert client.get("/en/accords/next/").status_code == 404

    officer.post(share, {"whom": "A ministry", "days": 7})
    page = officer.get(share).text

    assert "/en/shared/" in page
    address = page[page.index("/en/shared/") :].partition("<")[0].partition('"')[0]
    assert "The Next" in client.get(address).text


def test_a_withdrawn_one(client):
    Accord.objects.update(
        status=Accord.Status.WITHDRAWN,
        ending=Accord.Ending.WITHDRAWN,
        withdrawal_reason="It was never signed.",
    )

    assert escape("It was never signed.") in client.get(ADDRESS).text
    assert client.get("/api/v1/accords/northern-straits").status_code == 410


def test_the_spreadsheet_out_and_in(officer):
    exported = officer.get("/admin/toy/accord/export.csv")
    text = b"".join(exported.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))

    assert (row["slug"], row["title"]) == ("northern-straits", TITLE)
    assert "slug" in officer.get("/admin/toy/accord/import/").text
