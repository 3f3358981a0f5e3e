"""The guide to the API says nothing that the API does not do."""

import re
from html import unescape

import pytest

from apps.exchange.api_examples import EXAMPLES
from apps.exchange.problem_details import EXPLAINED, PROBLEMS
from tests.factories.everything import make_everything


def holds(answer, shown):
    """Whether what is shown is in an answer: items of a list in any place of it."""
    if isinstance(shown, dict):
        return all(k in answer and holds(answer[k], v) for k, v in shown.items())
    if isinstance(shown, list):
        return all(any(holds(one, item) for one in answer) for item in shown)
    return answer == shown


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.address)
def test_an_example_is_answered_as_shown(client, portal, example):
    answer = client.get(example.address)

    assert answer.status_code == 200
    assert holds(answer.json(), example.shown)


@pytest.mark.parametrize("page", ["/api/v1/", "/en/api/", "/id/api/"])
def test_every_address_on_the_page_answers(client, portal, page):
    html = client.get(page).text

    linked = re.findall(r'href="(/api/[^"]*|/\w\w/publications/export[^"]*)"', html)
    assert len(set(linked)) > len(EXAMPLES) + 10
    for address in map(unescape, linked):
        assert client.get(address).status_code == 200, address


def test_every_error_is_explained_where_its_type_leads(client, db):
    html = client.get(EXPLAINED.partition("#")[0]).text

    assert [name for name in PROBLEMS if f'id="{name}"' not in html] == []


@pytest.mark.parametrize(
    "address", ["/api/", "/api/v1", "/api/v1/docs", "/api/v1/docs/"]
)
def test_who_guesses_is_led_to_the_guide(client, db, address):
    response = client.get(address, follow=True)

    assert response.redirect_chain == [("/api/v1/", 302)]
    assert response.status_code == 200


def test_the_root_speaks_the_readers_language_and_names_its_lasting_address(client, db):
    response = client.get("/api/v1/", headers={"Accept-Language": "id"})

    assert response["Content-Language"] == "id"
    assert '<html lang="id"' in response.text
    assert '<link rel="canonical" href="http://testserver/id/api/">' in response.text
    assert response["Link"] == '</api/v1/openapi.json>; rel="service-desc"'


def test_the_page_of_a_record_names_its_twin_in_the_api(client, db):
    twin = re.compile(r'rel="alternate" type="application/json" href="(/api/v1/[^"]+)"')
    _source, member, group, meeting, _topic, publication, _milestone = make_everything(
        1
    )

    for record in [member, group, meeting, publication]:
        (address,) = twin.findall(client.get(record.get_absolute_url()).text)
        assert client.get(address).json()["slug"] == record.slug


def test_a_program_that_takes_no_pages_is_led_to_the_description(client, db):
    response = client.get("/api/v1/", headers={"Accept": "application/json"})

    assert response.status_code == 302
    assert response["Location"] == "/api/v1/openapi.json"
    assert "Accept" in response["Vary"]
