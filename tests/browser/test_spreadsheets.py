"""A spreadsheet on its way: out, edited, refused, mended, brought in, undone."""

import csv
from urllib.request import urlopen

from tests.browser import test_staff

account = test_staff.account

LIST = "/admin/publications/publication/"
SLUG = "bali-declaration-2016"


def edit(path, **cells):
    """Open the file, type into the row of one publication, save it."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["slug"] == SLUG:
            row |= cells
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def bring_in(page, path):
    page.goto(LIST)
    page.get_by_role("link", name="Bring in a spreadsheet").click()
    page.get_by_label("File").set_input_files(path)
    page.get_by_label("Change note").fill("The place of publication was missing.")
    page.get_by_role("button", name="See what it would do").click()


def public_page(site):
    """What anybody is shown of the publication."""
    with urlopen(f"{site.url}/en/publications/{SLUG}/") as response:
        return response.read().decode()


def test_a_list_goes_out_comes_back_and_is_undone(
    site,
    page,
    account,
    tmp_path,
):
    path = tmp_path / "publications.csv"
    test_staff.sign_in(page, account)
    page.goto(LIST)
    with page.expect_download() as download:
        page.get_by_role("link", name="Take out as CSV").click()
    download.value.save_as(path)

    edit(path, publisher="Printers of Denpasar", issued="23rd of March")
    bring_in(page, path)
    row = page.locator(".import-row--error")
    assert "is not a date the record can keep" in row.inner_text()
    assert page.get_by_role("button", name="Bring it in").count() == 0

    edit(path, issued="2016-03-23")
    bring_in(page, path)
    page.get_by_role("link", name="Changed 1").click()
    assert "Printers of Denpasar" in page.locator(".import-changes").inner_text()
    assert "Printers of Denpasar" not in public_page(site)
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("Brought in. It can be undone below.").wait_for()
    assert "Printers of Denpasar" in public_page(site)

    page.get_by_role("button", name="Undo the whole import").click()
    page.get_by_text("everything says again what it said before").wait_for()
    assert "Printers of Denpasar" not in public_page(site)
