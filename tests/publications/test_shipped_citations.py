"""Every publication of the shipped record in every format, read back by others' software."""

import csv
import io
import json
import re

import bibtexparser
import pytest
import rispy

from apps.publications.citing import STYLES, csl_item, formatted
from apps.publications.citing.reference_formats import whole_name
from apps.publications.models import Publication

# What TeX writes signs with; undone, so that titles can be compared.
TEX = re.compile(r"\\text(backslash|ascii\w+)\{\}|\\([{}&%$#_])")


@pytest.fixture
def exported(portal, client, indexed):
    """The whole library in one format."""
    indexed()

    def export(ending):
        response = client.get(f"/en/publications/export.{ending}")
        return response.getvalue().decode("utf-8-sig")

    return export


def plain(tex):
    return TEX.sub(
        lambda found: found[2] or "", tex.removeprefix("{").removesuffix("}")
    )


def test_all_formats_parse_and_agree(exported):
    items = json.loads(exported("json"))
    references = rispy.loads(exported("ris"))
    library = bibtexparser.parse_string(exported("bib"))
    table = list(csv.DictReader(io.StringIO(exported("csv"))))

    assert library.failed_blocks == []
    assert len(items) == Publication.objects.public().count()
    assert (
        [item["id"] for item in items]
        == [reference["id"] for reference in references]
        == [entry.key for entry in library.entries]
        == [row["slug"] for row in table]
    )
    for item, reference, entry, row in zip(
        items, references, library.entries, table, strict=True
    ):
        fields = {field.key: field.value for field in entry.fields}
        authors = [whole_name(name) for name in item.get("author", [])]
        year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
        supplied = row["title_origin"] == "supplied"
        title = f"[{row['title']}]" if supplied else row["title"]
        assert item["title"] == reference["title"] == title
        assert item["title"] == plain(fields["title"])
        assert authors == reference.get("authors", [])
        assert "; ".join(authors) == row["authors"]
        assert " and ".join(authors) == " and ".join(
            plain(name) for name in fields.get("author", "").split(" and ") if name
        )
        assert year == reference.get("year", "") == fields.get("year", "")
        assert year == row["issued"][:4]
        assert item["URL"] == reference["urls"][0] == fields["url"]
        readable = row["original_url_leads_to"] in {"original", "copy"}
        assert item["URL"] == (row["original_url"] if readable else row["url"])
        assert item.get("custom", {}).get("edtf", "") == row["issued"]
        assert fields.get("date", row["issued"]) == row["issued"]
        sure = re.fullmatch(r"[\d-]*", row["issued"])
        assert ("notes" in reference) == (not sure)
        assert item.get("publisher", "") == reference.get("publisher", "")
        container = item.get("container-title", "")
        assert container == reference.get("secondary_title", "")
        assert (container or item.get("publisher", "")) == row["publisher"]


def test_every_style_can_cite_every_publication(portal):
    for publication in Publication.objects.public().with_references():
        item = csl_item(publication, f"https://portal.example/{publication.slug}/")
        citations = formatted(item)

        assert list(citations) == list(STYLES)
        for style, citation in citations.items():
            where = f"{style}: {citation}"
            text = re.sub(r"</?[ib]>", "", citation)
            assert "<" not in text, where
            assert item["URL"].replace("&", "&amp;") in text, where
            title = item["title"].replace("&", "&amp;").removesuffix(".")
            if title not in item.get("publisher", ""):
                assert text.count(title) == 1, where
            paper = item.get("container-title")
            if paper and paper not in title:
                assert text.replace(item["URL"], "").count(paper) == 1, where
            for name in item.get("author", [])[:1]:
                assert (name.get("literal") or name["family"]) in text, where
            assert not re.search(r"Edition|Retrieved|cited|None|\(\)|\. \.", text), (
                where
            )
