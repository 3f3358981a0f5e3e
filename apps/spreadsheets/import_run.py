"""Checking the rows of a table against the record, and writing them."""

from collections.abc import Iterator
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.records.models import Record

from .bulk_write import write_records
from .header_row import columns_of, passed_over
from .import_rows import Row, Terms
from .models import Verdict
from .retraction import taken_back
from .row_checks import Checker
from .sheets import Others, Sheet
from .table_files import FileProblem, Table

CHUNK = 500


class Run:
    """One pass over a table, checking and writing its rows as they are iterated.

    It wants a transaction around it, to be rolled back if any row is in error.
    """

    def __init__(self, sheet: Sheet, table: Table, terms: Terms):
        self.sheet = sheet
        self.table = table
        self.terms = terms
        self.columns = self._columns()
        self.passed_over = passed_over(sheet, table.header)
        self.others = Others()
        self.checker = Checker(sheet, self.columns, terms, self.others)
        self.outside = []  # (column, key of the record, value), to be written last

    def _columns(self):
        try:
            return columns_of(self.sheet, self.table.header)
        except FileProblem as problem:
            # What was not read may be what is missing.
            raise FileProblem(" ".join([str(problem), *self.table.notes])) from None

    def rows(self) -> Iterator[Row]:
        lines = iter(self.table.lines)
        while chunk := list(islice(lines, CHUNK)):
            yield from self._chunk(chunk)

    def _chunk(self, lines):
        rows = [self._row(line) for line in lines]
        self._load_others(rows)
        found = self.sheet.locate([row.cells for row in rows], self.others)
        self.checker.back = self._taken_back(found)
        for row, instance in zip(rows, found, strict=True):
            self.checker.check(row, instance)
        self._write(rows)
        for row in rows:
            if row.problems:
                row.verdict = Verdict.ERROR
            else:
                self._remember_outside(row)
            if row.instance is not None:
                row.title = self.sheet.title_of(row.instance)
        return rows

    def _row(self, line):
        texts = dict.fromkeys((c.column_name for c in self.sheet.columns), "")
        row = Row(line.number, texts)
        for index, text in enumerate(line.cells):
            if index in self.columns:
                texts[self.columns[index].column_name] = text
            elif index in self.passed_over:
                continue
            elif text or index in line.faults:
                self.checker.problem(
                    row, "", _("There is no column above this."), index
                )
        for index, message in line.faults.items():
            if index in self.columns:
                self.checker.problem(row, self.columns[index].column_name, message)
        row.key = self.sheet.key(texts)
        return row

    def _load_others(self, rows):
        wanted = {}
        for row in rows:
            for column in self.columns.values():
                text = row.cells[column.column_name]
                if text:
                    for model, slugs in column.widget.slugs(text).items():
                        wanted.setdefault(model, set()).update(slugs)
        self.others.load(wanted)

    def _remember_outside(self, row):
        for column in self.columns.values():
            if column.outside and column.column_name in row.values:
                value = row.values[column.column_name]
                self.outside.append((column, row.instance.pk, value))

    def write_outside(self):
        """Write what lies outside the database, once everything else stands."""
        for start in range(0, len(self.outside), CHUNK):
            part = self.outside[start : start + CHUNK]
            records = self.sheet.model._default_manager.in_bulk([p[1] for p in part])
            for column in self.columns.values():
                values = [(records[pk], v) for c, pk, v in part if c is column]
                if values:
                    column.store(values)

    def _taken_back(self, found):
        """Records that ended when an import was undone, and now come again."""
        if self.terms.status != Record.Status.PUBLISHED:
            return set()
        return taken_back([record for record in found if isinstance(record, Record)])

    def _write(self, rows):
        ready = [
            row
            for row in rows
            if row.verdict in (Verdict.NEW, Verdict.CHANGED) and not row.problems
        ]
        if not ready:
            return
        try:
            with transaction.atomic():
                write_records(self.sheet, ready, self.terms)
        except IntegrityError:
            self._find_the_refused(ready)

    def _find_the_refused(self, rows):
        """The database refuses some row of many: find it, by writing one at a time."""
        for row in rows:
            self._unwritten(row)
            try:
                with transaction.atomic():
                    write_records(self.sheet, [row], self.terms)
            except IntegrityError:
                self._unwritten(row)
                self._explain(row)

    def _unwritten(self, row):
        """Make a new record forget the key it had until it was taken back."""
        if row.verdict == Verdict.NEW:
            row.instance.pk, row.instance._state.adding = None, True

    def _explain(self, row):
        try:
            row.instance.validate_unique()
            row.instance.validate_constraints()
        except ValidationError as error:
            self.checker.invalid(row, error)
        else:
            message = _("Something in this row already belongs to another record.")
            self.checker.problem(row, "", message)
