"""A milestone has a page of its own, as every record has."""

import pytest

from tests.factories import ClaimFactory, GroupFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def crisis():
    milestone = MilestoneFactory(
        title="The crisis",
        title_ind="Krisis",
        date="2015-05",
        slug="crisis",
        summary="People are stranded.",
        group=GroupFactory(name="Ad Hoc Group", slug="ahg"),
    )
    ClaimFactory(record=milestone, field="date", value="", source__title="A report")
    return milestone


def test_a_milestone_has_a_page_in_both_languages(client, crisis):
    english = client.get("/en/timeline/crisis/").text
    indonesian = client.get("/id/timeline/crisis/").text

    assert "The crisis" in english
    assert "May 2015" in english
    assert "A report" in english
    assert 'href="/en/groups/ahg/"' in english
    assert "Krisis" in indonesian
    assert "Mei 2015" in indonesian


def test_it_can_be_cited_and_has_a_history(client, crisis):
    page = client.get("/en/timeline/crisis/").text

    assert "http://testserver/en/timeline/crisis/" in page
    assert 'href="/en/timeline/crisis/history/"' in page
    assert client.get("/en/timeline/crisis/history/").status_code == 200


def test_lists_lead_to_it(client, crisis):
    for address in ["/en/timeline/", "/en/groups/ahg/", "/sitemap/milestones.xml"]:
        assert "/en/timeline/crisis/" in client.get(address).text, address


def test_a_former_address_redirects(client, crisis):
    crisis.slug = "andaman-sea-crisis"
    crisis.save()

    response = client.get("/en/timeline/crisis/")

    assert response.status_code == 301
    assert response.url == "/en/timeline/andaman-sea-crisis/"
