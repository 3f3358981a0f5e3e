"""The displayed value of a workbook's cell, as text.

A workbook stores 0.05 and shows 5%, or stores a day and shows its month. The text read is
the one shown; if that cannot be determined, or is less precise than the stored value, the
cell is refused (`CellProblem`).
"""

import datetime as dt
import re
from functools import lru_cache

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

# How Excel writes a character that XML cannot hold, or a line break of old.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Excel's number format without a pattern shows so many digits, and keeps so many.
DIGITS_SHOWN, DIGITS_KEPT = 11, 15

# A semicolon that stands in no quotation.
BETWEEN_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
# Colours, languages, room left free: they change no sign that is shown.
DECORATION = re.compile(r"\[(?:[A-Za-z]+\d*|\$-[0-9A-Fa-f]+)\]|_.|\*.")
PLAIN = re.compile(r"#|(?:#,##)?(?P<zeros>0+)(?:\.(?P<decimals>[0#]+))?")
GENERAL = ("general", "@")

LITERAL = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|_.|\*.')
TIME = re.compile(r"h+[^a-z]*m+|m+[^a-z]*s+|am/pm|a/p|h+|s+")


class CellProblem(Exception):
    """Why a cell cannot be taken as text, in words for whoever sent it."""


def text_of(cell) -> str:
    """The text that a cell shows; a CellProblem where there is none to go by."""
    value = cell.value
    if cell.data_type == "f":
        raise CellProblem(
            _("This cell holds a formula. Put its result there as a plain value.")
        )
    if cell.data_type == "e":
        raise CellProblem(
            _("This cell holds an error: %(error)s") % {"error": cell.value}
        )
    if isinstance(value, bool):
        return str(value).lower()
    pattern = _pattern(cell)
    if isinstance(value, str):
        return _string(value, pattern)
    if isinstance(value, dt.datetime):
        return _date(value, pattern)
    if isinstance(value, int | float):
        return _number(value, pattern)
    raise CellProblem(_("This cell holds a time without a day. Type it as plain text."))


def _pattern(cell):
    """The number format of a cell; "?" for those whose meaning depends on a country."""
    number = cell.style_array.numFmtId
    if number < BUILTIN_FORMATS_MAX_SIZE and number not in BUILTIN_FORMATS:
        return "?"
    return cell.number_format or "General"


def _unknown(pattern):
    return CellProblem(
        _(
            "The number format “%(format)s” makes this cell show something other than "
            "it holds. Choose the format “Text” for it, and type what is meant."
        )
        % {"format": pattern}
    )


def _string(value, pattern):
    sections = _sections(pattern)
    of_text = sections[3] if len(sections) > 3 else sections[0]
    if (len(sections) > 3 or "@" in of_text) and of_text not in GENERAL:
        raise _unknown(pattern)
    if ESCAPED.search(value):
        value = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        # Escaped in halves, a character beyond the first 65,536 is one again.
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub("\r\n|\r|\v", "\n", value)


@lru_cache
def _sections(pattern):
    """The parts of a number format: for what is above, below and at zero, and texts."""
    parts = BETWEEN_SECTIONS.split(pattern.lower())
    return [DECORATION.sub("", part).strip() for part in parts]


def _number(value, pattern):
    sections = _sections(pattern)
    shape = sections[0]
    if value < 0 and len(sections) > 1:
        # What stands below zero brings its own sign.
        shape = sections[1].removeprefix("-") if sections[1][:1] == "-" else "?"
    elif value == 0 and len(sections) > 2:
        shape = sections[2]
    plain = PLAIN.fullmatch(shape)
    if not plain and shape not in GENERAL:
        raise _unknown(pattern)
    text = _digits(value)
    count = sum(sign.isdigit() for sign in text)
    if "e" in text or count > (DIGITS_KEPT if plain else DIGITS_SHOWN):
        raise CellProblem(
            _(
                "This number is too long for a cell to show all its digits. Choose "
                "the format “Text” for the cell, and type it again."
            )
        )
    if not plain:
        return text
    decimals = len(plain["decimals"] or "")
    if len(text.partition(".")[2]) > decimals:
        raise CellProblem(
            _(
                "This cell holds %(value)s, but shows it rounded. Type the number that "
                "is meant."
            )
            % {"value": text}
        )
    sign, digits = text[: value < 0], text[value < 0 :]
    whole, point, rest = digits.partition(".")
    return sign + whole.zfill(len(plain["zeros"] or "")) + point + rest


def _digits(value):
    """A number as it is typed: what binary fractions add at the end is left out."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.{DIGITS_KEPT}g}"
    return str(int(value))


def _date(value, pattern):
    """A date as precisely as the cell shows it: 2011-03 typed into Excel is a day
    inside, and must not become one in the record."""
    shown = _shown_of_dates(pattern)
    if "year" not in shown or ("day" in shown and "month" not in shown):
        raise CellProblem(
            _(
                "This cell holds %(date)s, but shows only part of it. Choose the "
                "format “Text” for it, and type the date."
            )
            % {"date": value.date()}
        )
    if "time" in shown and value.time() != dt.time():
        return value.isoformat(sep=" ")
    if "day" in shown:
        return value.date().isoformat()
    return value.date().isoformat()[: 7 if "month" in shown else 4]


@lru_cache
def _shown_of_dates(pattern):
    """Which of year, month, day and time the number format of a date shows."""
    if pattern == "General":  # the date says of itself that it is one
        return {"year", "month", "day", "time"}
    shape = LITERAL.sub(" ", pattern.lower().split(";")[0])
    shape, times = TIME.subn(" ", shape)
    days = re.findall("d+", shape)
    found = {
        "year": re.search("[yeb]", shape),
        "month": "m" in shape,
        "day": any(len(letters) < 3 for letters in days),  # more name the weekday
        "time": times,
    }
    return {name for name, there in found.items() if there}
