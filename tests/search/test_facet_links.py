"""Facets beside the results: where their links lead, and which of them stay in sight."""

import pytest
from lxml import html

from tests import factories
from tests.indexing import rebuild

pytestmark = pytest.mark.django_db

SEARCH = "/en/search/"


@pytest.fixture
def guides():
    """Twenty-two guides on rescue, in eight topics: of the first most, of the last one."""
    topics = [factories.TopicFactory(slug=f"topic-{n}") for n in range(8)]
    for number in range(22):
        guide = factories.PublicationFactory(title=f"Rescue guide {number}")
        guide.topics.add(*topics[: max(8 - number, 1)])
    rebuild()


def facet_links(response, chosen=False):
    """{value: address} of the links of facets that are in sight, by what they narrow to."""
    page = html.fromstring(response.text)
    state = "@aria-current" if chosen else "not(@aria-current)"
    links = page.xpath(
        f'//nav[contains(@class, "facets")]//a[{state}][not(ancestor::details)]/@href'
    )
    return {link.partition("topic=")[2].partition("&")[0]: link for link in links}


def test_a_facet_leads_to_the_first_page_of_what_it_narrows_to(client, guides):
    last = client.get(SEARCH, {"q": "rescue", "page": 3})
    assert "21–22 of 22 results" in last.text

    narrowed = client.get(SEARCH + facet_links(last)["topic-1"])

    assert "1–7 of 7 results" in narrowed.text


def test_a_chosen_value_stays_in_sight_however_rare_it_is(client, guides):
    everything = client.get(SEARCH, {"q": "rescue"})
    assert set(facet_links(everything)) >= {"topic-0", "topic-5"}
    assert "topic-7" not in facet_links(everything)

    narrowed = client.get(SEARCH, {"q": "rescue", "topic": "topic-7"})
    (widen,) = facet_links(narrowed, chosen=True).values()

    assert "1 result" in narrowed.text
    assert "of 22 results" in client.get(SEARCH + widen).text
