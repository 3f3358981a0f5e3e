"""CSV files: their encoding, their separator, their rows."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from . import cell_text
from .table_files import FileProblem, FileRow, Limits, Table, within_limits

SEPARATORS = ",;\t"
# A first line that only names the separator: Excel obeys it and does not show it.
NAMED_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)
# No cell of the record is longer; one that is comes from a quote never closed.
MAX_CELL_LENGTH = 200_000


class Dialect(csv.excel):
    strict = True


def read(file: BinaryIO, limits: Limits) -> Table:
    """A CSV file as a table. UTF-8, or UTF-16 with its mark, as Excel writes it."""
    # The module's own limit is for the whole process and lower.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL_LENGTH))
    stream = io.TextIOWrapper(file, _encoding(file), newline="")
    lines = _lines(stream)
    try:
        header = next(lines).cells
    except StopIteration:
        raise FileProblem(_("The file holds no rows.")) from None
    return Table(header, within_limits(lines, limits))


def _encoding(file):
    start = file.read(3)
    file.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def _separator(stream):
    """The separator that the file names, or else the one that divides its first line
    most: Excel's depends on the country. The stream is then where the rows begin."""
    first = stream.readline(MAX_CELL_LENGTH)
    if named := NAMED_SEPARATOR.fullmatch(first):
        return named[1]
    stream.seek(0)
    return max(SEPARATORS, key=first.count)


def _lines(stream) -> Iterator[FileRow]:
    number = 0
    try:
        rows = csv.reader(stream, Dialect, delimiter=_separator(stream))
        for number, row in enumerate(rows, start=1):
            yield _line(number, row)
    except UnicodeDecodeError:
        raise FileProblem(
            _(
                "The file is not in UTF-8: see line %(line)d. Save it as “CSV UTF-8”, or "
                "as .xlsx, and try again."
            )
            % {"line": _first_undecodable(stream.buffer)}
        ) from None
    except csv.Error as error:
        if "limit" in str(error):
            raise FileProblem(
                _(
                    "Row %(row)d cannot be read: a cell has more than %(most)d "
                    "characters, or a quotation mark is opened and not closed."
                )
                % {"row": number + 1, "most": csv.field_size_limit()}
            ) from None
        raise FileProblem(
            _(
                "Row %(row)d cannot be read: a quotation mark is opened and not closed, "
                "or stands within a cell without being doubled."
            )
            % {"row": number + 1}
        ) from None
    finally:
        if not stream.closed:
            stream.detach()  # the file is not ours to close


def _first_undecodable(file):
    """The number of the first line that is not UTF-8; the reader decodes ahead."""
    file.seek(0)
    for number, line in enumerate(file, start=1):
        try:
            line.decode()
        except UnicodeDecodeError:
            return number
    return number


def _line(number, row):
    line = FileRow(number, [])
    for index, raw in enumerate(row):
        text = raw.strip()
        if cell_text.FORMULA.match(text):
            line.faults[index] = _(
                "A spreadsheet would take this for a formula. Write ' before it to keep "
                "it as text."
            )
        line.cells.append(cell_text.unescape(text))
    return line
