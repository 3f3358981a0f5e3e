import pytest

from tests import factories
from tests.indexing import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_ranking")]


@pytest.fixture
def library():
    for number in range(12):
        factories.PublicationFactory(title=f"Rescue guide {number}", issued="2014")
    factories.MeetingFactory(title="Rescue meeting", slug="rescue")
    factories.PublicationFactory(title="Rescue secret", status="draft")
    rebuild()


def get(client, **query):
    return client.get("/api/v1/search", query)


def test_search_answers_with_count_results_and_facets(client, library):
    answer = get(client, q="meeting rescue", page_size=5).json()

    first = answer["results"][0]
    assert set(answer) == {"count", "results", "facets"}
    assert answer["count"] == 13
    assert len(answer["results"]) == 5
    assert first["kind"] == "meeting"
    assert first["slug"] == "rescue"
    assert first["url"].endswith("/en/conferences/rescue/")
    assert first["score"] > 0
    assert first["page"] is None
    kinds = {v["value"]: v["count"] for v in answer["facets"]["kind"]}
    assert kinds["publication"] == 12
    labels = {v["value"]: v["label"] for v in answer["facets"]["kind"]}
    assert labels["publication"] == "Publications"
    assert labels["policy-guide"] == "Policy guide"


def test_the_api_and_the_page_give_the_same_keys_in_the_same_order(client, library):
    for words in ["rescue", "guide", "rescue -meeting"]:
        for page in [1, 2]:
            page_rows = client.get("/en/search/", {"q": words, "page": page})
            page_keys = [row.key for row in page_rows.context["answer"].rows]
            api_keys = [
                hit["key"] for hit in get(client, q=words, page=page).json()["results"]
            ]

            assert api_keys == page_keys
            assert api_keys


def test_facets_narrow_the_answer(client, library):
    assert get(client, q="rescue", kind="meeting").json()["count"] == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"q": "(" * 10_000}, 200),
        ({"q": '"open'}, 200),
        ({"q": "\x00"}, 200),
        ({"page": "-1"}, 422),
        ({"page": str(10**9)}, 422),
        ({"page_size": "101"}, 422),
        ({"sort": "best"}, 422),
        ({"topic": "x" * 500}, 422),
        ({"page": "1000"}, 404),
    ],
)
def test_anything_can_be_asked(client, library, query, status):
    assert get(client, **query).status_code == status


def test_without_an_index_the_answer_is_a_problem_document(client):
    response = get(client, q="rescue")

    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_country_and_a_numbered_meeting_are_found_by_any_name(client, library):
    factories.MemberFactory(
        slug="png", name="Papua New Guinea", iso_code="PG", iso3_code="PNG"
    )
    series = factories.GroupFactory(name="Ministerial Conference")
    factories.MeetingFactory(
        slug="fourth", title="Fourth Regional Conference", group=series, number=4
    )
    rebuild()

    for words, slug in [
        ("PNG", "png"),
        ("fourth ministerial conference", "fourth"),
        ("ministerial conference 4", "fourth"),
    ]:
        assert get(client, q=words).json()["results"][0]["slug"] == slug
