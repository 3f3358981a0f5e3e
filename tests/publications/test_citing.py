import json

import bibtexparser
import pytest
import rispy

from apps.publications.citing import (
    STYLES,
    bibtex,
    coins,
    csl_item,
    csl_json,
    formatted,
    highwire_tags,
    ris,
    schema_org,
)
from tests.factories import ContributorFactory, PublicationFactory

pytestmark = pytest.mark.django_db

RSO = "Regional Support Office of the Bali Process"
ADDRESS = "https://portal.example/en/publications/guide/"


@pytest.fixture
def item():
    guide = PublicationFactory(
        slug="guide",
        title="Policy Guide: 100% of {Smuggling} & Trafficking_Cases",
        issued="2014-08-06",
        publisher=RSO,
        languages="en lo",
        abstract="What a law should say.",
    )
    ContributorFactory(publication=guide, organisation=RSO, position=1)
    ContributorFactory(
        publication=guide,
        organisation="",
        family="Schloenhardt",
        given="Andreas",
        position=2,
    )
    return csl_item(guide, ADDRESS)


def test_an_item_says_what_the_record_knows_and_no_more(item):
    assert item == {
        "id": "guide",
        "type": "report",
        "title": "Policy Guide: 100% of {Smuggling} & Trafficking_Cases",
        "author": [
            {"literal": RSO},
            {"family": "Schloenhardt", "given": "Andreas"},
        ],
        "issued": {"date-parts": [[2014, 8, 6]]},
        "publisher": RSO,
        "genre": "Policy guide",
        "language": "en",
        "abstract": "What a law should say.",
        "URL": ADDRESS,
    }


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2014", {"date-parts": [[2014]]}),
        ("2021-05", {"date-parts": [[2021, 5]]}),
        ("2017?", {"date-parts": [[2017]], "circa": True}),
        ("2002-02-26/2002-02-28", {"date-parts": [[2002, 2, 26], [2002, 2, 28]]}),
    ],
)
def test_a_partial_date_stays_partial(edtf, issued):
    assert csl_item(PublicationFactory(issued=edtf), ADDRESS)["issued"] == issued


def test_a_publication_without_a_date_has_none():
    assert "issued" not in csl_item(PublicationFactory(issued=""), ADDRESS)


def test_every_style_keeps_an_organisation_whole(item):
    citations = formatted(item)

    assert list(citations) == list(STYLES)
    for citation in citations.values():
        assert RSO in citation
        assert "2014" in citation


def test_bibtex_and_ris_and_csl_agree(item):
    (entry,) = bibtexparser.parse_string(bibtex([item])).entries
    (reference,) = rispy.loads(ris([item]))
    (again,) = json.loads(csl_json([item]))

    assert again == item
    assert entry.entry_type == "techreport"
    assert entry["author"] == f"{{{RSO}}} and Schloenhardt, Andreas"
    assert reference["authors"] == [RSO, "Schloenhardt, Andreas"]
    assert entry["year"] == reference["year"] == "2014"
    assert reference["date"] == "2014/08/06"
    assert reference["title"] == item["title"]
    assert r"100\% of \{Smuggling\} \& Trafficking\_Cases" in entry["title"]
    assert entry["url"] == reference["urls"][0] == ADDRESS


def test_pages_carry_the_same_citation(item):
    assert f"rft.creator={RSO.replace(' ', '+')}" in coins(item)
    tags = highwire_tags(item, files=["https://portal.example/a.pdf"])
    assert ("citation_publication_date", "2014/08/06") in tags
    assert ("citation_pdf_url", "https://portal.example/a.pdf") in tags
    assert schema_org(item, ADDRESS)["author"][0] == {
        "@type": "Organization",
        "name": RSO,
    }
