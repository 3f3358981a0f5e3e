"""Searching as readers do: with what the page suggests, on a phone, without scripts."""

import pytest


@pytest.fixture
def phone(chromium, site):
    """A tab of a phone on which no script runs."""
    context = chromium.new_context(
        base_url=site.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    yield context.new_page()
    context.close()


def offered(page):
    """What is suggested, once anything is: (title, kind) of each."""
    page.locator("[role=option]").first.wait_for()
    return [
        (option.evaluate("o => o.firstChild.data"), option.locator("span").inner_text())
        for option in page.locator("[role=option]").all()
    ]


def test_every_page_suggests_once_somebody_searches(page):
    scripts = []
    page.on("request", lambda request: scripts.append(request.url))
    page.goto("/id/members/", wait_until="networkidle")
    field = page.get_by_role("banner").get_by_placeholder("Cari dalam catatan")
    assert not any("suggest" in url for url in scripts)

    field.fill("konferensi tingkat menteri")

    assert offered(page)[0] == ("Konferensi Tingkat Menteri", "Badan")
    said = page.get_by_role("banner").get_by_role("status")
    assert said.inner_text() == "8 saran"
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/id/groups/ministerial-conference/")


def test_the_library_suggests_what_it_holds(page):
    page.goto("/en/publications/")

    page.locator("#find-q").fill("traffick")

    assert {kind for _title, kind in offered(page)} == {"Publication", "Topic"}


def test_on_a_phone_a_chosen_filter_leaves_the_results_in_sight(phone):
    phone.goto("/en/publications/?topic=victim-protection")

    assert not phone.locator(".facets").is_visible()
    assert phone.locator(".search-results > li").first.bounding_box()["y"] < 844
    phone.get_by_role("list", name="Filters in use").get_by_role("link").click()
    assert phone.url.endswith("/en/publications/?")


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_example_of_how_to_ask_finds_something(page, language):
    page.goto(f"/{language}/search/")
    addresses = [
        link.get_attribute("href") for link in page.locator(".search-help a").all()
    ]

    assert len(addresses) == 8
    for address in addresses:
        page.goto(address)
        assert page.locator(".search-results").get_attribute("start") == "1", address
