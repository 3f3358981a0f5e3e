"""Checks of rows: compares each with its record, and validates it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .cell_text import column_letter, invisible
from .import_permissions import write_refusal
from .models import Verdict
from .retraction import republish


class Checker:
    """Checks the rows of one file. `columns` maps its indices to the sheet's columns."""

    def __init__(self, sheet, columns, context, lookup):
        self.sheet = sheet
        self.columns = columns
        self.context = context
        self.lookup = lookup
        self.letters = {
            c.column_name: column_letter(index) for index, c in columns.items()
        }
        self.seen = {}  # identity: row number
        self.retracted = set()  # keys of retracted records

    def problem(self, row, name, message, index=None):
        """Add a problem to a row, with the cell's name such as C7."""
        place = (
            column_letter(index) if index is not None else self.letters.get(name, "")
        )
        cell = f"{place}{row.number}" if place else ""
        unseen = invisible(row.cells.get(name, ""))
        row.problems.append((name, cell, f"{message} {unseen}".strip()))

    def check(self, row, instance):
        """Set the verdict, changes and problems of a row; `instance` is None if new."""
        if isinstance(instance, ValidationError):
            self.invalid(row, instance)
            return
        self._identify(row, instance)
        row.verdict = Verdict.UNCHANGED if instance else Verdict.NEW
        try:
            row.instance = instance or self.sheet.new(row.cells, self.lookup)
        except ValidationError as error:
            self.invalid(row, error)
            return
        for column in self.columns.values():
            if not column.readonly:
                self._compare(row, column)
        self._drop_reasons(row)
        if instance and instance.pk in self.retracted:
            row.changes["status"] = (instance.status, self.context.status)
        if row.verdict == Verdict.UNCHANGED and row.changes:
            row.verdict = Verdict.CHANGED
        if row.verdict == Verdict.UNCHANGED or row.problems:
            return
        self._fill(row)
        record = self.sheet.record_of(row.instance)
        if refusal := write_refusal(self.context.user, record):
            self.problem(row, "", refusal)

    def _identify(self, row, instance):
        identity = self.sheet.identity(row.cells, instance)
        first = self.seen.setdefault(identity, row.number) if identity else row.number
        if first != row.number:
            message = _("Row %(row)d is about the same record.") % {"row": first}
            self.problem(row, self.sheet.columns[0].column_name, message)

    def _compare(self, row, column):
        name, text = column.column_name, row.cells[column.column_name]
        if any(problem[0] == name for problem in row.problems):
            return
        is_new = row.verdict == Verdict.NEW
        old = "" if is_new else column.export(row.instance)
        if column.same(text, old, row.instance) and not (is_new and column.required):
            return
        if not text and column.keep_if_blank:
            return
        if not text and column.required:
            self.problem(row, name, _("This must not be blank."))
            return
        if column.only_on_create and not is_new:
            self.problem(
                row,
                name,
                _("This cannot be changed. To add a row, leave its “id” blank."),
            )
            return
        try:
            value = column.clean(row.cells, lookup=self.lookup)
        except ValidationError as error:
            for message in error.messages:
                self.problem(row, name, message)
            return
        new = column.widget.render(value)
        # External content may have changed under the same name.
        if new != old or column.is_external:
            row.changes[name] = (old, new)
            row.values[name] = value

    def _drop_reasons(self, row):
        """A reason alone changes nothing."""
        reasons = {c.column_name for c in self.sheet.columns if c.is_reason}
        if not row.changes.keys() - reasons:
            row.changes.clear()

    def _fill(self, row):
        """Assign the values to the instance, and validate it."""
        instance, names = row.instance, set()
        for column in self.columns.values():
            if column.column_name in row.values:
                column.assign(instance, row.values[column.column_name])
                names.add(column.attribute)
        is_new = row.verdict == Verdict.NEW
        if is_new and self.context.status and hasattr(instance, "status"):
            instance.status = self.context.status
        if "status" in row.changes:
            republish(instance)
        self.sheet.finish(instance)
        # Relations have been looked up; validating each again would cost a query.
        exclude = {
            f.name
            for f in instance._meta.concrete_fields
            if f.is_relation or not (is_new or f.name in names)
        }
        for clean in [lambda: instance.clean_fields(exclude=exclude), instance.clean]:
            try:
                clean()
            except ValidationError as error:
                self.invalid(row, error)

    def invalid(self, row, error):
        if not hasattr(error, "error_dict"):
            error = ValidationError({"__all__": error})
        names = {c.column_name: c.column_name for c in self.sheet.columns}
        names |= {c.attribute: c.column_name for c in self.sheet.columns}
        said = [message for _name, _cell, message in row.problems]
        for name, messages in error.message_dict.items():
            for message in messages:
                if not any(one.startswith(message) for one in said):
                    self.problem(row, names.get(name, ""), message)
