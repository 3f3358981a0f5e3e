"""What search engines are told of: every public page, and nothing else."""

from xml.etree import ElementTree

import pytest

from apps.serving.sitemaps import Section
from tests import factories
from tests.factories.everything import make_everything

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def addresses(client, address):
    return [each.text for each in read(client, address).iterfind(".//s:loc", NAMES)]


def test_robots_are_led_to_the_map_and_by_it_to_every_record(client):
    records = make_everything(2)

    robots = client.get("/robots.txt").text.splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    files = addresses(client, "/sitemap.xml")
    told = {page for file in files for page in addresses(client, file)}

    for record in records:
        address = f"http://testserver{record.get_absolute_url()}"
        assert address in told
        assert address.replace("/en/", "/id/") in told
    for address in told:
        assert client.get(address).status_code == 200, address


def test_each_page_names_the_same_page_in_the_other_language(client):
    factories.MemberFactory(slug="nauru")

    (page,) = [
        url
        for url in read(client, "/sitemap/members.xml")
        if url.find("s:loc", NAMES).text.endswith("/id/members/nauru/")
    ]

    assert {
        link.get("hreflang"): link.get("href")
        for link in page.iterfind("x:link", NAMES)
    } == {
        "en": "http://testserver/en/members/nauru/",
        "id": "http://testserver/id/members/nauru/",
    }


def test_pages_of_the_cms_are_told_and_those_for_staff_are_not(client, portal):
    told = addresses(client, "/sitemap/pages.xml")

    assert "http://testserver/en/" in told
    assert "http://testserver/id/history/" in told
    assert not [address for address in told if "manual" in address]
    for address in told:
        assert client.get(address).status_code == 200, address


def test_drafts_are_not_told(client):
    factories.MemberFactory(slug="nauru", status="draft")

    assert addresses(client, "/sitemap/members.xml") == []
    assert addresses(client, "/sitemap.xml") == []


def test_a_long_section_fills_several_files(client, monkeypatch):
    monkeypatch.setattr(Section, "limit", 3)
    factories.MemberFactory.create_batch(2)

    files = addresses(client, "/sitemap.xml")

    assert files == [
        "http://testserver/sitemap/members.xml",
        "http://testserver/sitemap/members.xml?p=2",
    ]
    assert [len(addresses(client, file)) for file in files] == [3, 1]


@pytest.mark.parametrize(
    "address",
    ["/sitemap/none.xml", "/sitemap/members.xml?p=9", "/sitemap/members.xml?p=x"],
)
def test_what_is_not_there_is_missing(client, address):
    assert client.get(address).status_code == 404
