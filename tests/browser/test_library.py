"""What a researcher does with a publication: open the right page, read, cite."""

import time
from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.pdfs import pdf

GUIDE = "strategy-for-cooperation-2014"
ATTACH = """
import io
from apps.publications.filing import attach
from apps.publications.models import Publication
guide = Publication.objects.get(slug="{slug}")
attach(guide, open("{path}", "rb"), name="en", language="en")
"""
# The number in the toolbar of Chromium's own viewer.
PAGE_SHOWN = """() => document.querySelector("pdf-viewer")
  .shadowRoot.querySelector("viewer-toolbar")
  .shadowRoot.querySelector("viewer-page-selector")
  .shadowRoot.querySelector("input").value"""


@pytest.fixture(scope="module")
def attached(site, tmp_path_factory):
    """A file of thirty pages, read by the process that attaching starts."""
    path = tmp_path_factory.mktemp("pdf") / "strategy.pdf"
    path.write_bytes(pdf(*(f"Page {n} of maritime smuggling" for n in range(1, 31))))
    site.run(ATTACH.format(slug=GUIDE, path=path))
    state = "from apps.publications.models import PublicationFile as F; print(F.objects.get().state)"
    for _attempt in range(30):
        if site.run(state).strip() == "ready":
            return
        time.sleep(1)
    raise AssertionError("the file was not read")


@pytest.fixture
def viewer(chromium, chromium_path, site):
    """A Chromium with its PDF viewer, which one without a window has not."""
    browser = chromium.browser_type.launch(
        executable_path=chromium_path,
        args=["--no-sandbox", "--headless=new"],
        ignore_default_args=[
            "--headless",
            "--disable-extensions",
            "--disable-component-extensions-with-background-pages",
        ],
    )
    yield browser.new_context(base_url=site.url).new_page()
    browser.close()


def page_shown(page):
    """The page that the viewer stands at; none while it is still coming up."""
    for frame in page.frames:
        if frame.url.startswith("chrome-extension:"):
            with suppress(Error):
                return frame.evaluate(PAGE_SHOWN)
    return None


def test_a_pdf_opens_at_the_page_asked_for(attached, viewer):
    viewer.goto(f"/files/{GUIDE}/en.pdf#page=12")

    for _attempt in range(100):
        if page_shown(viewer) == "12":
            break
        viewer.wait_for_timeout(200)
    assert page_shown(viewer) == "12"


def test_a_reader_goes_from_the_text_to_the_same_page_of_the_file(attached, page):
    page.goto(f"/en/publications/{GUIDE}/")
    assert page.get_by_role("img", name="First page of").evaluate(
        "picture => picture.complete && picture.naturalWidth"
    )
    page.get_by_role("link", name="Read as text").click()

    link = page.locator("#page-12").get_by_role("link", name="in the PDF")
    assert link.get_attribute("href") == f"/files/{GUIDE}/en.pdf#page=12"


def test_a_citation_is_copied(context, page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/publications/{GUIDE}/")
    page.get_by_role("button", name="Copy APA").click()

    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation-1").inner_text()
    assert "(2014)." in copied


def test_a_list_is_taken_away(page):
    page.goto("/en/publications/?q=smuggling")
    with page.expect_download() as coming:
        page.get_by_role("link", name="RIS").click()

    assert coming.value.suggested_filename == "publications.ris"
    assert coming.value.path().read_text().startswith("TY  - ")
