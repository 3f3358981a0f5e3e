"""A spreadsheet on its way: out, edited, refused, mended, imported, undone."""

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
        writer = csv.DictWriter(file, list(dict.fromkeys([*rows[0], *cells])))
        writer.writeheader()
        writer.writerows(rows)


def bring_in(page, path):
    page.goto(LIST)
    page.get_by_role("link", name="Import a spreadsheet").click()
    page.get_by_label("File").set_input_files(path)
    page.get_by_label("Change note").fill("The place of publication was missing.")
    page.get_by_role("button", name="Preview").click()


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
        page.get_by_role("link", name="Export as CSV").click()
    download.value.save_as(path)

    edit(
        path,
        publisher="Printers of Denpasar",
        issued="23rd of March",
        source="003",
    )
    bring_in(page, path)
    row = page.locator(".import-row--error")
    assert "is not a valid date" in row.inner_text()
    assert page.get_by_role("button", name="Import these rows").count() == 0

    edit(path, issued="2016-03-23")
    bring_in(page, path)
    page.get_by_role("link", name="Changed 1", exact=True).click()
    assert "Printers of Denpasar" in page.locator(".import-changes").inner_text()
    assert "Printers of Denpasar" not in public_page(site)
    page.get_by_role("button", name="Import these rows").click()
    page.get_by_text("Imported. The import can be undone below.").wait_for()
    assert "Printers of Denpasar" in public_page(site)

    page.get_by_role("button", name="Undo the whole import").click()
    page.get_by_text("all records are as they were before the import").wait_for()
    assert "Printers of Denpasar" not in public_page(site)
