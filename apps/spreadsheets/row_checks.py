"""What a row would do to the record it is about, and what is wrong with it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .cell_text import invisible, letter
from .import_permissions import against_writing
from .models import Verdict
from .retraction import bring_back


class Checker:
    """Checks the rows of one file. `columns` are the sheet's, by their place in it."""

    def __init__(self, sheet, columns, terms, others):
        self.sheet = sheet
        self.columns = columns
        self.terms = terms
        self.others = others
        self.letters = {c.column_name: letter(index) for index, c in columns.items()}
        self.seen = {}  # identity: row number
        self.back = set()  # keys of records that had been taken back

    def problem(self, row, name, message, index=None):
        """Note what is wrong, at the cell where it is."""
        place = letter(index) if index is not None else self.letters.get(name, "")
        cell = f"{place}{row.number}" if place else ""
        unseen = invisible(row.cells.get(name, ""))
        row.problems.append((name, cell, f"{message} {unseen}".strip()))

    def check(self, row, instance):
        """Find out what a row does to the record it is about, None for a new one."""
        if isinstance(instance, ValidationError):
            self.invalid(row, instance)
            return
        self._identify(row, instance)
        row.verdict = Verdict.UNCHANGED if instance else Verdict.NEW
        try:
            row.instance = instance or self.sheet.new(row.cells, self.others)
        except ValidationError as error:
            self.invalid(row, error)
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
        if not text and column.kept:
            return
        if not text and column.required:
            self.problem(row, name, _("This must not be blank."))
            return
        if column.fixed and not is_new:
            self.problem(
                row,
                name,
                _("This cannot be changed. To add a row, leave its “id” blank."),
            )
            return
        try:
            value = column.clean(row.cells, others=self.others)
        except ValidationError as error:
            for message in error.messages:
                self.problem(row, name, message)
            return
        new = column.widget.render(value)
        # What lies outside may have changed under the name it has.
        if new != old or column.outside:
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
