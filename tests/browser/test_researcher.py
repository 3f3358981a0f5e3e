"""A PhD student's afternoon: what was said on maritime smuggling since 2015?"""

import csv
import io
import re

import bibtexparser
import pytest
import rispy

from tests.browser.viewing import page_shown
from tests.pdfs import pdf

ASKED = "maritime smuggling year:2015.."
DECLARATION = "bali-declaration-2016"
ABOUT = "Maritime smuggling in the Andaman Sea"


@pytest.fixture(scope="module", autouse=True)
def declaration(site, tmp_path_factory):
    """The file of a declaration whose seventh page is about it."""
    pages = [f"Paragraph {n} on cooperation" for n in range(1, 10)]
    pages[6] = ABOUT
    path = tmp_path_factory.mktemp("pdf") / "declaration.pdf"
    path.write_bytes(pdf(*pages))
    site.attach(DECLARATION, path)


def tab_to(page, selector):
    """Go by the keyboard to the first thing of a kind."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def search(page):
    """Ask the library by the keyboard alone."""
    page.goto("/en/publications/")
    tab_to(page, "main input[type=search]")
    page.keyboard.type(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/publications/?q=*")


def test_the_page_that_says_it_is_found_and_opened_by_the_keyboard(viewer):
    search(viewer)
    found = viewer.locator(".search-results > li").filter(has_text="Bali Declaration")
    marked = found.first.locator("mark").all_inner_texts()
    assert marked == ["Maritime", "smuggling"]
    tab_to(viewer, f'a[href="/files/{DECLARATION}/en.pdf#page=7"]')
    assert viewer.evaluate("document.activeElement.innerText") == "Open at page 7"

    viewer.keyboard.press("Enter")

    viewer.wait_for_url("**/en.pdf#page=7")
    assert page_shown(viewer, "7") == "7"


def test_the_same_page_is_read_as_text(page):
    search(page)
    tab_to(page, f'a[href$="/{DECLARATION}/files/en/text/#page-7"]')

    page.keyboard.press("Enter")

    page.wait_for_function(
        "() => document.querySelector('#page-7:target')"
        "?.getBoundingClientRect().top < innerHeight"
    )
    assert page.locator("#page-7 p").inner_text() == ABOUT


def test_papers_go_to_zotero_from_the_list(page):
    """As Zotero does it: by the unAPI server and the identifiers a page names."""
    search(page)
    server = page.locator("link[rel=unapi-server]").get_attribute("href")
    titles = page.locator(".search-results .record-card__link").all_inner_texts()[:4]
    identifiers = [
        mark.get_attribute("title") for mark in page.locator("abbr.unapi-id").all()[:4]
    ]

    references = []
    for identifier in identifiers:
        offered = page.request.get(server, params={"id": identifier})
        assert 'name="ris"' in offered.text()
        text = page.request.get(server, params={"id": identifier, "format": "ris"})
        references += rispy.loads(text.text())

    # A title that is the portal's own stands in brackets.
    taken = [reference["title"] for reference in references]
    assert [title.strip("[]") for title in taken] == titles
    assert any(title.startswith("[") for title in taken)
    assert any(reference.get("authors") for reference in references)
    assert {int(reference["year"]) >= 2015 for reference in references} == {True}


def test_one_of_them_goes_to_latex(page):
    search(page)
    tab_to(page, f'a[href$="/publications/{DECLARATION}/"]')
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="BibTeX")
    link.focus()

    with page.expect_download() as coming:
        page.keyboard.press("Enter")

    (entry,) = bibtexparser.parse_string(coming.value.path().read_text()).entries
    assert (
        entry["title"].replace("{", "").replace("}", "").startswith("Bali Declaration")
    )
    assert entry["year"] == "2016"


def test_the_list_is_taken_as_a_table(page):
    search(page)
    shown = page.locator(".search-results .record-card__link").all()
    slugs = [re.search("publications/(.+)/", a.get_attribute("href"))[1] for a in shown]
    link = page.get_by_role("link", name="CSV")
    link.focus()

    with page.expect_download() as coming:
        page.keyboard.press("Enter")

    text = coming.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["slug"] for row in rows][: len(slugs)] == slugs
    assert DECLARATION in slugs
    assert all(re.search(r"20(1[5-9]|2\d)", row["issued"]) for row in rows)
