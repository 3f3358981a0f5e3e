"""XLSX files: what they may unpack to, and their cells as the text that was meant."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell.read_only import EMPTY_CELL

from .cells import unescape
from .files import FileProblem, Limits, Line, Table, counted

LAST_ROW = 1_048_576  # of any worksheet
WIDEST = 100  # columns; no sheet of the record has half as many
MOST_PARTS = 2_000
BLOCK = 1024**2


def read(file: BinaryIO, limits: Limits) -> Table:
    """The first worksheet of a workbook as a table."""
    _weigh(file, limits)
    with _damage():
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        first, *others = [s for s in book.worksheets if s.sheet_state == "visible"]
    lines = _lines(first)
    header = next(lines, None)
    if header is None:
        raise FileProblem(_("The first worksheet holds no rows."))
    notes = [
        _("The worksheet “%(sheet)s” was not read, only the first one.")
        % {"sheet": sheet.title}
        for sheet in others
    ]
    for index in header.faults:
        header.cells[index] = "?"
    return Table(header.cells, counted(lines, limits), notes)


@contextmanager
def _damage():
    """Whatever goes wrong in a damaged workbook, said in one way.

    There are as many kinds of error as there are libraries underneath.
    """
    try:
        yield
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem(
            _("The workbook is damaged or protected, and cannot be read.")
        ) from error


def _weigh(file, limits):
    """Refuse what would unpack to too much, before anything is made of it.

    An archive cannot give more than it declares, so what is declared is counted
    first, and then, in one quick pass, how much there is to parse.
    """
    too_much = FileProblem(
        _(
            "The workbook unpacks to far more than a list needs. Delete the empty rows "
            "below the list and the empty columns beside it, or save it as CSV (UTF-8)."
        )
    )
    with _damage(), zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if "xl/workbook.xml" not in names:
            raise FileProblem(
                _("This is not an Excel workbook, but another kind of file.")
            )
        if (
            len(entries) > MOST_PARTS
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


def _lines(sheet) -> Iterator[Line]:
    # What a workbook says of its own size may be wrong, by accident or intent.
    sheet.reset_dimensions()
    with _damage():
        for number, row in enumerate(sheet.iter_rows(max_col=WIDEST), start=1):
            if number > LAST_ROW:
                raise FileProblem(_("The workbook has more rows than one can have."))
            yield _line(number, row)


def _line(number, row):
    line = Line(number, [])
    # Most of a wide or empty row is nothing, and must not cost anything.
    filled = [(index, cell) for index, cell in enumerate(row) if cell is not EMPTY_CELL]
    for index, cell in filled:
        if cell.value is None:
            continue
        line.cells += [""] * (index + 1 - len(line.cells))
        if cell.data_type == "f":
            line.faults[index] = _(
                "This cell holds a formula. Put its result there as a plain value."
            )
        elif cell.data_type == "e":
            line.faults[index] = _("This cell holds an error: %(error)s") % {
                "error": cell.value
            }
        else:
            line.cells[index] = unescape(_text(cell).strip())
    return line


def _text(cell):
    value = cell.value
    if isinstance(value, dt.datetime):
        return _date(value, cell.number_format)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _date(value, shown_as):
    """A date as precisely as the cell shows it: 2011-03 typed into Excel is a day
    inside, and must not become one in the record."""
    shape = re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", shown_as.lower())
    if value.time() != dt.time():
        return value.isoformat(sep=" ")
    if "d" in shape:
        return value.date().isoformat()
    if "m" in shape:
        return f"{value:%Y-%m}"
    return f"{value:%Y}"
