"""Lists and record pages as readers meet them: filters, pages, wrong input, drafts."""

import pytest

from apps.search.index_sync import rebuild
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index(db):
    rebuild()


LISTS = {
    "/en/members/": factories.ParticipationFactory,
    "/en/conferences/": factories.MeetingFactory,
    "/en/groups/": factories.GroupFactory,
    "/en/publications/": factories.PublicationFactory,
    "/en/sources/": factories.SourceFactory,
    "/en/timeline/": factories.MeetingFactory,
}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_list_opens_empty_and_full_in_both_languages(client, path, language):
    path = path.replace("/en/", f"/{language}/")
    assert client.get(path).status_code == 200

    LISTS[path.replace(f"/{language}/", "/en/")].create_batch(3)

    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "page", ["-1", "0", "1000000000", "two", "1.5", "٢", "", "9" * 80]
)
@pytest.mark.parametrize("path", [path for path in LISTS if "timeline" not in path])
def test_a_page_that_does_not_exist_is_not_found(client, path, page):
    assert client.get(path, {"page": page}).status_code == 404


@pytest.mark.parametrize(
    ("path", "query", "message"),
    [
        ("/en/members/", {"as_of": "23 March 2016"}, "Write the day as year-month-day"),
        ("/en/members/", {"as_of": "2016-02-30"}, "Write the day as year-month-day"),
        ("/en/members/", {"capacity": "king"}, "is not one of the available choices"),
        ("/en/members/", {"q": "x" * 101}, "at most 100 characters"),
        ("/en/groups/", {"as_of": "tomorrow"}, "Write the day as year-month-day"),
        ("/en/groups/", {"kind": "%27"}, "is not one of the available choices"),
        ("/en/conferences/", {"year": "MMXVI"}, "Enter a whole number"),
        ("/en/conferences/", {"year": "-5"}, "greater than or equal to 1900"),
        ("/en/conferences/", {"group": "nobody"}, "not one of the available choices"),
        ("/en/timeline/", {"since": "2016", "until": "2002"}, "comes before the first"),
        ("/en/sources/", {"kind": "<b>"}, "is not one of the available choices"),
    ],
)
def test_a_wrong_filter_says_so_and_filters_nothing(client, path, query, message):
    LISTS[path].create_batch(2)

    response = client.get(path, query)

    assert response.status_code == 200
    assert message in response.text


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "value", ["\x00", "'; DROP TABLE x; --", "<script>alert(1)</script>", "💥" * 60]
)
def test_hostile_values_get_an_answer(client, path, value):
    names = ["q", "kind", "capacity", "region", "as_of", "year", "group", "topic", "x"]

    for name in names:
        response = client.get(path, {name: value})
        assert response.status_code in (200, 400, 404), name
        assert "<script>alert(1)" not in response.text


PAGES = [
    factories.MemberFactory,
    factories.GroupFactory,
    factories.MeetingFactory,
    factories.PublicationFactory,
    factories.SourceFactory,
    factories.TopicFactory,
]


@pytest.mark.parametrize("factory", PAGES, ids=lambda f: f._meta.model.__name__)
def test_a_draft_has_no_page(client, factory):
    record = factory(status="draft")

    assert client.get(record.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("factory", PAGES, ids=lambda f: f._meta.model.__name__)
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_bare_record_has_a_page_that_invents_nothing(client, factory, language):
    url = factory().get_absolute_url().replace("/en/", f"/{language}/")

    response = client.get(url)

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    assert ">None<" not in response.text.replace("\n", "").replace(" ", "")


def test_a_member_leads_to_everything_it_has_to_do_with(client):
    fiji = factories.MemberFactory(name="Fiji", slug="fiji")
    factories.ParticipationFactory(member=fiji, since="2002-02-26")
    factories.SeatFactory(member=fiji, group__name="Task Force", since="2017")
    factories.MeetingFactory(host=fiji, title="Suva meeting")
    factories.AttendanceFactory(member=fiji, meeting__title="Bali meeting")
    factories.PublicationFactory(title="On Fiji").members.add(fiji)

    text = client.get("/en/members/fiji/").text

    for words in ["Task Force", "Suva meeting", "Bali meeting", "On Fiji"]:
        assert words in text
    assert "26 February 2002" in text


def test_a_disputed_date_is_marked_where_it_stands(client):
    meeting = factories.MeetingFactory(slug="second", dates="2003-04-28/2003-04-30")
    factories.ClaimFactory(
        record=meeting,
        field="dates",
        value="28-30 April 2003",
        reading="2003-04-28/2003-04-30",
        rank="preferred",
        source__title="Notes of the time",
    )
    factories.ClaimFactory(
        record=meeting,
        field="dates",
        value="27th March 2003",
        reading="2003-03-27",
        rank="deprecated",
        reason="The day of the preparatory meeting.",
        source__title="Overview page",
    )

    page = client.get("/en/conferences/second/").text
    listed = client.get("/en/sources/disagreements/").text

    assert "sources disagree" in page
    for text in [page, listed]:
        assert "27th March 2003" in text
        assert "The day of the preparatory meeting." in text
        assert "Notes of the time" in text


def test_a_claim_about_a_draft_is_told_nowhere(client):
    source = factories.SourceFactory(slug="page")
    draft = factories.MeetingFactory(status="draft", title="Secret meeting")
    for reading in ["2002", "2003"]:
        factories.ClaimFactory(record=draft, source=source, value=reading)

    assert "Secret meeting" not in client.get("/en/sources/page/").text
    assert "Secret meeting" not in client.get("/en/sources/disagreements/").text
