"""Export of lists as CSV and XLSX."""

import csv
import tempfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from .cell_text import escape, without_control
from .sheets import Sheet
from .table_files import FileProblem

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHUNK = 500
# Excel takes no longer text in a cell.
MAX_EXCEL_LENGTH = 32_767


class PseudoBuffer:
    """File-like object whose `write` returns the text, to stream CSV rows."""

    def write(self, text):
        return text


def rows(sheet: Sheet, queryset) -> Iterator[list[str]]:
    """The header, then a row for every record."""
    yield [column.column_name for column in sheet.columns]
    for record in queryset.iterator(chunk_size=CHUNK):
        yield [escape(text) for text in sheet.cells(record)]


def as_csv(sheet: Sheet, queryset) -> Iterator[str]:
    """A CSV file line by line, with the byte order mark that Excel needs for UTF-8."""
    writer = csv.writer(PseudoBuffer())
    yield "\ufeff"
    for row in rows(sheet, queryset):
        yield writer.writerow(row)


def as_xlsx(sheet: Sheet, queryset):
    """A workbook in a temporary file. Every cell is text, so that Excel leaves dates
    such as 2011-03 and numbers such as 003 as they are."""
    book = Workbook(write_only=True)
    page = book.create_sheet(str(sheet.model._meta.verbose_name_plural)[:31])
    page.freeze_panes = "A2"
    for number, row in enumerate(rows(sheet, queryset)):
        page.append([_cell(page, text, bold=not number) for text in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(page, text, *, bold):
    if len(text) > MAX_EXCEL_LENGTH:
        raise FileProblem(
            _("A text is too long for an Excel cell. Export as CSV instead.")
        )
    cell = WriteOnlyCell(page, without_control(text))
    cell.data_type, cell.number_format = "s", "@"
    if bold:
        cell.font = Font(bold=True)
    return cell
