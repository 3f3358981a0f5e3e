"""Checking the rows of a table against the record, and writing them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from apps.core.models import Record

from .cells import letter
from .endings import bring_back, taken_back
from .files import Table
from .headers import columns_of
from .models import Verdict
from .rights import against_writing
from .sheets import Others, Sheet
from .writing import write_records

CHUNK = 500


@dataclass(frozen=True)
class Terms:
    """On whose behalf rows are written, and how.

    Without a user it is the operator, who may do everything.
    """

    note: str = ""
    user: Any = None
    status: str = ""  # of new records, where they have one


@dataclass
class Row:
    """One row: what it would do, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    key: str = ""
    instance: models.Model | None = None
    title: str = ""
    verdict: Verdict = Verdict.UNCHANGED
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str, str]] = field(default_factory=list)


class Run:
    """One pass over a table, checking and writing its rows as they are iterated.

    It wants a transaction around it, to be rolled back if any row is in error.
    """

    def __init__(self, sheet: Sheet, table: Table, terms: Terms):
        self.sheet = sheet
        self.table = table
        self.terms = terms
        self.columns = columns_of(sheet, table.header)
        self.letters = {
            name.column_name: letter(index) for index, name in self.columns.items()
        }
        self.others = Others()
        self.seen = {}  # identity: row number
        self.back = set()

    def rows(self) -> Iterator[Row]:
        lines = iter(self.table.lines)
        while chunk := list(islice(lines, CHUNK)):
            yield from self._chunk(chunk)

    def _chunk(self, lines):
        rows = [self._row(line) for line in lines]
        self._load_others(rows)
        found = self.sheet.locate([row.cells for row in rows], self.others)
        self.back = self._taken_back(found)
        for row, instance in zip(rows, found, strict=True):
            self._check(row, instance)
        self._write(rows)
        for row in rows:
            if row.problems:
                row.verdict = Verdict.ERROR
            if row.instance is not None:
                row.title = self.sheet.title_of(row.instance)
        return rows

    def _taken_back(self, found):
        """Records that ended when an import was undone, and now come again."""
        if self.terms.status != Record.Status.PUBLISHED:
            return set()
        return taken_back([record for record in found if isinstance(record, Record)])

    def _row(self, line):
        texts = dict.fromkeys((c.column_name for c in self.sheet.columns), "")
        row = Row(line.number, texts)
        for index, text in enumerate(line.cells):
            if index in self.columns:
                texts[self.columns[index].column_name] = text
            elif text or index in line.faults:
                self._problem(row, "", _("There is no column above this."), index)
        for index, message in line.faults.items():
            if index in self.columns:
                self._problem(row, self.columns[index].column_name, message)
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

    def _problem(self, row, name, message, index=None):
        place = letter(index) if index is not None else self.letters.get(name, "")
        cell = f"{place}{row.number}" if place else ""
        row.problems.append((name, cell, str(message)))

    def _check(self, row, instance):
        if isinstance(instance, ValidationError):
            self._invalid(row, instance)
            return
        identity = self.sheet.identity(row.cells, instance)
        if identity:
            first = self.seen.setdefault(identity, row.number)
            if first != row.number:
                self._problem(
                    row,
                    self.sheet.columns[0].column_name,
                    _("Row %(row)d is about the same record.") % {"row": first},
                )
        row.verdict = Verdict.UNCHANGED if instance else Verdict.NEW
        try:
            row.instance = instance or self.sheet.new(row.cells, self.others)
        except ValidationError as error:
            self._invalid(row, error)
            return
        for column in self.columns.values():
            if not column.readonly:
                self._compare(row, column)
        if instance and instance.pk in self.back:
            row.changes["status"] = (instance.status, self.terms.status)
        if row.verdict == Verdict.UNCHANGED and row.changes:
            row.verdict = Verdict.CHANGED
        if row.verdict == Verdict.UNCHANGED or row.problems:
            return
        self._fill(row)
        record = self.sheet.record_of(row.instance)
        if refusal := against_writing(self.terms.user, record):
            self._problem(row, "", refusal)

    def _compare(self, row, column):
        name, text = column.column_name, row.cells[column.column_name]
        if any(problem[0] == name for problem in row.problems):
            return
        is_new = row.verdict == Verdict.NEW
        old = "" if is_new else column.export(row.instance)
        if column.same(text, old) and not (is_new and column.required):
            return
        if not text and column.kept:
            return
        if not text and column.required:
            self._problem(row, name, _("This must not be blank."))
            return
        if column.fixed and not is_new:
            self._problem(
                row,
                name,
                _("This cannot be changed. To add a row, leave its “id” blank."),
            )
            return
        try:
            value = column.clean(row.cells, others=self.others)
        except ValidationError as error:
            for message in error.messages:
                self._problem(row, name, message)
            return
        new = column.widget.render(value)
        if new != old:
            row.changes[name] = (old, new)
            row.values[name] = value

    def _fill(self, row):
        """Put the values into the record, and let the model say what it thinks."""
        instance, names = row.instance, set()
        for column in self.columns.values():
            if column.column_name in row.values:
                column.assign(instance, row.values[column.column_name])
                names.add(column.attribute)
        is_new = row.verdict == Verdict.NEW
        if is_new and self.terms.status and hasattr(instance, "status"):
            instance.status = self.terms.status
        if "status" in row.changes:
            bring_back(instance)
        self.sheet.finish(instance)
        # Relations have been found; asking for each again would cost a query.
        exclude = {
            f.name
            for f in instance._meta.concrete_fields
            if f.is_relation or not (is_new or f.name in names)
        }
        for clean in [lambda: instance.clean_fields(exclude=exclude), instance.clean]:
            try:
                clean()
            except ValidationError as error:
                self._invalid(row, error)

    def _invalid(self, row, error):
        if not hasattr(error, "error_dict"):
            error = ValidationError({"__all__": error})
        names = {c.column_name: c.column_name for c in self.sheet.columns}
        names |= {c.attribute: c.column_name for c in self.sheet.columns}
        said = {message for _name, _cell, message in row.problems}
        for name, messages in error.message_dict.items():
            for message in messages:
                if message not in said:
                    self._problem(row, names.get(name, ""), message)

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
            if row.verdict == Verdict.NEW:
                row.instance.pk, row.instance._state.adding = None, True
            try:
                with transaction.atomic():
                    write_records(self.sheet, [row], self.terms)
            except IntegrityError:
                try:
                    row.instance.validate_unique()
                    row.instance.validate_constraints()
                except ValidationError as error:
                    self._invalid(row, error)
                else:
                    self._problem(
                        row,
                        "",
                        _("Something in this row already belongs to another record."),
                    )
