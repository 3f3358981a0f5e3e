"""What a researcher does with a publication: open the right page, read, cite."""

import pytest

from tests.browser.viewing import page_shown
from tests.pdfs import pdf

GUIDE = "strategy-for-cooperation-2014"


@pytest.fixture(scope="module")
def attached(site, tmp_path_factory):
    """A file of thirty pages."""
    path = tmp_path_factory.mktemp("pdf") / "strategy.pdf"
    path.write_bytes(pdf(*(f"Page {n} of maritime smuggling" for n in range(1, 31))))
    site.attach(GUIDE, path)


def test_a_pdf_opens_at_the_page_asked_for(attached, viewer):
    viewer.goto(f"/files/{GUIDE}/en.pdf#page=12")

    assert page_shown(viewer, "12") == "12"


def test_a_reader_goes_from_the_text_to_the_same_page_of_the_file(attached, page):
    page.goto(f"/en/publications/{GUIDE}/")
    assert page.get_by_role("img", name="First page of").evaluate(
        "picture => picture.complete && picture.naturalWidth"
    )
    page.get_by_role("link", name="Read as text").click()

    link = page.locator("#page-12").get_by_role("link", name="in the PDF")
    assert link.get_attribute("href") == f"/files/{GUIDE}/en.pdf#page=12"


def test_a_reader_goes_to_a_page_of_a_long_text(attached, page):
    page.goto(f"/en/publications/{GUIDE}/files/en/text/")

    page.get_by_label("Go to page").fill("27")
    page.get_by_role("button", name="Go", exact=True).click()

    page.wait_for_url("**/text/?from=21#page-27")
    page.wait_for_function(
        "() => document.querySelector('#page-27:target')"
        "?.getBoundingClientRect().top < innerHeight"
    )
    page.get_by_role("link", name="Back to pages 1–20").first.click()
    assert page.locator("#page-20").count() == 1


def test_the_page_found_opens_under_the_mouse(attached, page):
    page.goto("/en/publications/?q=%22page+27+of+maritime%22")

    page.get_by_role("link", name="Read as text").click()

    page.wait_for_url("**/text/?from=21#page-27")


COPIED_HTML = """async () => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType("text/html")).text();
}"""


def test_a_citation_is_copied_with_its_italics_by_keyboard(context, page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/publications/{GUIDE}/")
    page.get_by_role("button", name="Copy APA").press("Enter")

    page.get_by_role("button", name="Copied APA").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation-1").inner_text()
    assert "(2014)." in copied
    assert "<i>Bali Process Strategy for Cooperation: " in page.evaluate(COPIED_HTML)
    assert page.get_by_role("button", name="Copy Chicago").is_visible()


def test_a_list_is_taken_away(page):
    page.goto("/en/publications/?q=smuggling")
    with page.expect_download() as coming:
        page.get_by_role("link", name="RIS").click()

    assert coming.value.suggested_filename == "publications.ris"
    assert coming.value.path().read_text().startswith("TY  - ")
