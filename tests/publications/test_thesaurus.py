"""What is filed under a term is filed under its broader terms, wherever it is asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.publications.models import Publication, Thesaurus, Topic
from apps.search import registry
from apps.search.index_sync import rebuild
from apps.search.search_query import Query
from tests import factories

# Changes reach the index when they are committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thesaurus():
    """crime > trafficking > labour, each with a publication; asylum stands apart."""
    crime = factories.TopicFactory(slug="crime", label="Crime")
    trafficking = factories.TopicFactory(
        slug="trafficking", label="Trafficking", broader=crime
    )
    labour = factories.TopicFactory(slug="labour", label="Labour", broader=trafficking)
    factories.TopicFactory(slug="asylum", label="Asylum")
    for slug, topics in [
        ("on-crime", [crime]),
        ("on-trafficking", [trafficking]),
        ("on-labour", [labour]),
        ("on-both", [crime, labour]),
    ]:
        factories.PublicationFactory(slug=slug, title=slug).topics.set(topics)
    hidden = factories.PublicationFactory(slug="secret", status="draft")
    hidden.topics.set([labour])
    rebuild()


ALL = {"on-crime", "on-trafficking", "on-labour", "on-both"}
UNDER = {
    "crime": ALL,
    "trafficking": ALL - {"on-crime"},
    "labour": {"on-labour", "on-both"},
    "asylum": set(),
}


def found(**asked):
    query = Query(within="publication", **asked)
    return {hit.title for hit in query.results().hits}


def filed(slug):
    return found(filters=(("topic", (slug,)),))


@pytest.mark.parametrize(("slug", "under"), UNDER.items())
def test_a_broader_term_has_what_its_narrower_terms_have(
    client, thesaurus, slug, under
):
    page = client.get(f"/en/publications/topics/{slug}/")
    api = client.get("/api/v1/publications", {"topic": slug}).json()["results"]

    assert {publication.slug for publication in page.context["publications"]} == under
    assert sorted(publication["slug"] for publication in api) == sorted(under)
    assert filed(slug) == found(q=f"topic:{slug}") == under


def test_lists_and_facets_count_each_publication_once(client, thesaurus):
    tree = client.get("/en/publications/topics/").context["tree"]
    facets = dict(Query(within="publication").results().facets["topic"])

    counted = {node["topic"].slug: node["count"] for node in tree}
    assert counted == {slug: len(under) for slug, under in UNDER.items()}
    assert facets == {slug: len(under) for slug, under in UNDER.items() if under}


def test_a_page_says_how_many_come_from_narrower_terms(client, thesaurus):
    crime = client.get("/en/publications/topics/crime/").text
    labour = client.get("/en/publications/topics/labour/").text

    assert "Including 2 filed under narrower terms only." in crime
    assert "narrower terms only" not in labour


def test_the_words_of_a_broader_term_do_not_find_what_is_filed_below_it(thesaurus):
    assert found(q="trafficking") == {"on-trafficking"}


def test_a_term_moved_takes_what_is_filed_under_and_below_it_along(thesaurus):
    trafficking = Topic.objects.get(slug="trafficking")

    trafficking.broader = Topic.objects.get(slug="asylum")
    trafficking.save()
    assert filed("asylum") == UNDER["trafficking"]
    assert filed("crime") == {"on-crime", "on-both"}

    trafficking.broader = None
    trafficking.save()
    assert filed("asylum") == set()
    assert filed("trafficking") == UNDER["trafficking"]


def test_a_broader_term_renamed_or_withdrawn_is_so_for_what_is_filed_below_it(
    thesaurus,
):
    crime = Topic.objects.get(slug="crime")

    crime.slug = "crimes"
    crime.save()
    assert filed("crime") == set()
    assert filed("crimes") == ALL

    crime.status = "withdrawn"
    crime.save()
    assert filed("crimes") == set()
    assert filed("trafficking") == UNDER["trafficking"]


def test_nothing_is_told_through_a_term_that_is_not_public(client, thesaurus):
    Topic.objects.filter(slug="labour").update(status="draft")
    rebuild()

    answer = client.get("/api/v1/publications", {"topic": "labour"}).json()

    assert answer["count"] == 0
    assert filed("trafficking") == {"on-trafficking"}
    tree = client.get("/en/publications/topics/").context["tree"]
    counted = {node["topic"].slug: node["count"] for node in tree}
    assert counted == {"crime": 3, "trafficking": 1, "asylum": 0}


def test_a_term_whose_broader_one_is_not_public_stands_at_the_top(client, thesaurus):
    Topic.objects.filter(slug="crime").update(status="draft")

    tree = client.get("/en/publications/topics/").context["tree"]

    depths = {node["topic"].slug: node["depth"] for node in tree}
    assert depths == {"trafficking": 0, "labour": 1, "asylum": 0}


def test_a_circle_of_terms_ends():
    one, other = factories.TopicFactory(), factories.TopicFactory()
    for topic, broader in [(one, other), (other, one)]:
        Topic.objects.filter(pk=topic.pk).update(broader=broader)

    assert Thesaurus().with_broader(one.pk) == [one, other]
    assert Thesaurus().with_narrower(one.pk) == [one, other]


def test_documents_cost_the_same_however_many_they_are(thesaurus):
    publications = registry.kinds()["publication"]

    def cost(pks):
        with CaptureQueriesContext(connection) as asked:
            assert len(list(publications.documents(pks))) == len(pks)
        return len(asked)

    pks = list(Publication.objects.public().values_list("pk", flat=True))
    assert cost(pks[:1]) == cost(pks)
