"""Opening a spreadsheet file, whichever kind it is."""

from typing import BinaryIO

from . import texts, workbooks
from .files import CSV, Limits, Table, recognise

READERS = {CSV: texts.read}


def open_table(file: BinaryIO, name: str, limits: Limits) -> Table:
    """The rows of a file; a FileProblem where it cannot be read."""
    read = READERS.get(recognise(file, name, limits), workbooks.read)
    return read(file, limits)
