"""Opening a spreadsheet file, whichever kind it is."""

from typing import BinaryIO

from . import csv_files, xlsx_files
from .table_files import CSV, Limits, Table, recognise

READERS = {CSV: csv_files.read}


def open_table(file: BinaryIO, name: str, limits: Limits) -> Table:
    """The rows of a file; a FileProblem where it cannot be read."""
    read = READERS.get(recognise(file, name, limits), xlsx_files.read)
    return read(file, limits)
