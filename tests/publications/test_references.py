"""References to one publication: in its page, as files, by unAPI."""

import json
import re
from html import unescape
from urllib.parse import parse_qs

import pytest
import rispy
from django.utils.timezone import localdate
from lxml import etree

from apps.publications.models import Publication
from tests import factories

pytestmark = pytest.mark.django_db

RSO = "Regional Support Office of the Bali Process"
PAGE = "http://testserver/en/publications/guide/"


@pytest.fixture
def guide():
    guide = factories.PublicationFactory(
        slug="guide", title="Guide on </script> & smuggling", publisher=RSO
    )
    factories.ContributorFactory(publication=guide, organisation=RSO)
    return guide


@pytest.mark.parametrize(
    ("ending", "media_type", "beginning"),
    [
        ("bib", "application/x-bibtex", "@techreport{guide,"),
        ("ris", "application/x-research-info-systems", "TY  - RPRT"),
        ("json", "application/vnd.citationstyles.csl+json", "[\n{"),
    ],
)
def test_a_publication_is_a_file_for_reference_managers(
    client, guide, ending, media_type, beginning
):
    response = client.get(f"/en/publications/guide/cite.{ending}")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="guide.{ending}"'
    )
    assert response.text.startswith(beginning)


@pytest.mark.parametrize("ending", ["xml", "BIB", "ris2"])
def test_another_ending_is_no_file(client, guide, ending):
    assert client.get(f"/en/publications/guide/cite.{ending}").status_code == 404


@pytest.mark.parametrize("status", ["draft", "review", "scheduled", "withdrawn"])
def test_what_is_not_public_is_not_cited(client, guide, status):
    Publication.objects.update(status=status)

    # It was public once: the address is gone, not unknown.
    assert client.get("/en/publications/guide/cite.ris").status_code == 410
    for asked in [{"id": PAGE}, {"id": PAGE, "format": "ris"}]:
        response = client.get("/unapi", asked)
        assert (response.status_code, response.text) == (
            410,
            "This entry was withdrawn",
        )


def test_unapi_finds_a_publication_by_the_address_it_had_before(client, guide):
    guide.slug = "handbook"
    guide.save()

    response = client.get("/unapi", {"id": PAGE, "format": "ris"})

    (reference,) = rispy.loads(response.text)
    assert reference["id"] == "handbook"
    assert reference["urls"] == ["http://testserver/en/publications/handbook/"]


def test_unapi_says_what_it_offers(client):
    response = client.get("/unapi")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    formats = etree.fromstring(response.content)
    assert [dict(f.attrib) for f in formats] == [
        {"name": "ris", "type": "application/x-research-info-systems"},
        {"name": "bibtex", "type": "application/x-bibtex"},
    ]


def test_unapi_says_what_it_offers_of_a_publication(client, guide):
    response = client.get("/unapi", {"id": PAGE})

    assert response.status_code == 300
    formats = etree.fromstring(response.content)
    assert formats.attrib == {"id": PAGE}
    assert [f.attrib["name"] for f in formats] == ["ris", "bibtex"]


def test_unapi_gives_a_publication_with_its_authors_whole(client, guide):
    response = client.get("/unapi", {"id": PAGE, "format": "ris"})

    assert response.status_code == 200
    (reference,) = rispy.loads(response.text)
    assert reference["authors"] == [RSO]
    assert reference["urls"] == [PAGE]


@pytest.mark.parametrize(
    "identifier",
    [
        "http://testserver/en/publications/nothing/",
        "http://testserver/en/publications/",
        "http://testserver/en/members/guide/",
        "http://testserver/fr/publications/guide/",
        "http://[testserver/en/publications/guide/",
        "guide",
        "\ud800",
    ],
)
def test_unapi_knows_no_other_addresses(client, guide, identifier):
    answer = client.get("/unapi", {"id": identifier.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 404


def test_unapi_refuses_a_format_it_has_not(client, guide):
    response = client.get("/unapi", {"id": PAGE, "format": "mods"})

    assert response.status_code == 406
    assert response.text == "Available formats: ris, bibtex"


def test_a_page_offers_every_style_and_file(client, guide):
    text = client.get("/en/publications/guide/").text

    for style in ["APA", "Chicago", "MLA", "Harvard", "Vancouver"]:
        assert f"<dt>{style}</dt>" in text
    for ending in ["bib", "ris", "json"]:
        assert f'href="/en/publications/guide/cite.{ending}" download' in text


def test_a_citation_is_marked_as_english_in_every_language(client, guide):
    for language in ["en", "id"]:
        text = client.get(f"/{language}/publications/guide/").text

        assert text.count('class="citation__text" id="citation-') == 5
        assert len(re.findall(r'id="citation-\d" lang="en">', text)) == 5


def test_a_page_tells_machines_what_it_is_about(client, guide):
    text = client.get("/en/publications/guide/").text

    assert (
        '<link rel="unapi-server" type="application/xml" title="unAPI" '
        'href="http://testserver/unapi">' in text
    )
    assert f'<abbr class="unapi-id" title="{PAGE}" hidden></abbr>' in text
    assert f'<meta name="citation_author" content="{RSO}">' in text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert json.loads(data)["name"] == guide.title


def coins_of(text):
    return [
        parse_qs(unescape(title))
        for title in re.findall(r'<span class="Z3988" title="(.*?)"', text)
    ]


@pytest.mark.parametrize("address", ["group", "meeting", "topic", "member"])
def test_rows_in_every_list_carry_a_reference(client, guide, address):
    meeting = factories.MeetingFactory(slug="meeting")
    guide.meeting, guide.group = meeting, factories.GroupFactory(slug="group")
    guide.save()
    guide.topics.set([factories.TopicFactory(slug="topic")])
    guide.members.set([factories.MemberFactory(slug="member")])
    lists = {
        "group": "/en/groups/group/",
        "meeting": "/en/conferences/meeting/",
        "topic": "/en/publications/topics/topic/",
        "member": "/en/members/member/",
    }

    text = client.get(lists[address]).text

    (reference,) = coins_of(text)
    assert reference["rft.title"] == [guide.title]
    assert reference["rft.creator"] == [RSO]
    assert f'<abbr class="unapi-id" title="{PAGE}" hidden></abbr>' in text


def test_rows_of_the_library_and_of_search_carry_a_reference(client, guide, indexed):
    indexed()

    for address in ["/en/publications/", "/en/search/?q=smuggling"]:
        (reference,) = coins_of(client.get(address).text)
        assert reference["rft.creator"] == [RSO]


@pytest.mark.parametrize(
    "factory",
    [
        factories.MemberFactory,
        factories.GroupFactory,
        factories.MeetingFactory,
        factories.PublicationFactory,
        factories.SourceFactory,
        factories.TopicFactory,
    ],
    ids=lambda factory: factory._meta.model.__name__,
)
def test_every_record_is_cited_by_its_address_and_the_day_of_its_version(
    client, factory
):
    record = factory()
    known_on = getattr(record, "known_on", None)  # sources and topics state no facts
    day = f", as known on {known_on:%-d %B %Y}" if known_on else ""

    text = client.get(record.get_absolute_url(), {"from": "elsewhere"}).text

    (line,) = re.findall(r'id="cite-text">(.*?)</p>', text)
    assert line.endswith(
        f"Bali Process Record{day}, http://testserver{record.get_absolute_url()}"
    )


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        ("/en/timeline/?since=x", "“Timeline”, {} /en/timeline/"),
        ("/en/timeline/?group=body&since=", "“Timeline”, {} /en/timeline/?group=body"),
        (
            "/en/sources/disagreements/?from=elsewhere",
            "“Where sources disagree”, {} /en/sources/disagreements/",
        ),
    ],
)
def test_a_list_is_cited_as_it_stands_today(client, asked, cited):
    factories.GroupFactory(slug="body")
    today = f"{localdate():%d %B %Y}".lstrip("0")

    (line,) = re.findall(r'id="cite-text">(.*?)</p>', client.get(asked).text)

    version = f"Bali Process Record, as known on {today},"
    assert line == cited.format(version).replace(" /en/", " http://testserver/en/")
