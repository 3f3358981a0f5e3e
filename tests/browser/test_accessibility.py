"""Every template for everybody: no violation that axe knows, in any way of looking."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.shipped_pages import PATHS

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],  # what passes is not worth its time
}
CONTRAST = RULES | {"runOnly": ["color-contrast"]}
STATES = [
    "members/?as_of=yesterday",
    "search/?q=nothinglikethis",
    "publications/?page=2",
    "members/indonesa/",
]
# What is drawn too small for a finger: the height of each control in pixels, but for those
# that stand in a line of text.
SMALL = """() => [...document.querySelectorAll(
    "button:not(.term, .source-mark, .no-source), input:not([type=hidden]), select, summary, nav a, .chip"
  )].map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 43.5)"""
WIDER = "document.documentElement.scrollWidth > innerWidth"
SETTLED = """
async () => {
  await Promise.allSettled(document.getAnimations().map((each) => each.finished));
}
"""


def violations(page, rules=RULES):
    # Colours that fade, as those of links do for staff, are looked at when they stay.
    page.evaluate(SETTLED)
    found = Axe().run(page, options=rules).response["violations"]
    return [(v["id"], node["html"][:120]) for v in found for node in v["nodes"]]


@pytest.fixture
def anyone(chromium, site):
    """Make a page for somebody with needs of their own: settings of the browser."""
    contexts = []

    def make(**settings):
        contexts.append(chromium.new_context(base_url=site.url, **settings))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PATHS + STATES)
def test_a_page_suits_light_dark_forced_colours_and_large_text(anyone, path):
    # The policy of the portal would refuse the style with which the text grows.
    page = anyone(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page.goto(f"/en/{path}")

    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == []
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert violations(page, CONTRAST) == []
    page.emulate_media(forced_colors="none")
    page.add_style_tag(content="html { font-size: 200% }")
    assert not page.evaluate(WIDER)


@pytest.mark.parametrize("path", PATHS + STATES)
def test_a_page_fits_a_narrow_screen_and_a_finger(anyone, path):
    page = anyone(viewport={"width": 320, "height": 640})
    page.goto(f"/id/{path}")

    assert violations(page) == []
    assert not page.evaluate(WIDER)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("path", ["", "manual/", "members/member/"])
def test_a_page_of_staff_suits_them_too(as_somebody, path):
    page = as_somebody("publisher")
    page.goto(f"/admin/{path}")

    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, CONTRAST) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.evaluate(WIDER)


def focused(page):
    return page.evaluate(
        "[document.activeElement.tagName, document.activeElement.textContent.trim()]"
    )


def test_a_keyboard_skips_the_menu_searches_and_pages(page):
    page.goto("/en/publications/")

    page.keyboard.press("Tab")
    assert focused(page) == ["A", "Skip to main content"]
    assert page.locator(".skip-link").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.locator(".masthead input[name=q]").focus()
    page.keyboard.type("smuggling")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=smuggling")

    page.get_by_role("link", name="Next").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")


def test_a_keyboard_opens_the_menu_of_a_narrow_screen(anyone):
    page = anyone(viewport={"width": 360, "height": 640})
    page.goto("/en/")
    members = page.locator(".menu").get_by_role("link", name="Members")
    assert not members.is_visible()

    page.locator(".masthead__toggle summary").focus()
    page.keyboard.press("Enter")
    members.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/members/")


def test_a_keyboard_narrows_a_list(page):
    page.goto("/en/sources/")

    page.get_by_label("Kind").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    assert focused(page)[0] in ("BUTTON", "INPUT")
    page.locator("main form button[type=submit]").first.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**kind=other**")
    assert page.locator(".count__active a").count() == 1


@pytest.mark.parametrize("path", ["members/", "groups/disruption-working-group/"])
def test_a_keyboard_goes_back_in_time(page, path):
    page.goto(f"/en/{path}")
    slider = page.get_by_label("At the end of a year")

    slider.focus()
    page.keyboard.press("Home")
    for _year in range(13):
        page.keyboard.press("ArrowRight")
    assert page.locator("output[for=as-of-year]").inner_text() == "2015"
    page.keyboard.press("Tab")
    assert focused(page) == ["BUTTON", "Show the year"]
    page.keyboard.press("Enter")

    page.wait_for_url("**as_of=2015-12-31**")
    assert page.get_by_role("heading", name="As of 31 December 2015").is_visible()


def test_a_keyboard_hears_what_a_term_means_and_goes_on(page):
    page.goto("/en/history/")
    term = page.locator(".term").first
    note = page.locator(f"#{term.get_attribute('popovertarget')}")
    assert not note.is_visible()

    term.focus()
    page.keyboard.press("Enter")
    assert note.is_visible()
    page.keyboard.press("Escape")

    assert not note.is_visible()
    assert page.evaluate("document.activeElement.className") == "term"


def test_a_note_leads_to_the_sources_and_back(page):
    page.goto("/en/history/")

    page.locator("#mark-1").focus()
    page.keyboard.press("Enter")
    page.locator("#note-1").get_by_text("Back to the text").focus()
    page.keyboard.press("Enter")

    assert page.url.endswith("#mark-1")


def test_nothing_moves_for_whoever_asked_for_less_motion(anyone):
    page = anyone(reduced_motion="reduce")
    page.goto("/en/")

    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((e) => {
          const style = getComputedStyle(e);
          return style.scrollBehavior === "smooth" || style.animationName !== "none"
            || style.transitionDuration.split(", ").some((t) => parseFloat(t) > 0);
        }).map((e) => e.tagName)"""
    )
    assert moving == []


def test_everything_can_be_done_without_scripts(anyone):
    page = anyone(java_script_enabled=False)

    page.goto("/en/")
    page.locator(".hero input[name=q]").fill("bali declaration")
    page.locator(".hero button").click()
    page.get_by_role("link", name="Bali Declaration").first.click()
    page.get_by_role("link", name="Bahasa Indonesia").click()

    assert "/id/" in page.url
    assert page.locator("html").get_attribute("lang") == "id"
