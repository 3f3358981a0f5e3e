"""What a first visit costs, and what is left of it without a connection."""

import pytest

from tests.shipped_pages import PATHS

MOST_BYTES = 60 * 1024
MOST_REQUESTS = 8


@pytest.mark.parametrize("path", PATHS)
def test_a_first_visit_is_light_and_asks_nobody_else(context, site, path):
    page = context.new_page()
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))

    page.goto(f"/en/{path}", wait_until="networkidle")

    sizes = {request.url: request.sizes() for request in requests}
    weight = sum(s["responseBodySize"] for s in sizes.values())
    assert [url for url in sizes if not url.startswith(site.url)] == []
    assert weight <= MOST_BYTES, sizes
    assert len(requests) <= MOST_REQUESTS, list(sizes)


@pytest.fixture
def visited(context):
    """A page whose worker is at work, after a visit to two pages."""
    page = context.new_page()
    page.goto("/en/about/", wait_until="networkidle")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.goto("/en/history/")
    page.goto("/en/about/")
    return page


def kept_by(page):
    """The addresses of the pages the browser has kept."""
    return page.evaluate(
        "caches.open('pages').then(c => c.keys()).then(k => k.map(r => r.url))"
    )


def test_a_visited_page_can_be_read_without_a_connection(visited, context):
    context.set_offline(True)

    visited.goto("/en/history/")

    assert visited.title().startswith("History")
    assert visited.locator("[data-offline]").is_visible()
    background = "getComputedStyle(document.body).backgroundColor"
    assert visited.evaluate(background) != "rgba(0, 0, 0, 0)"


def test_a_page_never_visited_says_so_in_the_language_of_its_address(visited, context):
    context.set_offline(True)

    visited.goto("/id/members/")

    assert visited.locator("html").get_attribute("lang") == "id"
    assert visited.locator("h1").count() == 1
    assert "/id/" in visited.locator("main a").first.get_attribute("href")


def test_a_page_from_the_network_comes_before_the_kept_one(visited, site):
    site.run(
        "from apps.members.models import Member;"
        "m = Member.objects.get(slug='fiji'); m.summary = 'First words.'; m.save()"
    )
    visited.goto("/en/members/fiji/")
    site.run(
        "from apps.members.models import Member;"
        "m = Member.objects.get(slug='fiji'); m.summary = 'Second words.'; m.save()"
    )

    visited.goto("/en/members/fiji/")

    assert "Second words." in visited.inner_text("main")


def test_a_page_of_staff_is_not_kept(visited, context):
    visited.goto("/admin/login/")

    kept = kept_by(visited)
    assert any(url.endswith("/en/about/") for url in kept)
    assert not any("/admin/" in url for url in kept)


def test_what_is_public_no_longer_is_kept_no_longer(visited, site):
    became = (
        "from apps.members.models import Member;"
        "m = Member.objects.get(slug='fiji'); m.status = '{}'; m.save()"
    )
    visited.goto("/en/members/fiji/")
    assert any("fiji" in url for url in kept_by(visited))
    site.run(became.format("draft"))
    try:
        visited.goto("/en/members/fiji/")
        assert not any("fiji" in url for url in kept_by(visited))
    finally:
        site.run(became.format("published"))
