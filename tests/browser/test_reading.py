"""A reader's first minutes: pages load whole, with nobody else's help, and answer fast."""

import pytest

PAGES = [
    "/en/",
    "/en/members/",
    "/en/members/indonesia/",
    "/en/conferences/",
    "/en/conferences/ministerial-conference-4/",
    "/en/groups/regional-support-office/",
    "/en/timeline/",
    "/en/publications/",
    "/en/sources/disagreements/",
    "/id/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_whole_from_this_portal_alone(page, site, address):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))

    answer = page.goto(address)

    assert answer.status == 200
    assert failed == []
    assert [url for url in fetched if not url.startswith((site.url, "data:"))] == []
    assert len(fetched) <= 8
    assert page.locator("h1").count() == 1


def test_a_reader_goes_from_home_to_a_member_and_its_sources(page):
    page.goto("/en/")
    page.get_by_role("navigation").get_by_role("link", name="Members").first.click()
    page.get_by_role("main").get_by_role(
        "link", name="Indonesia", exact=True
    ).last.click()

    assert page.locator("h1").inner_text() == "Indonesia"
    assert page.get_by_role("main").locator("a[href*='/en/sources/']").count() > 0


def test_the_register_answers_for_any_day_without_script(chromium, site):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()

    page.goto("/en/members/?as_of=2016-03-23")

    assert page.locator("h1").count() == 1
    assert "23 March 2016" in page.get_by_role("main").inner_text()
    context.close()
