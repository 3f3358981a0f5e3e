"""What a workbook shows is what is read; what it does not show is refused, or told."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.core.management import call_command
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from apps.publications.models import Publication
from apps.spreadsheets.models import Import, ImportedRow
from tests import factories
from tests.spreadsheets.uploads import as_xlsx, brought_in, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    return openpyxl.Workbook()


@pytest.fixture
def sheet(book):
    book.active.append(["slug", "title", "issued"])
    return book.active


def saved(book, **replaced):
    """A workbook as bytes, with something replaced in its styles or its sheet."""
    file, out = io.BytesIO(), io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry)
            for part, (before, after) in replaced.items():
                if entry.filename.endswith(f"{part}.xml"):
                    assert before in content
                    content = content.replace(before, after)
            new.writestr(entry.filename, content)
    return out.getvalue()


def sent(client, content):
    return send(client, Publication, content, name="list.xlsx")


def problems():
    """What is wrong, by cell."""
    rows = ImportedRow.objects.values_list("problems", flat=True)
    return {cell: message for row in rows for _name, cell, message in row}


def read(client, sheet, column, values):
    """What becomes of each (value, number format) in a column: its text, or the first
    sentence on what is wrong."""
    for number, (value, shape) in enumerate(values, start=2):
        sheet.append([f"p{number}", "Title", None])
        cell = sheet[f"{column}{number}"]
        cell.value, cell.number_format = value, shape
    sent(client, saved(sheet.parent))
    name = {"B": "title", "C": "issued"}[column]
    found = []
    for row in ImportedRow.objects.order_by("number"):
        if row.problems:
            ((_name, cell, message),) = row.problems
            assert cell == f"{column}{row.number}"
            found.append(message.split(". ")[0])
        else:
            found.append(row.changes[name][1])
    return found


def test_a_merged_cell_is_refused_where_it_shows_another(admin_client, sheet, book):
    for slug in "abcd":
        factories.PublicationFactory(slug=slug, title="Title", issued="2017-10")
        sheet.append([slug, "Title", "2017-10"])
    sheet.merge_cells("C2:C3")
    sheet.merge_cells("B5:C5")
    # Two rows that are one record lose nothing.
    sheet.append(["e", "Title", "2017-10"])
    for column in "ABC":
        sheet.merge_cells(f"{column}6:{column}7")

    page = sent(admin_client, saved(book))

    message = "This cell is merged with {}. Unmerge them, and fill in each."
    assert problems() == {"C3": message.format("C2"), "C5": message.format("B5")}
    assert "<strong>C3</strong>" in page.text
    assert "Import these rows" not in page.text
    assert list(ImportedRow.objects.values_list("number", "verdict")) == [
        (2, "unchanged"),
        (3, "error"),
        (4, "unchanged"),
        (5, "error"),
        (6, "new"),
    ]


def test_merged_names_of_columns_are_refused(admin_client, sheet, book):
    sheet.append(["a", "Title", "2017"])
    sheet.merge_cells("A1:B1")

    page = sent(admin_client, saved(book))

    (error,) = page.context["form"].errors["file"]
    assert error.startswith("The cells A1 and B1 are merged.")


def test_what_is_hidden_is_not_read_and_the_preview_says_so(admin_client, sheet, book):
    for number in range(2, 12):
        factories.PublicationFactory(slug=f"p{number}", title="Old", issued="2014")
        sheet.append([f"p{number}", "New", "2015"])
    sheet.auto_filter.ref = "A1:C11"
    for number in [3, 5, 6, 7]:
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Notes")
    book.create_sheet("Old list", 0).sheet_state = "hidden"
    flat = (b'<row r="9"', b'<row r="9" ht="0" customHeight="1"')

    page = sent(admin_client, saved(book, sheet2=flat))

    for note in [
        "Rows 3, 5–7, 9 are hidden or filtered out, and were not read.",
        "Column C (“issued”) is hidden, and was not read",
        "The worksheet “Notes” was not read, only the first one.",
        "The worksheet “Old list” is hidden, and was not read.",
    ]:
        assert note in page.text
    rows = ImportedRow.objects.values_list("number", "changes")
    assert list(rows) == [
        (number, {"title": ["Old", "New"]}) for number in [2, 4, 8, 10, 11]
    ]


def test_a_column_that_is_missing_because_it_is_hidden_is_said_to_be(
    admin_client, sheet, book
):
    sheet.append(["a", "Title", "2017"])
    sheet.column_dimensions["A"].hidden = True

    page = sent(admin_client, saved(book))

    (error,) = page.context["form"].errors["file"]
    assert "The column “slug” is missing." in error
    assert "Column A (“slug”) is hidden" in error


def test_the_command_tells_what_it_did_not_read(sheet, book, tmp_path, capsys):
    sheet.append(["a", "Title", "2017"])
    sheet.append(["b", "Title", "2017"])
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "list.xlsx"
    path.write_bytes(saved(book))

    call_command("import_publications", path)

    said = capsys.readouterr().out
    assert "Row 3 is hidden or filtered out, and was not read." in said
    assert "created 1, updated 0, unchanged 0, errors 0" in said


OTHER = "The number format “{}” makes this cell show something other than it holds"
LONG = "This number is too long for a cell to show all its digits"
ACCOUNTS = r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)'
TEXTS = [
    (2017, "General", "2017"),
    (0.1 + 0.2, "General", "0.3"),
    (1234, "#,##0", "1234"),
    (5, "0.00", "5"),
    (-5, "#,##0.0", "-5"),
    (7, "000", "007"),
    (1234.5, ACCOUNTS, "1234.5"),
    (1234.5, "#,##0.##", "1234.5"),
    ("A – text", ACCOUNTS, "A – text"),
    (True, "General", "true"),
    (9_789_241_234_567, "0", "9789241234567"),
    (9_789_241_234_567, "General", LONG),
    (12_345_678_901_234_567, "0", LONG),
    (1e-9, "General", LONG),
    (3.14159, "0.00", "This cell holds 3.14159, but shows it rounded"),
    (0.05, "0%", OTHER),
    (1234, '"$"#,##0', OTHER),
    (-1234, ACCOUNTS, OTHER),
    (-5, "0;0", OTHER),
    (0.5, "# ?/?", OTHER),
    (1234, "0.00E+00", OTHER),
    (12, '"No."0', OTHER),
    (12, ";;;", OTHER),
    ("text", ";;;", OTHER),
    ("text", '"not "@', OTHER),
    ("#N/A", "General", "This cell holds an error: #N/A"),
    ("=B2", "General", "This cell holds a formula"),
    (dt.time(14, 30), "h:mm", "This cell holds a time without a day"),
    (dt.timedelta(hours=30), "[h]:mm", "This cell holds a time without a day"),
    ("A_x000D_\nB_x000D_C_x000B_D", "General", "A B C D"),
    ("_xD83D__xDEA4_", "General", "\N{SPEEDBOAT}"),
    ("A_x0007_B", "General", "There is a character that cannot be printed: U+0007."),
]


def test_a_cell_is_read_as_it_is_shown_or_refused(admin_client, sheet):
    found = read(admin_client, sheet, "B", [case[:2] for case in TEXTS])

    assert found == [text.format(shape) for _value, shape, text in TEXTS]


DAY = dt.datetime(2017, 10, 5)
HOUR = dt.datetime(2017, 10, 5, 14, 30)
LESS = "This cell holds 2017-10-05, but shows only part of it"
DATES = [
    (DAY, "yyyy-mm-dd", "2017-10-05"),
    (DAY, "dddd, mmmm d, yyyy", "2017-10-05"),
    (DAY, "[$-107041E]d mmmm yyyy;@", "2017-10-05"),
    (DAY, "d mmm bbbb", "2017-10-05"),
    (DAY, "yyyy-mm-dd hh:mm", "2017-10-05"),
    (HOUR, "yyyy-mm-dd", "2017-10-05"),
    (HOUR, "d/m/yyyy h:mm", "“2017-10-05 14:30:00” is not a valid date"),
    (DAY, "mmm-yy", "2017-10"),
    (DAY, '"in" yyyy', "2017"),
    (DAY, "d-mmm", LESS),
    (DAY, "dddd", LESS),
    (DAY, "d. yyyy", LESS),
    (HOUR, "hh:mm", LESS),
]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_a_date_says_no_more_than_its_cell_shows(admin_client, sheet, epoch):
    sheet.parent.epoch = epoch or sheet.parent.epoch

    found = read(admin_client, sheet, "C", [case[:2] for case in DATES])

    assert found == [text for _value, _shape, text in DATES]


def test_the_format_of_all_cells_counts(admin_client, sheet, book):
    sheet.append(["a", "Title", 43_013])
    months = (
        b'<cellXfs count="1"><xf numFmtId="0"',
        b'<cellXfs count="1"><xf numFmtId="17"',
    )

    sent(admin_client, saved(book, styles=months))

    assert ImportedRow.objects.get().changes["issued"] == ["", "2017-10"]


def test_a_format_whose_meaning_depends_on_the_country_is_refused(
    admin_client, sheet, book
):
    sheet.append(["a", "Title", DAY])
    sheet["C2"].number_format = "mm-dd-yy"
    thai = (b'numFmtId="14"', b'numFmtId="71"')

    sent(admin_client, saved(book, styles=thai))

    assert problems()["C2"].startswith("The number format “?” makes")


def test_line_breaks_of_a_workbook_are_line_breaks(admin_client):
    content = as_xlsx(
        [["slug", "title", "abstract"], ["a", "Title", "One_x000D_\nTwo_x000B_Three"]]
    )

    brought_in(admin_client, Publication, content, name="a.xlsx")

    assert Publication.objects.get().abstract == "One\nTwo\nThree"


SPACE, MARK, BOM = "\u200b", "\u200e", "\ufeff"


@pytest.mark.parametrize(
    ("content", "cell", "name"),
    [
        (f"slug,title\na{SPACE}b,T\n", "A2", "U+200B ZERO WIDTH SPACE"),
        (f"slug,title,topics\na,T,{MARK}trafficking\n", "C2", "U+200E LEFT-TO-RIGHT"),
        (f"slug,title,issued\na,T,{BOM}2017\n", "C2", "U+FEFF ZERO WIDTH NO-BREAK"),
        (f"slug,title,kind\na,T,report{SPACE}\n", "C2", "U+200B ZERO WIDTH SPACE"),
    ],
)
def test_what_cannot_be_seen_is_named_where_it_is_refused(
    admin_client, content, cell, name
):
    send(admin_client, Publication, content)

    found = problems()
    assert list(found) == [cell]
    assert f"It contains invisible characters: {name}" in found[cell]


def test_what_cannot_be_seen_is_named_in_the_name_of_a_column(admin_client):
    page = send(admin_client, Publication, f"slug,tit{SPACE}le\na,T\n")

    (error,) = page.context["form"].errors["file"]
    assert "perhaps “title” is meant" in error
    assert "U+200B ZERO WIDTH SPACE" in error


def test_a_text_may_hold_what_its_script_needs(admin_client):
    title = f"ការ{SPACE}ជួញដូរ{SPACE}មនុស្ស"

    brought_in(admin_client, Publication, f"slug,title\na,{title}\n")

    assert Publication.objects.get().title == title


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", '"sep=;"\r', "sep=|\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_first_line_that_names_the_separator_is_obeyed(admin_client, first, encoding):
    sign = "|" if "|" in first else ";"
    text = f"{first}slug{sign}title{sign}issued\na{sign}Co-chairs, and others{sign}x\n"

    send(admin_client, Publication, text.encode(encoding))

    source = Import.objects.get()
    assert source.rows.get().changes["title"] == ["", "Co-chairs, and others"]
    # Counted as Excel does, which shows no such line.
    assert list(problems()) == ["C2"]
