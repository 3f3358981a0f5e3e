"""Who has never heard of the Bali Process finds out within three clicks from home."""

import pytest


@pytest.fixture
def home(page):
    page.goto("/en/")
    return page


def follow(page, name, *, within="main"):
    page.get_by_role(within).get_by_role("link", name=name).first.click()


def test_who_was_a_member_on_a_day(home):
    follow(home, "Who takes part today")
    home.get_by_label("On a day").fill("2016-03-23")
    home.get_by_role("button", name="Show", exact=True).first.click()

    register = home.get_by_role("table", name="The register on 23 March 2016")
    assert "Indonesia" in register.inner_text()


def test_who_chairs_a_working_group_today(home):
    follow(home, "bodies and mechanisms")
    follow(home, "Working Group on the Disruption")

    seats = home.get_by_role("table").filter(has_text="Co-chair").first.inner_text()
    assert "Indonesia" not in seats
    assert "New Zealand" in seats


def test_where_the_dates_of_a_conference_come_from(home):
    follow(home, "ministerial conferences")
    follow(home, "Fourth Regional Ministerial Conference")

    evidence = home.locator(".record__evidence").inner_text()
    assert "Sources disagree: Dates" in evidence
    assert "29-30 March 2011" in evidence
    home.locator(".record__evidence a[href*='/en/sources/']").first.click()
    assert "/en/sources/" in home.url


def test_what_an_office_did_in_a_year(home):
    follow(home, "A group and an office")

    figures = home.get_by_role("table").filter(has_text="Practitioners trained")
    assert "2023" in figures.inner_text()
