"""The search page and the library, asked as readers ask."""

import shutil
from urllib.parse import quote

import pytest

from apps.members.models import Member
from apps.publications.models import Publication
from tests import factories
from tests.indexing import rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_ranking")]

SEARCH, LIBRARY = "/en/search/", "/en/publications/"


@pytest.fixture
def library():
    topic = factories.TopicFactory(slug="people-smuggling", label="people smuggling")
    topic.names.create(name="smuggling of migrants")
    group = factories.GroupFactory(slug="rso", name="Regional Support Office")
    guide = factories.PublicationFactory(
        slug="guide", title="Guide to maritime rescue", issued="2014", group=group,
        abstract="How people smuggling at sea is answered.", languages="en",
    )  # fmt: skip
    guide.topics.add(topic)
    factories.PublicationFactory(
        slug="statement", title="Statement on rescue", kind="statement", issued="2016"
    )
    factories.PublicationFactory(
        slug="secret", title="Secret rescue plan", status="draft"
    )
    factories.MeetingFactory(slug="rescue-meeting", title="Meeting on rescue")
    member = factories.MemberFactory(slug="turkiye", name="Türkiye")
    member.names.create(name="Turkey")
    rebuild()


def titles(response):
    return [row.title for row in response.context["answer"].rows]


def test_everything_is_found_and_drafts_are_not(client, library):
    response = client.get(SEARCH, {"q": "rescue"})

    assert set(titles(response)) == {
        "Guide to maritime rescue",
        "Statement on rescue",
        "Meeting on rescue",
    }
    assert response.context["answer"].count == 3
    assert "Secret" not in response.text


def test_the_library_finds_publications_only(client, library):
    response = client.get(LIBRARY, {"q": "rescue"})

    assert set(titles(response)) == {"Guide to maritime rescue", "Statement on rescue"}


def test_the_library_offers_what_is_near_elsewhere(client, library):
    response = client.get(LIBRARY, {"q": "Türkiye"})

    assert [row.title for row in response.context["answer"].relaxed_rows] == ["Türkiye"]
    assert "Türkiye</a>" in response.text


def test_the_library_without_words_lists_all_newest_first(client, library):
    assert titles(client.get(LIBRARY)) == [
        "Statement on rescue",
        "Guide to maritime rescue",
    ]


def test_a_country_is_found_wherever_its_facet_counts_it(client, library):
    fiji = factories.MemberFactory(slug="fiji", name="Fiji")
    meeting = factories.MeetingFactory(title="Attended", host=fiji)
    factories.AttendanceFactory(meeting=meeting, member=fiji)
    factories.SeatFactory(group__name="Joined", member=fiji)
    factories.PublicationFactory(title="Told").members.add(fiji)
    rebuild()

    by_word = titles(client.get(SEARCH, {"q": "Fiji"}))

    assert by_word[0] == "Fiji"
    assert set(by_word) == {"Fiji", "Attended", "Joined", "Told"}
    assert set(titles(client.get(SEARCH, {"member": "fiji"}))) == set(by_word)


def test_what_is_withdrawn_is_in_no_facet_though_the_index_has_it(client, library):
    fiji = factories.MemberFactory(slug="fiji", name="Fiji")
    factories.PublicationFactory(title="Told").members.add(fiji)
    rebuild()
    Member.objects.filter(pk=fiji.pk).update(status="withdrawn")

    page = client.get(LIBRARY, {"q": "told"})
    api = client.get("/api/v1/search", {"q": "told"}).json()

    assert "member" not in [facet.name for facet in page.context["answer"].facets]
    assert api["facets"]["member"] == []


def test_words_that_only_describe_a_publication_are_no_excerpt(client, library):
    biometrics = factories.TopicFactory(label="Biometrics")
    factories.PublicationFactory(title="Untold", abstract="").topics.add(biometrics)
    rebuild()

    response = client.get(LIBRARY, {"q": "biometrics"})

    (row,) = response.context["answer"].rows
    assert (row.title, row.excerpt.html) == ("Untold", "")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "statement"}, ["Statement on rescue"]),
        ({"topic": "people-smuggling"}, ["Guide to maritime rescue"]),
        ({"group": "rso"}, ["Guide to maritime rescue"]),
        ({"year": "2016"}, ["Statement on rescue"]),
        ({"language": "en"}, ["Guide to maritime rescue"]),
        ({"q": "year:2010..2015"}, ["Guide to maritime rescue"]),
        ({"q": "kind:statement"}, ["Statement on rescue"]),
        ({"q": "smuggling of migrants"}, ["Guide to maritime rescue"]),
        ({"sort": "oldest"}, ["Guide to maritime rescue", "Statement on rescue"]),
        ({"sort": "title"}, ["Guide to maritime rescue", "Statement on rescue"]),
        ({"kind": "meeting"}, ["Statement on rescue", "Guide to maritime rescue"]),
        ({"topic": "nothing"}, []),
    ],
)
def test_facets_and_words_narrow_the_library(client, library, query, found):
    assert titles(client.get(LIBRARY, query)) == found


def test_a_facet_is_a_link_that_narrows_and_widens(client, library):
    first = client.get(SEARCH, {"q": "rescue"})
    (kind,) = [f for f in first.context["answer"].facets if f.name == "kind"]
    counts = {value.slug: value.count for value in kind.values}
    assert counts == {"publication": 2, "meeting": 1}

    (meeting,) = [value for value in kind.values if value.slug == "meeting"]
    narrowed = client.get(SEARCH + meeting.address)
    assert titles(narrowed) == ["Meeting on rescue"]

    (chosen,) = narrowed.context["answer"].chosen
    assert len(titles(client.get(SEARCH + chosen.address))) == 3


def test_a_member_is_found_by_any_of_its_names(client, library):
    for words in ["Turkey", "Turkiye", "türkiye"]:
        assert titles(client.get(SEARCH, {"q": words})) == ["Türkiye"]


def test_a_typing_error_gives_a_suggestion_and_the_nearest_results(client, library):
    response = client.get(SEARCH, {"q": "maritme"})

    answer = response.context["answer"]
    assert str(answer.suggestion) == "maritime"
    assert [row.title for row in answer.relaxed_rows] == ["Guide to maritime rescue"]
    assert "Did you mean" in response.text


def test_titles_are_offered_while_one_types(client, library):
    response = client.get("/en/search/suggestions/", {"q": "guide to mar"})

    assert response.json()["suggestions"] == [
        {
            "title": "Guide to maritime rescue",
            "kind": "Publication",
            "url": "/en/publications/guide/",
        }
    ]


@pytest.mark.parametrize(
    ("query", "kinds", "said"),
    [
        ("", ["Meeting", "Publication", "Publication"], "3 suggestions"),
        ("&kind=publication&kind=topic", ["Publication", "Publication"], "2 suggest"),
        ("&kind=meeting", ["Meeting"], "1 suggestion"),
        ("&kind=member", [], "No suggestions"),
    ],
)
def test_a_place_suggests_its_own_kinds_and_says_how_many(
    client, library, query, kinds, said
):
    offer = client.get(f"/en/search/suggestions/?q=rescue{query}").json()

    assert sorted(each["kind"] for each in offer["suggestions"]) == kinds
    assert offer["said"].startswith(said)


def test_a_record_found_by_what_no_list_shows_says_by_what(client):
    meeting = factories.MeetingFactory(title="Forum", summary="Held in Bali.")
    person = factories.PersonFactory(name="Siti Rahma")
    factories.AttendanceFactory(
        meeting=meeting, member=None, person=person, capacity="guest"
    )
    rebuild()

    text = client.get(SEARCH, {"q": "rahma"}).text

    assert "Held in Bali." in text
    assert "Elsewhere in the entry: Guest: Siti <mark>Rahma</mark>" in text
    hit = client.get("/api/v1/search", {"q": "rahma"}).json()["results"][0]
    assert hit["snippet"] == "Held in Bali. … Guest: Siti <mark>Rahma</mark>"


def test_what_has_only_some_of_the_words_is_said_to(client, library):
    some = client.get(SEARCH, {"q": "maritime rescue"}).text
    none = client.get(SEARCH, {"q": "maritime statement"}).text
    all_of_it = client.get(SEARCH, {"q": "rescue"}).text

    assert "1 result has all your search terms and comes first" in some
    assert "No result has all your search terms; these have some of them." in none
    assert "your search terms" not in all_of_it


def test_where_nothing_is_found_there_are_ways_on(client, library):
    text = client.get(LIBRARY, {"q": "terrorism", "kind": "statement"}).text

    assert "No results for this search." in text
    assert 'href="?q=terrorism">The same search without filters</a>' in text
    assert '<a class="related-links__link" href="/en/publications/topics/">' in text
    assert '<details class="search-help" open>' in text


ANYTHING = [
    '"unclosed',
    "(" * 10_000,
    "\x00",
    "*",
    ":",
    "a" * 100_000,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "NOT " * 5000,
    "-",
    "year:9999..0001",
    "مهاجر",
    "ผู้ลี้ภัย",
    "\ud800",
]


@pytest.mark.parametrize("path", [SEARCH, LIBRARY, "/en/search/suggestions/"])
def test_anything_can_be_typed(client, library, path):
    for words in ANYTHING:
        response = client.get(path, {"q": words.encode("utf-8", "surrogatepass")})

        assert response.status_code == 200, words[:20]
        assert "<script>alert(1)" not in response.text, words[:20]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"page": "-1"}, 404),
        ({"page": "0"}, 404),
        ({"page": "1000000000"}, 404),
        ({"page": "99"}, 404),
        ({"page": "two"}, 404),
        ({"sort": "random"}, 400),
        ({"page_size": "101"}, 400),
        ({"topic": "x" * 500}, 400),
        ({"topic": "<b>"}, 200),
        ({"nonsense": "1"}, 200),
    ],
)
def test_a_wrong_parameter_gets_a_clear_answer(client, library, query, status):
    assert client.get(LIBRARY, query).status_code == status


def test_without_an_index_the_page_says_so_and_one_is_built(
    client, library, index_dir, monkeypatch
):
    asked = []
    monkeypatch.setattr(
        "apps.search.index_sync.rebuild_in_background", lambda: asked.append(1)
    )
    for path in index_dir.iterdir():
        if path.name == "current":
            path.unlink()

    response = client.get(SEARCH, {"q": "rescue"})

    assert response.status_code == 503
    assert "The search index is being built" in response.text
    assert asked == [1]


@pytest.mark.parametrize(
    "path",
    [SEARCH, LIBRARY, "/api/v1/search", "/en/publications/export.ris"],
)
def test_a_file_where_the_index_belongs_is_no_failure(client, library, index_dir, path):
    shutil.rmtree(index_dir)
    index_dir.write_text("A file")

    assert client.get(path, {"q": "rescue"}).status_code == 503
    assert client.get("/en/no-such-page/").status_code == 404

    rebuild()
    assert client.get(path, {"q": "rescue"}).status_code == 200
    assert index_dir.with_name("index.old").read_text() == "A file"


@pytest.mark.parametrize("path", [SEARCH, LIBRARY])
def test_a_result_page_costs_the_same_however_much_is_found(
    client, library, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(path, {"q": "rescue"})


@pytest.mark.parametrize("path", [SEARCH, LIBRARY])
@pytest.mark.parametrize("word", ["rescue", "การค้ามนุษย์"])
def test_a_long_question_gets_a_page_of_bounded_length(client, library, path, word):
    guide = Publication.objects.get(slug="guide")
    guide.members.set(factories.MemberFactory.create_batch(40))
    guide.topics.set(factories.TopicFactory.create_batch(40))
    rebuild()
    long = " OR ".join(["rescue", *[word] * 2000])[
        : 4000 // len(quote(word)) * len(word)
    ]

    short_page = client.get(path, {"q": "rescue"})
    long_page = client.get(path, {"q": long})

    assert short_page.text.count("member=") >= 40
    assert long_page.context["answer"].count >= 1
    assert len(long_page.content) < 200_000


def test_what_is_left_out_of_a_long_question_is_said(client, library):
    response = client.get(SEARCH, {"q": "rescue " * 500})

    assert "its end was left out" in response.text or "longer" in response.text
