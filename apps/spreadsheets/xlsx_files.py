"""Reading of XLSX files, with limits on their unpacked size."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell.read_only import EMPTY_CELL

from .cell_text import column_letter, unescape
from .displayed_values import CellProblem, text_of
from .table_files import FileProblem, FileRow, Limits, Table, within_limits
from .xlsx_layout import MAX_COLUMNS, layout_of, rows_unread

LAST_ROW = 1_048_576  # of any worksheet
MAX_PARTS = 2_000
BLOCK = 1024**2


def read(file: BinaryIO, limits: Limits) -> Table:
    """The first worksheet that is shown, as a table."""
    _check_size(file, limits)
    with _damaged_workbook():
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        first = next(s for s in book.worksheets if s.sheet_state == "visible")
        layout = layout_of(first)
    notes = [_sheet_unread(sheet) for sheet in book.worksheets if sheet is not first]
    lines = _lines(first, layout, notes)
    header = next(lines, None)
    if header is None:
        raise FileProblem(_("The first worksheet holds no rows."))
    names = _names(header, layout, notes)
    return Table(names, within_limits(_visible(lines, layout), limits), notes)


def _sheet_unread(sheet):
    if sheet.sheet_state == "visible":
        said = _("The worksheet “%(sheet)s” was not read, only the first one.")
    else:
        said = _("The worksheet “%(sheet)s” is hidden, and was not read.")
    return said % {"sheet": sheet.title}


@contextmanager
def _damaged_workbook():
    """Turn any exception of the parsing libraries into a FileProblem."""
    try:
        yield
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem(
            _("The workbook is damaged or protected, and cannot be read.")
        ) from error


def _check_size(file, limits):
    """Refuse workbooks that unpack to too much, before they are parsed.

    First by the sizes that the archive declares, then by a pass that counts tags.
    """
    too_much = FileProblem(
        _(
            "The workbook unpacks to far more than a list needs. Delete the empty rows "
            "below the list and the empty columns beside it, or save it as CSV (UTF-8)."
        )
    )
    with _damaged_workbook(), zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if "xl/workbook.xml" not in names:
            raise FileProblem(
                _("This is not an Excel workbook, but another kind of file.")
            )
        if (
            len(entries) > MAX_PARTS
            or sum(entry.file_size for entry in entries) > 2 * limits.unpacked
        ):
            raise too_much
        for entry in entries:
            tags = 0
            with archive.open(entry) as part:
                while block := part.read(BLOCK):
                    tags += block.count(b"<")
                    if tags > limits.tags or part.tell() > limits.unpacked:
                        raise too_much
    file.seek(0)


def _lines(sheet, layout, notes) -> Iterator[FileRow]:
    """The visible rows. Hidden ones with content are listed in the notes at the end."""
    # The dimensions declared in a workbook may be wrong.
    sheet.reset_dimensions()
    unread = []
    with _damaged_workbook():
        for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            if number > LAST_ROW:
                raise FileProblem(_("The workbook has more rows than Excel allows."))
            line = _line(number, row)
            if number not in layout.hidden_rows:
                yield line
            elif not line.is_empty:
                unread.append(number)
    if unread:
        notes.append(rows_unread(unread))


def _line(number, row):
    line = FileRow(number, [])
    # Skip the empty cells of wide rows.
    filled = [(index, cell) for index, cell in enumerate(row) if cell is not EMPTY_CELL]
    for index, cell in filled:
        if cell.value is None:
            continue
        line.cells += [""] * (index + 1 - len(line.cells))
        try:
            line.cells[index] = unescape(text_of(cell).strip())
        except CellProblem as problem:
            line.faults[index] = str(problem)
    return line


def _names(header, layout, notes):
    """The names of the visible columns; a note on each hidden one."""
    for index, first in layout.covered(header.number):
        raise FileProblem(
            _(
                "The cells %(first)s and %(cell)s are merged. The first row must name "
                "columns of this list, each in a cell of its own."
            )
            % {"first": first, "cell": f"{column_letter(index)}{header.number}"}
        )
    for index, name in enumerate(header.cells):
        if name and index in layout.hidden_columns:
            notes.append(
                _(
                    "Column %(letter)s (“%(name)s”) is hidden, and was not read: its "
                    "values stay as they are. Show it if it is meant too."
                )
                % {"letter": column_letter(index), "name": name[:80]}
            )
    for index in header.faults:
        header.cells[index] = "?"
    _remove_hidden(header, layout)
    return header.cells


def _visible(lines, layout):
    """Rows without hidden columns, and with faults at merged cells."""
    for line in lines:
        _remove_hidden(line, layout)
        if not line.is_empty:
            for index, first in layout.covered(line.number):
                line.faults[index] = _(
                    "This cell is merged with %(cell)s. Unmerge them, and fill in each."
                ) % {"cell": first}
        yield line


def _remove_hidden(line, layout):
    for index in layout.hidden_columns:
        line.faults.pop(index, None)
        if index < len(line.cells):
            line.cells[index] = ""
