"""Three-way merge of a submitted form with what others saved meanwhile.

Base is the version the form was opened at, theirs the current record, mine the submitted
form. A value changed only by them is taken; one changed only by me stays; one changed by
both is a conflict: the form keeps mine and shows theirs.
"""

import re
from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.records.inline_rows import rows_of
from apps.records.version_differences import differences
from apps.records.versions import current_state, state_of

from .record_forms import EXTRA_FIELDS


@dataclass
class Conflict:
    """One value changed by both, differently."""

    label: str
    theirs: str
    mine: str


@dataclass
class MergeResult:
    """What others saved since the form was opened, and the conflicts with it."""

    versions: list  # saved since
    differences: list  # between base and theirs
    conflicts: list[Conflict] = field(default_factory=list)


def merge(model_admin, request, record, base, data):
    """Merge a submitted form with the current record.

    `base` is the version the form was opened at, `data` the submitted QueryDict, which is
    changed in place, so that a form bound to it shows the result. Returns a MergeResult.
    """
    since = record.history.filter(history_id__gt=base.history_id)
    merge_result = MergeResult(
        list(since.select_related("history_user")),
        differences(type(record), state_of(base), current_state(record)),
    )
    form_merge = FormMerge(
        model_admin, request, record, base, data, merge_result.conflicts
    )
    form_merge.merge_fields()
    form_merge.merge_rows()
    return merge_result


class FormMerge:
    """Merges the fields of a record's form, then its inline rows."""

    def __init__(self, model_admin, request, record, base, data, conflicts):
        self.model_admin, self.request, self.record = model_admin, request, record
        self.base, self.state, self.data = base.instance, state_of(base), data
        self.conflicts = conflicts

    def merge_fields(self):
        fieldsets = self.model_admin.get_fieldsets(self.request, self.record)
        form_class = self.model_admin.get_form(
            self.request, self.record, change=True, fields=flatten_fieldsets(fieldsets)
        )
        base, now = form_class(instance=self.base), form_class(instance=self.record)
        base.initial |= self.state.relations
        for name in now.fields:
            if name not in EXTRA_FIELDS:
                self.merge_value(base, now, name, name)

    def merge_value(self, base, now, name, key):
        """Merge one value; `key` is its name in the submitted data."""
        form_field = now.fields[name]
        was, theirs = (_initial(form, name) for form in [base, now])
        mine = form_field.widget.value_from_datadict(self.data, {}, key)
        if _as_submitted(form_field, was) == _as_submitted(form_field, theirs):
            return
        if not form_field.has_changed(was, mine):
            self.data.setlist(key, _as_submitted(form_field, theirs))
        elif form_field.has_changed(theirs, mine):
            shown = [_in_words(form_field, v) for v in [_raw(form_field, theirs), mine]]
            self.conflicts.append(Conflict(capfirst(form_field.label or name), *shown))

    def merge_rows(self):
        inlines = self.model_admin.get_formsets_with_inlines(self.request, self.record)
        kinds = {kind.model: kind for kind in rows_of(type(self.record))}
        for formset_class, inline in inlines:
            if formset_class.model in kinds:
                formset = formset_class(
                    instance=self.record, queryset=inline.get_queryset(self.request)
                )
                InlineMerge(self, kinds[formset_class.model], formset).merge()


class InlineMerge:
    """Merges the inline rows of one kind."""

    def __init__(self, form_merge, kind, formset):
        self.form_merge, self.kind, self.formset = form_merge, kind, formset
        self.data, self.prefix = form_merge.data, formset.prefix
        self.base_rows = {row["id"]: row for row in form_merge.state.rows[kind.name]}
        self.now_rows = {row.pk: row for row in formset.get_queryset()}

    def merge(self):
        existing, extra, seen = [], [], set()
        for index in self.submitted_rows():
            key = self.data.get(f"{self.prefix}-{index}-id")
            if not key or not key.isdigit():
                extra.append(self.submitted_row(index))
                continue
            seen.add(int(key))
            if int(key) in self.now_rows:
                self.merge_row(index, int(key))
                existing.append(self.submitted_row(index))
            elif self.is_changed_by_me(index, int(key)):
                # Removed by them, changed by me: kept as a new row, a conflict.
                label = capfirst(self.kind.model._meta.verbose_name)
                row = self.submitted_row(index)
                row["id"] = [""]
                extra.append(row)
                mine = "; ".join(v[0] for n, v in row.items() if v[0] and n != "id")
                self.form_merge.conflicts.append(Conflict(label, _("removed"), mine))
        for key, row in self.now_rows.items():
            if key not in seen and key not in self.base_rows:
                existing.append(self.as_submitted(row))
        self.write(existing, extra)

    def submitted_rows(self):
        try:
            return range(int(self.data.get(f"{self.prefix}-TOTAL_FORMS", 0)))
        except ValueError:
            return []

    def form(self, row):
        return self.formset.form(instance=row, **self.formset.get_form_kwargs(0))

    def base_form(self, key):
        """The form of a row in the base version."""
        row = self.kind.new(self.form_merge.record, key)
        for column in self.kind.fields:
            value = self.base_rows.get(key, {}).get(column.name)
            setattr(row, column.attname, column.to_python(value))
        return self.form(row)

    def merge_row(self, index, key):
        base, now = self.base_form(key), self.form(self.now_rows[key])
        for name in now.fields:
            self.form_merge.merge_value(
                base, now, name, f"{self.prefix}-{index}-{name}"
            )

    def is_changed_by_me(self, index, key):
        """Whether the submitted form changes a row, other than by deleting it."""
        if f"{self.prefix}-{index}-DELETE" in self.data:
            return False
        form = self.base_form(key)
        return any(
            form_field.has_changed(
                _initial(form, name),
                form_field.widget.value_from_datadict(
                    self.data, {}, f"{self.prefix}-{index}-{name}"
                ),
            )
            for name, form_field in form.fields.items()
        )

    def submitted_row(self, index):
        """The submitted values of one row, by field."""
        start = f"{self.prefix}-{index}-"
        return {
            key.removeprefix(start): self.data.getlist(key)
            for key in self.data
            if key.startswith(start)
        }

    def as_submitted(self, row):
        form = self.form(row)
        sent = {n: _as_submitted(f, _initial(form, n)) for n, f in form.fields.items()}
        return sent | {"id": [str(row.pk)]}

    def write(self, existing, extra):
        pattern = re.compile(rf"{re.escape(self.prefix)}-\d+-")
        for key in [key for key in self.data if pattern.match(key)]:
            del self.data[key]
        for index, row in enumerate([*existing, *extra]):
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{index}-{name}", values)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(existing))
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(existing) + len(extra))


def _initial(form, name):
    return form.get_initial_for_field(form.fields[name], name)


def _raw(form_field, value):
    """A value of the record in the form of its widget's data."""
    value = form_field.prepare_value(value)
    return [str(v) for v in value] if isinstance(value, list) else value


def _as_submitted(form_field, value):
    """A value of the record as a list of submitted strings."""
    value = _raw(form_field, value)
    if isinstance(value, list):
        return sorted(value)
    return ["" if value is None else str(value)]


def _in_words(form_field, value):
    """A submitted value in words."""
    try:
        cleaned = form_field.clean(value)
    except ValidationError:
        cleaned = value
    if isinstance(form_field, forms.TypedChoiceField):
        return str(dict(form_field.choices).get(cleaned, cleaned))
    if hasattr(cleaned, "__iter__") and not isinstance(cleaned, str):
        return ", ".join(map(str, cleaned))
    return "" if cleaned is None else str(cleaned)
