"""A reader presses the numbers beside a statement, and sees what stands behind it."""

import pytest

BODY = "/en/groups/ad-hoc-group/"
SEAT = "seat-australia-co-chair"


def test_a_keyboard_opens_a_card_reads_on_in_it_and_comes_back(page):
    page.goto(BODY)
    mark, card = page.locator(f"#{SEAT} .source-mark"), page.locator(f"#about-{SEAT}")
    assert not card.is_visible()

    mark.focus()
    page.keyboard.press("Enter")
    assert card.is_visible()
    assert "Australia, Co-chair" in card.inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.statement-card')")
    page.keyboard.press("Escape")

    assert not card.is_visible()
    assert page.evaluate("document.activeElement.className") == "source-mark"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["mandate", SEAT])
def test_a_card_fits_and_leaves_its_mark_to_be_seen(chromium, site, width, name):
    context = chromium.new_context(
        base_url=site.url,
        viewport={"width": width, "height": 740},
        java_script_enabled=False,
    )
    page = context.new_page()
    page.goto(BODY)
    mark, card = page.locator(f"#{name} .source-mark"), page.locator(f"#about-{name}")

    mark.click()
    pressed, opened = mark.bounding_box(), card.bounding_box()

    assert opened["x"] >= 0
    assert opened["x"] + opened["width"] <= width
    assert opened["y"] >= 0
    assert opened["y"] + opened["height"] <= 740
    above = opened["y"] + opened["height"] <= pressed["y"] + 1
    below = opened["y"] >= pressed["y"] + pressed["height"] - 1
    assert above or below
    context.close()


def test_a_card_leads_to_the_note_of_a_source_and_that_back_to_the_text(page):
    page.goto(BODY)
    page.locator("#mandate .source-mark").click()

    page.locator("#about-mandate a[href='#source-1']").click()
    note = page.locator("#source-1")
    assert note.is_visible()  # the list was folded
    note.get_by_role("link", name="Mandate").click()

    assert page.url.endswith("#mandate")


def test_the_address_of_a_statement_is_copied_with_its_link(chromium, site):
    context = chromium.new_context(
        base_url=site.url, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(BODY)
    page.locator("#mandate .source-mark").click()

    page.locator("#about-mandate a[data-copy-address]").click()
    page.get_by_role("link", name="Copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{site.url}{BODY}#mandate"
    context.close()


def test_on_paper_the_sources_are_open(page):
    page.goto(BODY)
    assert not page.locator("#source-1").is_visible()

    page.emulate_media(media="print")

    assert page.locator("#source-1").is_visible()
    assert not page.locator("#about-mandate").is_visible()
