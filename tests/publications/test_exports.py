"""Lists of publications taken away as files."""

import csv
import io
import json

import bibtexparser
import pytest
import rispy
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from apps.publications.models import Publication
from tests import factories

pytestmark = pytest.mark.django_db


def rows_of(response):
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def library(indexed):
    for year in ["2014", "2018", "2016"]:
        factories.PublicationFactory(
            slug=f"guide-{year}", title=f"Guide of {year}", issued=year
        )
    factories.PublicationFactory(
        slug="paper", title="A paper", kind="paper", issued="2020"
    )
    factories.PublicationFactory(slug="secret", status="draft")
    indexed()


def test_every_format_has_the_list_in_its_order(client, library):
    files = {
        ending: client.get(f"/en/publications/export.{ending}?kind=policy-guide")
        for ending in ["csv", "json", "ris", "bib"]
    }

    slugs = ["guide-2018", "guide-2016", "guide-2014"]
    assert [row["slug"] for row in rows_of(files["csv"])] == slugs
    assert [item["id"] for item in json.loads(files["json"].getvalue())] == slugs
    references = rispy.loads(files["ris"].getvalue().decode())
    assert [reference["id"] for reference in references] == slugs
    entries = bibtexparser.parse_string(files["bib"].getvalue().decode()).entries
    assert [entry.key for entry in entries] == slugs


def test_words_and_order_are_those_of_the_page(client, library):
    found = client.get("/en/publications/export.csv?q=guide&sort=oldest&page=9")

    assert [row["slug"] for row in rows_of(found)] == [
        "guide-2014",
        "guide-2016",
        "guide-2018",
    ]


def test_an_empty_list_is_an_empty_file(client, library):
    for ending, content in {"json": "[\n\n]\n", "ris": "", "bib": ""}.items():
        answer = client.get(f"/en/publications/export.{ending}?q=zzzz")
        assert answer.getvalue().decode() == content
    assert rows_of(client.get("/en/publications/export.csv?q=zzzz")) == []


def test_what_has_ceased_to_be_public_since_the_index_was_made_is_left_out(
    client, library
):
    # Behind the back of search, which a save would tell.
    Publication.objects.filter(slug="guide-2016").update(status="withdrawn")

    rows = rows_of(client.get("/en/publications/export.csv?kind=policy-guide"))

    assert [row["slug"] for row in rows] == ["guide-2018", "guide-2014"]


def test_a_table_names_what_a_publication_belongs_to_as_far_as_it_is_public(
    client, indexed
):
    report = factories.PublicationFactory(
        slug="report",
        group=factories.GroupFactory(slug="body"),
        meeting=factories.MeetingFactory(slug="sitting", status="draft"),
        languages="en id",
    )
    report.topics.set(
        [
            factories.TopicFactory(slug="border"),
            factories.TopicFactory(slug="hidden", status="draft"),
        ]
    )
    report.members.set(
        [
            factories.MemberFactory(slug="nauru"),
            factories.MemberFactory(slug="unseen", status="withdrawn"),
        ]
    )
    factories.ContributorFactory(
        publication=report, organisation="", family="Herlina", given="Anita"
    )
    factories.ContributorFactory(
        publication=report, organisation="NEXUS Institute", position=2
    )
    indexed()

    (row,) = rows_of(client.get("/en/publications/export.csv"))

    assert row["url"] == "http://testserver/en/publications/report/"
    assert row["authors"] == "Herlina, Anita; NEXUS Institute"
    assert row["languages"] == "en; id"
    assert (row["group"], row["meeting"]) == ("body", "")
    assert (row["topics"], row["members"]) == ("border", "nauru")


def test_a_table_has_days_to_sort_by_and_the_day_of_each_version(client, indexed):
    factories.PublicationFactory(slug="series", issued="2021-05/2023")
    factories.PublicationFactory(slug="sheet", issued="")
    indexed()

    rows = rows_of(client.get("/en/publications/export.csv"))

    today = f"{localdate()}"
    assert [
        (row["slug"], row["issued_earliest"], row["issued_latest"], row["version_of"])
        for row in rows
    ] == [("series", "2021-05-01", "2023-12-31", today), ("sheet", "", "", today)]


@pytest.mark.parametrize(
    "title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"]
)
def test_no_cell_is_run_by_a_spreadsheet(client, indexed, title):
    factories.PublicationFactory(title=title)
    indexed()

    (row,) = rows_of(client.get("/en/publications/export.csv"))

    assert row["title"] == f"'{title}"


@pytest.mark.parametrize("query", ["sort=sideways", "kind=" + "x" * 200])
def test_what_cannot_be_meant_is_said(client, library, query):
    answer = client.get(f"/en/publications/export.csv?{query}")

    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.text


def test_there_is_no_other_format(client):
    assert client.get("/en/publications/export.xlsx").status_code == 404


def questions(client, ending, indexed):
    publication = factories.PublicationFactory()
    publication.topics.set([factories.TopicFactory()])
    factories.ContributorFactory(publication=publication)
    indexed()
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/en/publications/export.{ending}").getvalue()
    return len(captured)


@pytest.mark.parametrize("ending", ["csv", "ris"])
def test_a_longer_list_asks_no_more_questions(client, indexed, ending):
    assert questions(client, ending, indexed) == questions(client, ending, indexed)


def test_the_library_offers_its_list(client, library):
    text = client.get("/en/publications/?q=guide&page=1").text

    assert 'href="/en/publications/export.csv?q=guide"' in text
