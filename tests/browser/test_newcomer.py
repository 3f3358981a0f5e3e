"""Who has never heard of the Bali Process finds out within three clicks from home."""

import pytest

CLICKS = 3


class Newcomer:
    """Somebody on the home page, with three clicks to spend."""

    def __init__(self, page):
        self.page = page
        self.left = CLICKS

    def click(self, target):
        assert self.left, "this takes more than three clicks"
        self.left -= 1
        target.click()
        self.page.wait_for_load_state()

    def follow(self, name, *, within="main"):
        self.click(self.page.get_by_role(within).get_by_role("link", name=name).first)


@pytest.fixture(params=[1280, 360], ids=["computer", "phone"])
def newcomer(page, request):
    page.set_viewport_size({"width": request.param, "height": 800})
    page.goto("/en/")
    return Newcomer(page)


def test_who_was_a_member_on_a_day(newcomer):
    page = newcomer.page
    newcomer.follow("Who takes part today")
    day = page.get_by_label("On a day")
    if not day.is_visible():
        newcomer.click(page.get_by_text("An exact day, or two to compare"))
    day.fill("2016-03-23")
    form = page.locator("form").filter(has=day)
    newcomer.click(form.get_by_role("button", name="Show", exact=True))

    register = page.get_by_role("table", name="The register on 23 March 2016")
    rows = dict(
        row.inner_text().split("\t")[:2] for row in register.locator("tbody tr").all()
    )
    assert rows["Indonesia"].startswith("Member")
    assert rows["International Labour Organization"].startswith("Observer")


def test_who_chairs_a_working_group_today(newcomer):
    newcomer.follow("bodies and mechanisms")
    newcomer.follow("Working Group on the Disruption")

    seats = newcomer.page.get_by_role("table", name="Who has led it").locator(
        "tbody tr"
    )
    today = [row.inner_text() for row in seats.all() if "Presumed" in row.inner_text()]
    assert [seat.split("\t")[0] for seat in today] == ["New Zealand", "Viet Nam"]


def test_where_the_dates_of_a_conference_come_from(newcomer):
    newcomer.follow("ministerial conferences")
    newcomer.follow("Fourth Regional Ministerial Conference")

    dispute = newcomer.page.locator(".evidence__doubt").filter(has_text="Dates")
    assert "Sources disagree: Dates" in dispute.inner_text()
    assert "29-30 March 2011" in dispute.inner_text()
    newcomer.click(dispute.get_by_role("link").first)
    assert "29-30 March 2011" in newcomer.page.get_by_role("main").inner_text()


def test_what_an_office_did_in_a_year(newcomer):
    newcomer.follow("A group and an office")

    figure = newcomer.page.get_by_role("row").filter(has_text="Practitioners trained")
    number, *_words, year = figure.inner_text().split("\t")
    assert (number, year) == ("348", "2023")
