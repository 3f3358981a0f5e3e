"""One run of an import: checks the rows of a table, and writes them."""

from collections.abc import Iterator
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.records.models import Record

from .bulk_write import write_records
from .header_row import columns_of, ignored_columns
from .import_rows import ImportContext, Row
from .models import Verdict
from .retraction import retracted
from .row_checks import Checker
from .sheets import RecordLookup, Sheet
from .table_files import FileProblem, Table

CHUNK = 500


class ImportRun:
    """Checks and writes the rows of a table in chunks, as they are iterated.

    To be used within a transaction, which the caller rolls back if a row has errors.
    """

    def __init__(self, sheet: Sheet, table: Table, context: ImportContext):
        self.sheet = sheet
        self.table = table
        self.context = context
        self.columns = self._columns()
        self.ignored_columns = ignored_columns(sheet, table.header)
        self.lookup = RecordLookup()
        self.checker = Checker(sheet, self.columns, context, self.lookup)
        self.external = []  # (column, key of the record, value), to be written last

    def _columns(self):
        try:
            return columns_of(self.sheet, self.table.header)
        except FileProblem as problem:
            # A missing column may be a hidden one: name those that were not read.
            raise FileProblem(" ".join([str(problem), *self.table.notes])) from None

    def rows(self) -> Iterator[Row]:
        lines = iter(self.table.lines)
        while chunk := list(islice(lines, CHUNK)):
            yield from self._chunk(chunk)

    def _chunk(self, lines):
        rows = [self._row(line) for line in lines]
        self._load_others(rows)
        found = self.sheet.locate([row.cells for row in rows], self.lookup)
        self.checker.retracted = self._retracted(found)
        for row, instance in zip(rows, found, strict=True):
            self.checker.check(row, instance)
        self._write(rows)
        for row in rows:
            if row.problems:
                row.verdict = Verdict.ERROR
            else:
                self._collect_external(row)
            if row.instance is not None:
                row.title = self.sheet.title_of(row.instance)
        return rows

    def _row(self, line):
        texts = dict.fromkeys((c.column_name for c in self.sheet.columns), "")
        row = Row(line.number, texts)
        for index, text in enumerate(line.cells):
            if index in self.columns:
                texts[self.columns[index].column_name] = text
            elif index in self.ignored_columns:
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
        self.lookup.load(wanted)

    def _collect_external(self, row):
        for column in self.columns.values():
            if column.is_external and column.column_name in row.values:
                value = row.values[column.column_name]
                self.external.append((column, row.instance.pk, value))

    def write_external(self):
        """Write the external columns, after everything else."""
        for start in range(0, len(self.external), CHUNK):
            part = self.external[start : start + CHUNK]
            records = self.sheet.model._default_manager.in_bulk([p[1] for p in part])
            for column in self.columns.values():
                values = [(records[pk], v) for c, pk, v in part if c is column]
                if values:
                    column.store(values)

    def _retracted(self, found):
        """Records retracted when an import was undone, which this one publishes again."""
        if self.context.status != Record.Status.PUBLISHED:
            return set()
        return retracted([record for record in found if isinstance(record, Record)])

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
                self._write_records(ready)
        except IntegrityError:
            self._write_one_by_one(ready)

    def _write_one_by_one(self, rows):
        """After an IntegrityError: find the row by writing one at a time."""
        for row in rows:
            self._reset_key(row)
            try:
                with transaction.atomic():
                    self._write_records([row])
            except IntegrityError:
                self._reset_key(row)
                self._explain(row)

    def _write_records(self, rows):
        for row, message in write_records(self.sheet, rows, self.context):
            self.checker.problem(row, "", message)

    def _reset_key(self, row):
        """Reset the primary key of a new record after a rollback."""
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
