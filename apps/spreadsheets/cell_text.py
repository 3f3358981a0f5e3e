"""Text of cells: escaping of formulas, normalisation, lists in one cell."""

import re
import unicodedata

from django.utils.translation import gettext as _

# What a spreadsheet takes for a formula when a cell begins with it.
FORMULA_STARTS = "=+-@\t\r"
_STARTS = re.escape(FORMULA_STARTS)
ESCAPABLE = re.compile(rf"'*[{_STARTS}]")
ESCAPED = re.compile(rf"'+[{_STARTS}]")
# A sign before a number or a space begins no formula worth refusing.
FORMULA = re.compile(r"[=@]|[+-](?!\s|[\d.,]+%?$)")
ITEM = re.compile(r"\{([^{}]*)\}|([^;{}]+)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Needed in text of many scripts; in codes, dates and addresses a copying error.
INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)


def escape(text):
    """A text with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if ESCAPABLE.match(text) else text


def unescape(text):
    """The text that was escaped."""
    return text[1:] if ESCAPED.match(text) else text


def without_control(text):
    """A text without control characters, which XLSX cannot hold."""
    return CONTROL.sub("", text)


def invisible(text):
    """A message naming the invisible characters of a text; blank if none."""
    found = dict.fromkeys(INVISIBLE.findall(text))
    if not found:
        return ""
    return _("It contains invisible characters: %(names)s. Type it again.") % {
        "names": ", ".join(f"U+{ord(c):04X} {unicodedata.name(c)}" for c in found)
    }


def one_line(text):
    """A text without line breaks and doubled or outer spaces."""
    return " ".join(text.split())


def many_lines(text):
    """A text with line breaks of one kind and no spaces at their ends."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def split_items(text):
    """The distinct items of a list separated by semicolons, in order.

    Text in braces is one item.
    """
    found = (one_line(whole or plain) for whole, plain in ITEM.findall(text))
    return list(dict.fromkeys(item for item in found if item))


def join_items(items):
    """A list of texts as one cell."""
    return "; ".join(f"{{{i}}}" if ";" in i or "{" in i else i for i in items)


def column_letter(index):
    """The letter of a column, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
