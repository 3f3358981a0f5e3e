import json
from urllib.parse import parse_qsl

import bibtexparser
import pytest
import rispy
from django.utils import translation

from apps.publications.citing import (
    FORMATS,
    STYLES,
    coins,
    csl_item,
    formatted,
    highwire_tags,
    schema_org,
)
from apps.publications.models import Publication
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
        "custom": {"edtf": "2014-08-06"},
    }


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2014", {"date-parts": [[2014]]}),
        ("2021-05", {"date-parts": [[2021, 5]]}),
        ("2017?", {"date-parts": [[2017]], "circa": True}),
        ("2002-02-26/2002-02-28", {"date-parts": [[2002, 2, 26], [2002, 2, 28]]}),
        ("2021-05/2023", {"date-parts": [[2021], [2023]]}),
        ("201X", {"date-parts": [[2010], [2019]], "circa": True}),
        ("199X/2003", {"date-parts": [[1990], [2003]], "circa": True}),
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


def test_names_are_in_full_where_the_style_wants_them(item):
    citations = formatted(item)

    assert "Andreas Schloenhardt" in citations["Chicago"]
    assert "Andreas Schloenhardt" in citations["MLA"]
    assert "Schloenhardt, A." in citations["APA"]
    assert "Schloenhardt A." in citations["Vancouver"]


def test_without_an_author_the_title_comes_first_and_once():
    item = csl_item(
        PublicationFactory(slug="overview", title="An overview", issued=""), ADDRESS
    )

    assert formatted(item) == {
        "APA": f"<i>An overview</i>. (n.d.). [Policy guide]. {ADDRESS}",
        "Chicago": f"<i>An overview</i>. n.d. Policy guide. {ADDRESS}.",
        "MLA": f"<i>An overview</i>. Policy guide. {ADDRESS}.",
        "Harvard": f"<i>An overview</i> (no date). Policy guide. Available at: {ADDRESS}.",
        "Vancouver": (
            "An overview [Policy guide] [Internet]. [date unknown]. "
            f"Available from: {ADDRESS}"
        ),
    }


def by_itself(**values):
    """A paper that an office has written and published."""
    paper = PublicationFactory(publisher=RSO, **values)
    ContributorFactory(publication=paper, organisation=RSO)
    return csl_item(paper, ADDRESS)


def test_a_body_that_published_its_own_work_is_named_once_where_a_style_wants_it():
    item = by_itself(title="Plan", kind="work-plan", issued="2021")

    assert formatted(item) == {
        "APA": f"{RSO}. (2021). <i>Plan</i> [Work plan]. {ADDRESS}",
        "Chicago": f"{RSO}. 2021. <i>Plan</i>. Work plan. {RSO}. {ADDRESS}.",
        "MLA": f"<i>Plan</i>. Work plan. {RSO}, 2021, {ADDRESS}.",
        "Harvard": (
            f"{RSO} (2021) <i>Plan</i>. Work plan. {RSO}. Available at: {ADDRESS}."
        ),
        "Vancouver": (
            f"{RSO}. Plan [Work plan] [Internet]. {RSO}; 2021. Available from: {ADDRESS}"
        ),
    }


def test_an_uncertain_year_is_uncertain_in_every_style():
    item = by_itself(title="Plan of 2021", kind="work-plan", issued="2021?")

    citations = formatted(item)

    assert {
        style: [part for part in parts if part in citations[style]]
        for style, parts in {
            "APA": ["(ca. 2021)"],
            "Chicago": ["[2021?]."],
            "MLA": [", circa 2021,"],
            "Harvard": [f"{RSO} (c. 2021) <i>Plan of 2021</i>"],
            "Vancouver": ["Plan of 2021 [Work plan] [Internet]", "; [2021?]. Avail"],
        }.items()
        if not all(part in citations[style] for part in parts)
    } == {}


@pytest.mark.parametrize(
    ("edtf", "vancouver"),
    [
        ("2014-03?", "; [2014 Mar?]. Avail"),
        ("2014?/2019", "; [2014–2019?]. Avail"),
        ("201X", "; [2010–2019?]. Avail"),
    ],
)
def test_an_uncertain_month_or_span_is_uncertain_as_a_whole(edtf, vancouver):
    item = by_itself(title="Plan", kind="work-plan", issued=edtf)

    assert vancouver in formatted(item)["Vancouver"]


@pytest.mark.parametrize(
    ("edtf", "apa", "mla", "vancouver"),
    [
        ("2009-12-14/2009-12-15", "(2009)", "14–15 Dec. 2009,", "2009 Dec. Avail"),
        ("2014-03/2014-05", "(2014)", "Mar.–May 2014,", "2014. Avail"),
        ("2014-03/2015-05", "(2014–2015)", "Mar. 2014–May 2015,", "2014 Mar–2015 May."),
    ],
)
def test_a_span_keeps_its_year_in_every_style(edtf, apa, mla, vancouver):
    citations = formatted(by_itself(title="Plan", kind="work-plan", issued=edtf))

    assert apa in citations["APA"]
    assert f" {apa[1:-1]}. " in citations["Chicago"]
    assert f" {apa} " in citations["Harvard"]
    assert mla in citations["MLA"]
    assert f"; {vancouver}" in citations["Vancouver"]


def test_a_paper_that_stands_in_place_of_authors_is_named_once():
    article = PublicationFactory(
        kind="magazine-article",
        title="The Diplomat on boats",
        publisher="The Diplomat",
        issued="2023-02",
    )
    citations = formatted(csl_item(article, ADDRESS))

    assert citations["Chicago"] == (
        f"<i>The Diplomat</i>. 2023. “The Diplomat on boats.” February. {ADDRESS}."
    )
    assert citations["Harvard"] == (
        "<i>The Diplomat</i> (2023) ‘The Diplomat on boats’, February. "
        f"Available at: {ADDRESS}."
    )


def test_a_site_that_stands_in_place_of_authors_is_named_once():
    news = PublicationFactory(
        kind="news", title="On the Bali Process", publisher="Bali Process", issued=""
    )
    citations = formatted(csl_item(news, ADDRESS))

    assert citations["APA"] == (
        f"Bali Process. (n.d.). <i>On the Bali Process</i>. {ADDRESS}"
    )
    assert (
        citations["Chicago"] == f"Bali Process. n.d. “On the Bali Process.” {ADDRESS}."
    )


@pytest.mark.parametrize(
    "title", ["The “grey zone” of boats", 'The "grey zone" of boats']
)
def test_a_quotation_within_a_quoted_title_has_single_marks(title):
    citations = formatted(
        csl_item(PublicationFactory(title=title, kind="academic"), ADDRESS)
    )

    assert "“The ‘grey zone’ of boats.”" in citations["Chicago"]
    assert f"‘{title}’" in citations["Harvard"]
    assert f"<i>{title}</i>" in citations["APA"]


def test_a_commentary_on_a_page_of_an_institute_is_no_newspaper_article():
    assert by_itself(kind="commentary")["type"] == "webpage"


def read_back(item):
    """An item as it comes out of BibTeX and out of RIS: (type, fields) of each."""
    (entry,) = bibtexparser.parse_string(FORMATS["bib"].write([item])).entries
    (reference,) = rispy.loads(FORMATS["ris"].write([item]))
    fields = {field.key: field.value for field in entry.fields}
    return (entry.entry_type, fields), (reference["type_of_reference"], reference)


@pytest.mark.parametrize(
    ("kind", "bibtex_type", "field", "ris_type", "ris_field"),
    [
        ("newspaper-article", "article", "journal", "NEWS", "secondary_title"),
        ("magazine-article", "article", "journal", "MGZN", "secondary_title"),
        ("masters-thesis", "mastersthesis", "school", "THES", "publisher"),
        ("doctoral-thesis", "phdthesis", "school", "THES", "publisher"),
        ("app", "misc", "publisher", "COMP", "publisher"),
        ("work-plan", "techreport", "institution", "RPRT", "publisher"),
    ],
)
def test_every_kind_is_filed_as_what_it_is(
    kind, bibtex_type, field, ris_type, ris_field
):
    publication = PublicationFactory(kind=kind, publisher="The Diplomat")

    bibtex, ris = read_back(csl_item(publication, ADDRESS))

    assert (bibtex[0], bibtex[1][field]) == (bibtex_type, "The Diplomat")
    assert (ris[0], ris[1][ris_field]) == (ris_type, "The Diplomat")


def test_a_thesis_is_called_one_in_every_style():
    thesis = PublicationFactory(
        kind="masters-thesis", title="On boats", publisher="Flinders University"
    )
    ContributorFactory(
        publication=thesis, organisation="", family="Herlina", given="Anita"
    )

    assert formatted(csl_item(thesis, ADDRESS)) == {
        "APA": (
            "Herlina, A. (2014). <i>On boats</i> [Master’s thesis, Flinders "
            f"University]. {ADDRESS}"
        ),
        "Chicago": (
            "Herlina, Anita. 2014. “On boats.” Master’s thesis, Flinders University. "
            f"{ADDRESS}."
        ),
        "MLA": (
            "Herlina, Anita. <i>On boats</i>. 2014. Flinders University, Master’s "
            f"thesis, {ADDRESS}."
        ),
        "Harvard": (
            "Herlina, A. (2014) <i>On boats</i>. Master’s thesis. Flinders University. "
            f"Available at: {ADDRESS}."
        ),
        "Vancouver": (
            "Herlina A. On boats [Master’s thesis] [Internet]. Flinders University; "
            f"2014. Available from: {ADDRESS}"
        ),
    }


def edited_by(*editors, **values):
    """A book of papers with editors, (family, given) each, or a body."""
    book = PublicationFactory(title="On boats", kind="guide", publisher="ANU", **values)
    for position, editor in enumerate(editors):
        names = {"organisation": editor}
        if isinstance(editor, tuple):
            names = {"organisation": "", "family": editor[0], "given": editor[1]}
        ContributorFactory(publication=book, role="editor", position=position, **names)
    return formatted(csl_item(book, ADDRESS))


@pytest.mark.parametrize(
    ("editors", "beginnings"),
    [
        (
            [("Smith", "Ann B")],
            {
                "APA": "Smith, A. B. (Ed.). (2014). <i>On boats</i>. ANU. http",
                "Chicago": "Smith, Ann B., ed. 2014. <i>On boats</i>. ANU. http",
                "MLA": "Smith, Ann B., editor. <i>On boats</i>. ANU, 2014, http",
                "Harvard": "Smith, A.B. (ed.) (2014) <i>On boats</i>. ANU. Avail",
                "Vancouver": "Smith AB, editor. On boats [Internet]. ANU; 2014. Av",
            },
        ),
        (
            [("Smith", "Ann"), ("Jones", "Bob"), ("Kaur", "Raj"), ("Tan", "Li")],
            {
                "APA": "Smith, A., Jones, B., Kaur, R., &amp; Tan, L. (Eds.). (2014). <",
                "Chicago": "Smith, Ann, Bob Jones, Raj Kaur, and Li Tan, eds. 2014. <",
                "MLA": "Smith, Ann, et al., editors. <i>On boats</i>. ANU, 2014, ",
                "Harvard": "Smith, A. <i>et al.</i> (eds) (2014) <i>On boats</i>. ANU. A",
                "Vancouver": "Smith A, Jones B, Kaur R, Tan L, editors. On boats [Int",
            },
        ),
        (
            ["NEXUS Institute"],
            {
                "APA": "NEXUS Institute (Ed.). (2014). <i>On boats</i>. ANU. http",
                "Chicago": "NEXUS Institute, ed. 2014. <i>On boats</i>. ANU. http",
                "MLA": "NEXUS Institute, editor. <i>On boats</i>. ANU, 2014, http",
                "Harvard": "NEXUS Institute (ed.) (2014) <i>On boats</i>. ANU. Avail",
                "Vancouver": "NEXUS Institute, editor. On boats [Internet]. ANU; 2014.",
            },
        ),
    ],
)
def test_editors_stand_in_place_of_authors_and_are_named_once(editors, beginnings):
    citations = edited_by(*editors)

    assert {
        style: citations[style][: len(text)] for style, text in beginnings.items()
    } == beginnings


@pytest.mark.parametrize(
    ("issued", "harvard", "chicago"),
    [
        ("", "(ed.) (no date) <i>", ", ed. n.d. <i>"),
        ("2014?", "(ed.) (c. 2014) <i>", ", ed. [2014?]. <i>"),
    ],
)
def test_editors_come_before_any_date(issued, harvard, chicago):
    citations = edited_by("NEXUS Institute", issued=issued)

    assert citations["Harvard"].startswith(f"NEXUS Institute {harvard}")
    assert citations["Chicago"].startswith(f"NEXUS Institute{chicago}")


def test_a_page_tells_machines_of_editors_too(item):
    item["editor"] = [{"literal": RSO}, {"family": "Smith", "given": "Ann"}]

    names = [RSO, "Smith, Ann"]
    pairs = parse_qsl(coins(item))
    assert [value for name, value in pairs if name == "rft.contributor"] == names
    tags = highwire_tags(item)
    assert [value for name, value in tags if name == "citation_editor"] == names
    assert [editor["name"] for editor in schema_org(item, ADDRESS)["editor"]] == [
        RSO,
        "Ann Smith",
    ]


def test_two_bodies_have_no_comma_between_them():
    brief = PublicationFactory(title="Brief", publisher="Bali Process")
    for position, organisation in enumerate([RSO, "NEXUS Institute"]):
        ContributorFactory(
            publication=brief, organisation=organisation, position=position
        )
    citations = formatted(csl_item(brief, ADDRESS))

    assert citations["APA"].startswith(f"{RSO} &amp; NEXUS Institute. (")
    for style in ["Chicago", "MLA", "Harvard"]:
        assert citations[style].startswith(f"{RSO} and NEXUS Institute"), style
    assert citations["Vancouver"].startswith(f"{RSO}, NEXUS Institute. ")


def test_a_thesis_without_an_author_has_no_number_either():
    thesis = PublicationFactory(
        kind="masters-thesis", title="On boats", publisher="Flinders University"
    )

    assert formatted(csl_item(thesis, ADDRESS))["APA"] == (
        f"<i>On boats</i>. (2014). [Master’s thesis, Flinders University]. {ADDRESS}"
    )


@pytest.mark.parametrize("kind", ["work-plan", "news", "academic", "masters-thesis"])
def test_a_supplied_title_stands_in_brackets_and_in_nothing_else(kind):
    plan = PublicationFactory(title="Work plan", title_origin="supplied", kind=kind)
    item = csl_item(plan, ADDRESS)

    bibtex, ris = read_back(item)
    assert item["title"] == ris[1]["title"] == "[Work plan]"
    assert bibtex[1]["title"] == "{[Work plan]}"
    for style, citation in formatted(item).items():
        assert "[Work plan]" in citation, style
        for mark in "“”‘’":
            assert mark not in citation.replace("Master’s", ""), style
        assert "<i>" not in citation, style


@pytest.mark.parametrize(
    ("leads_to", "address"),
    [
        ("original", "https://example.org/a"),
        ("copy", "https://example.org/a"),
        ("description", ADDRESS),
    ],
)
def test_the_address_that_is_cited_leads_to_the_text(leads_to, address):
    publication = PublicationFactory(
        original_url="https://example.org/a", original_url_leads_to=leads_to
    )

    assert csl_item(publication, ADDRESS)["URL"] == address


@pytest.mark.parametrize(
    ("edtf", "year", "date", "notes"),
    [
        ("2014", "2014", None, None),
        ("2021-05", "2021", None, None),
        ("2014-08-06", "2014", "2014-08-06", None),
        ("2012?", "2012", "2012?", ["Date: 2012 (uncertain)"]),
        ("2014/2019", "2014", "2014/2019", ["Date: 2014 – 2019"]),
    ],
)
def test_a_date_is_as_certain_in_a_file_as_in_the_record(edtf, year, date, notes):
    bibtex, ris = read_back(csl_item(PublicationFactory(issued=edtf), ADDRESS))

    assert bibtex[1]["year"] == ris[1]["year"] == year
    assert bibtex[1].get("date") == date
    assert ris[1].get("notes") == notes


def test_a_month_in_bibtex_is_a_word_that_styles_know():
    item = csl_item(PublicationFactory(issued="2014-08-06"), ADDRESS)

    assert "  month = aug,\n" in FORMATS["bib"].write([item])


def test_an_uncertain_date_is_not_given_as_a_certain_one_in_a_page():
    item = csl_item(PublicationFactory(issued="2012?"), ADDRESS)

    assert "datePublished" not in schema_org(item, ADDRESS)
    assert "rft.date=2012%3F" in coins(item)


def test_a_title_that_is_a_question_has_no_full_stop_after_it():
    item = by_itself(title="Better off in 2020?", kind="commentary")

    for style, citation in formatted(item).items():
        assert "2020?" in citation, style
        assert "?." not in citation.replace("</i>", "").replace("”", ""), style


def test_a_title_that_ends_in_a_full_stop_has_no_second():
    item = by_itself(title="Boats, sheets etc.", kind="work-plan")

    for style, citation in formatted(item).items():
        assert ".." not in citation.replace("</i>", ""), style


def test_an_initial_has_its_full_stop_where_names_are_in_full():
    paper = PublicationFactory(kind="academic")
    for position, (family, given) in enumerate(
        [("Douglas", "Joseph H"), ("Schloenhardt", "Andreas")]
    ):
        ContributorFactory(
            publication=paper,
            organisation="",
            family=family,
            given=given,
            position=position,
        )
    citations = formatted(csl_item(paper, ADDRESS))

    assert citations["Chicago"].startswith("Douglas, Joseph H., and Andreas Schl")
    assert citations["MLA"].startswith("Douglas, Joseph H., and Andreas Schl")
    assert citations["Vancouver"].startswith("Douglas JH, ")


def test_vancouver_says_that_a_date_is_unknown():
    citations = formatted(by_itself(title="Plan", kind="work-plan", issued=""))

    assert f"{RSO}; [date unknown]. Available from: " in citations["Vancouver"]


def test_quotation_marks_are_those_of_the_style():
    citations = formatted(
        csl_item(PublicationFactory(title="On boats", kind="academic"), ADDRESS)
    )

    assert "“On boats.”" in citations["Chicago"]
    assert citations["Harvard"].startswith("‘On boats’ (2014). Available")


@pytest.mark.parametrize(
    ("kind", "genre", "tex"),
    [
        ("strategy", "Strategy", "Strategy"),
        ("guide", None, "Report"),
        ("news", None, None),
    ],
)
def test_a_citation_names_a_kind_only_where_it_says_what_a_thing_is(kind, genre, tex):
    item = csl_item(PublicationFactory(kind=kind), ADDRESS)

    (entry,) = bibtexparser.parse_string(FORMATS["bib"].write([item])).entries
    (reference,) = rispy.loads(FORMATS["ris"].write([item]))
    assert item.get("genre") == reference.get("type_of_work") == genre
    assert {field.key: field.value for field in entry.fields}.get("type") == tex


def test_a_newspaper_article_has_its_day_and_no_edition():
    article = PublicationFactory(
        kind="newspaper-article", publisher="The Jakarta Post", issued="2024-06-03"
    )
    ContributorFactory(publication=article, organisation=RSO)
    citations = formatted(csl_item(article, ADDRESS))

    assert "<i>The Jakarta Post</i>, June 3. https" in citations["Chicago"]
    assert "2024 Jun 3." in citations["Vancouver"]


def test_a_citation_shows_signs_of_markup_as_text(item):
    signs = "<script>&<b>"
    item |= {"title": signs, "publisher": signs, "author": [{"literal": signs}]}

    for citation in formatted(item).values():
        assert "&lt;script&gt;&amp;&lt;b&gt;" in citation
        assert "<script>" not in citation
        assert "<b>" not in citation


def test_a_citation_is_the_same_in_every_language(item):
    guide = Publication.objects.get()

    with translation.override("id"):
        assert csl_item(guide, ADDRESS) == item


def test_bibtex_and_ris_and_csl_agree(item):
    (entry,) = bibtexparser.parse_string(FORMATS["bib"].write([item])).entries
    (reference,) = rispy.loads(FORMATS["ris"].write([item]))
    (again,) = json.loads(FORMATS["json"].write([item]))

    assert again == item
    assert entry.entry_type == "techreport"
    assert entry["author"] == f"{{{RSO}}} and Schloenhardt, Andreas"
    assert reference["authors"] == [RSO, "Schloenhardt, Andreas"]
    assert entry["year"] == reference["year"] == "2014"
    assert reference["date"] == "2014/08/06"
    assert reference["title"] == item["title"]
    assert r"100\% of \{Smuggling\} \& Trafficking\_Cases" in entry["title"]
    assert entry["type"] == reference["type_of_work"] == "Policy guide"
    assert entry["url"] == reference["urls"][0] == ADDRESS


def test_an_organisation_with_a_comma_stays_whole(item):
    item["author"] = [{"literal": "Department of Home Affairs, Australia"}]

    (entry,) = bibtexparser.parse_string(FORMATS["bib"].write([item])).entries
    (reference,) = rispy.loads(FORMATS["ris"].write([item]))

    assert entry["author"] == "{Department of Home Affairs, Australia}"
    assert reference["authors"] == ["Department of Home Affairs – Australia"]
    for citation in formatted(item).values():
        assert "Department of Home Affairs, Australia" in citation


@pytest.mark.parametrize(
    ("kind", "source", "zotero_type"),
    [
        ("policy-guide", [], "report"),
        ("news", [], "webpage"),
        ("academic", [], "document"),
        ("masters-thesis", [], "thesis"),
        ("app", [], "computerProgram"),
        ("newspaper-article", ["The Diplomat"], "newspaperArticle"),
        ("magazine-article", ["The Diplomat"], "magazineArticle"),
    ],
)
def test_a_list_tells_zotero_what_each_thing_is(kind, source, zotero_type):
    publication = PublicationFactory(kind=kind, publisher="The Diplomat")

    pairs = parse_qsl(coins(csl_item(publication, ADDRESS)))

    assert [value for name, value in pairs if name == "rft.source"] == source
    assert dict(pairs)["rft.publisher"] == "The Diplomat"
    assert pairs[-1] == ("rft.type", zotero_type)


def test_pages_carry_the_same_citation(item):
    assert f"rft.creator={RSO.replace(' ', '+')}" in coins(item)
    tags = highwire_tags(item, files=["https://portal.example/a.pdf"])
    assert ("citation_publication_date", "2014/08/06") in tags
    assert ("citation_pdf_url", "https://portal.example/a.pdf") in tags
    assert schema_org(item, ADDRESS)["author"][0] == {
        "@type": "Organization",
        "name": RSO,
    }


@pytest.mark.parametrize("title", ["One { alone", "} back {", "a }{ b {}"])
def test_a_brace_without_its_like_ends_no_entry(item, title):
    text = FORMATS["bib"].write([item | {"title": title}, item | {"id": "next"}])

    first, second = bibtexparser.parse_string(text).entries
    assert r"\textbraceleft{}" in first["title"]
    assert second["year"] == "2014"


def test_a_family_name_with_and_in_it_stays_one_author(item):
    author = [{"family": "Smith and Jones", "given": "Ann"}]

    text = FORMATS["bib"].write([item | {"author": author}])

    assert "author = {{Smith and Jones, Ann}}" in text
