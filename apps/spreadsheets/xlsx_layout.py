"""Hidden rows, hidden columns and merged cells of a worksheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lxml import etree
from openpyxl.utils import range_boundaries

from .cell_text import column_letter
from .table_files import FileProblem

MAX_COLUMNS = 100  # columns; no sheet of the record has half as many
MAX_LISTED = 20  # hidden rows, or runs of them


@dataclass(frozen=True, order=True)
class Merged:
    """A rectangle of cells that shows its first cell alone. Rows from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def read(cls, reference):
        """From a reference such as C2:C3."""
        left, top, right, bottom = range_boundaries(reference)
        return cls(top, left - 1, bottom, min(right, MAX_COLUMNS) - 1)

    def covered(self, row):
        """The columns of a row, by index, that show the first cell instead."""
        return range(self.left + (row == self.top), self.right + 1)

    @property
    def first(self):
        return f"{column_letter(self.left)}{self.top}"


@dataclass
class Layout:
    """Hidden rows by number, hidden columns by index, and merged cells."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)

    def __post_init__(self):
        self._ahead = sorted(self.merged, reverse=True)
        self._here = []

    def covered(self, row: int) -> Iterator[tuple[int, str]]:
        """Cells of a row that a merged cell covers: index, and name of the cell shown.

        Rows are asked for in their order, each at most once.
        """
        while self._ahead and self._ahead[-1].top <= row:
            self._here.append(self._ahead.pop())
        self._here = [merged for merged in self._here if merged.bottom >= row]
        if len(self._here) > MAX_COLUMNS:
            raise FileProblem(_("The workbook merges cells that are already merged."))
        for merged in self._here:
            for index in merged.covered(row):
                yield index, merged.first


def layout_of(sheet) -> Layout:
    """The layout of an openpyxl worksheet that is only read: it keeps none itself."""
    hidden_rows, hidden_columns, merged, number = set(), set(), [], 0
    with sheet._get_source() as source:
        for _event, element in etree.iterparse(
            source,
            tag=("{*}row", "{*}col", "{*}mergeCell"),
            resolve_entities=False,
            no_network=True,
        ):
            match etree.QName(element).localname:
                case "row":
                    number = int(element.get("r") or number + 1)
                    if _is_hidden(element, "ht"):
                        hidden_rows.add(number)
                    _forget(element)
                case "col" if _is_hidden(element, "width"):
                    first, last = int(element.get("min")), int(element.get("max"))
                    hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
                case "mergeCell":
                    area = Merged.read(element.get("ref"))
                    if area.left < MAX_COLUMNS:
                        merged.append(area)
    return Layout(hidden_rows, hidden_columns, merged)


def _is_hidden(element, size):
    return element.get("hidden") in {"1", "true"} or float(element.get(size, 1)) == 0


def _forget(row):
    """Give back the memory of a row that was looked at, and of those before it."""
    row.clear()
    while row.getprevious() is not None:
        del row.getparent()[0]


def rows_unread(numbers: Iterable[int]) -> str:
    """A note on hidden rows that were passed over, in runs such as 3, 5–7."""
    runs = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:MAX_LISTED]]
    return ngettext(
        "Row %(rows)s is hidden or filtered out, and was not read. Show it and "
        "upload the file again if it is to be imported.",
        "Rows %(rows)s are hidden or filtered out, and were not read. Show them "
        "and upload the file again if they are to be imported.",
        len(numbers),
    ) % {"rows": ", ".join(said) + (" …" if len(runs) > MAX_LISTED else "")}
