"""A spreadsheet file as a table of text.

The type of a file is recognised by its content, and must match its name. Problems are
reported as `FileProblem`; `Limits` bound size and memory before the file is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import cell_text


class FileProblem(Exception):
    """Why a file cannot be read as a spreadsheet, in words for whoever sent it."""


@dataclass(frozen=True)
class Limits:
    """Limits of the files accepted."""

    bytes: int  # as it was sent
    unpacked: int  # a part of a workbook, unpacked
    tags: int  # in a part of a workbook: some four for each cell
    rows: int  # that are not empty


# What staff may send: within a minute and 500 MB on a small server.
UPLOAD = Limits(bytes=20 * 1024**2, unpacked=64 * 1024**2, tags=3_000_000, rows=20_000)
# What an operator may read from the server's own disk.
COMMAND = Limits(bytes=1024**3, unpacked=1024**3, tags=40_000_000, rows=1_000_000)


@dataclass
class FileRow:
    """One row of a file: its number as spreadsheets count, and its cells.

    `faults` are cells that cannot be taken as text, such as formulas, by index.
    """

    number: int
    cells: list[str]
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def is_empty(self):
        return not self.faults and not any(self.cells)


@dataclass
class Table:
    """Header and rows of a file, with notes on what was not read."""

    header: list[str]
    lines: Iterator[FileRow]
    notes: list[str] = field(default_factory=list)


CSV, XLSX = "csv", "xlsx"
TEXT_NAMES = (".csv", ".tsv", ".txt")

# What the first bytes of a file say it is.
SIGNATURES = [
    (b"PK\x03\x04", XLSX),
    (b"%PDF", gettext_lazy("a PDF")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old or protected Office file")),
    (b"\x89PNG", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"PK", gettext_lazy("a damaged or empty archive")),
    (b"{\\rtf", gettext_lazy("a text document")),
    (b"\x1f\x8b", gettext_lazy("a compressed file")),
]
AS_WHAT = {
    CSV: gettext_lazy("plain text (CSV)"),
    XLSX: gettext_lazy("an Excel workbook"),
}


def recognise(file: BinaryIO, name: str, limits: Limits) -> str:
    """Whether a file is CSV or XLSX; a FileProblem if neither, or not as named."""
    size = file.seek(0, 2)
    file.seek(0)
    if not size:
        raise FileProblem(_("“%(name)s” is empty.") % {"name": name})
    if size > limits.bytes:
        raise FileProblem(
            _("“%(name)s” is larger than %(size)d MB. Divide it into several files.")
            % {"name": name, "size": limits.bytes // 1024**2}
        )
    start = file.read(16)
    file.seek(0)
    found = next((what for mark, what in SIGNATURES if start.startswith(mark)), CSV)
    lower = name.lower()
    named = (
        XLSX if lower.endswith(".xlsx") else CSV if lower.endswith(TEXT_NAMES) else None
    )
    if named is None or found not in (CSV, XLSX):
        what = AS_WHAT.get(found, found)
        raise FileProblem(
            _(
                "“%(name)s” is %(what)s. Save it as .xlsx or as CSV (UTF-8), and try again."
            )
            % {"name": name, "what": what}
        )
    if named != found:
        raise FileProblem(
            _("“%(name)s” is named as %(named)s, but holds %(found)s.")
            % {"name": name, "named": AS_WHAT[named], "found": AS_WHAT[found]}
        )
    return found


def within_limits(lines: Iterator[FileRow], limits: Limits) -> Iterator[FileRow]:
    """The lines that are not empty, as far as the limit."""
    rows = 0
    for line in lines:
        if line.is_empty:
            continue
        rows += 1
        if rows > limits.rows:
            raise FileProblem(
                _("There are more than %(rows)d rows. Divide the file into several.")
                % {"rows": limits.rows}
            )
        for index, text in enumerate(line.cells):
            if found := cell_text.CONTROL.search(text):
                line.faults[index] = _(
                    "There is a character that cannot be printed: %(code)s."
                ) % {"code": f"U+{ord(found[0]):04X}"}
        yield line
