"""Two people at one record: what both typed is brought together, and nothing is lost.

Three states meet: the version somebody opened (base), what stands there now (theirs),
and what was typed (mine). Where only they changed something, the form takes theirs;
where only I did, mine; where both did, the form keeps mine and says what theirs is.
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
from apps.records.versions import present, state_of

from .record_forms import BESIDE


@dataclass
class Clash:
    """One thing that two people changed in two ways."""

    label: str
    theirs: str
    mine: str


@dataclass
class Meanwhile:
    """What others did to a record while somebody had it open."""

    versions: list  # kept since
    differences: list  # between what was opened and what stands there now
    clashes: list[Clash] = field(default_factory=list)


def merge(model_admin, request, record, base, data):
    """What somebody typed, brought together with what others saved meanwhile.

    `base` is the version they had opened, `data` what they sent: it is changed in
    place, so that a form made of it shows the outcome. Returns what happened.
    """
    since = record.history.filter(history_id__gt=base.history_id)
    meanwhile = Meanwhile(
        list(since.select_related("history_user")),
        differences(type(record), state_of(base), present(record)),
    )
    merger = Merger(model_admin, request, record, base, data, meanwhile.clashes)
    merger.merge_fields()
    merger.merge_rows()
    return meanwhile


class Merger:
    """Goes through a record's form and its rows, value by value."""

    def __init__(self, model_admin, request, record, base, data, clashes):
        self.model_admin, self.request, self.record = model_admin, request, record
        self.base, self.state, self.data = base.instance, state_of(base), data
        self.clashes = clashes

    def merge_fields(self):
        fieldsets = self.model_admin.get_fieldsets(self.request, self.record)
        form_class = self.model_admin.get_form(
            self.request, self.record, change=True, fields=flatten_fieldsets(fieldsets)
        )
        base, now = form_class(instance=self.base), form_class(instance=self.record)
        base.initial |= self.state.relations
        for name in now.fields:
            if name not in BESIDE:
                self.merge_value(base, now, name, name)

    def merge_value(self, base, now, name, key):
        """One value of a form, `key` being its name in what was sent."""
        form_field = now.fields[name]
        was, theirs = (_initial(form, name) for form in [base, now])
        mine = form_field.widget.value_from_datadict(self.data, {}, key)
        if _sent(form_field, was) == _sent(form_field, theirs):
            return
        if not form_field.has_changed(was, mine):
            self.data.setlist(key, _sent(form_field, theirs))
        elif form_field.has_changed(theirs, mine):
            shown = [_in_words(form_field, v) for v in [_raw(form_field, theirs), mine]]
            self.clashes.append(Clash(capfirst(form_field.label or name), *shown))

    def merge_rows(self):
        inlines = self.model_admin.get_formsets_with_inlines(self.request, self.record)
        kinds = {kind.model: kind for kind in rows_of(type(self.record))}
        for formset_class, inline in inlines:
            if formset_class.model in kinds:
                formset = formset_class(
                    instance=self.record, queryset=inline.get_queryset(self.request)
                )
                RowMerger(self, kinds[formset_class.model], formset).merge()


class RowMerger:
    """Brings together the rows of one kind."""

    def __init__(self, merger, kind, formset):
        self.merger, self.kind, self.formset = merger, kind, formset
        self.data, self.prefix = merger.data, formset.prefix
        self.base_rows = {row["id"]: row for row in merger.state.rows[kind.name]}
        self.now_rows = {row.pk: row for row in formset.get_queryset()}

    def merge(self):
        existing, extra, seen = [], [], set()
        for index in self.sent_rows():
            key = self.data.get(f"{self.prefix}-{index}-id")
            if not key or not key.isdigit():
                extra.append(self.take(index))
                continue
            seen.add(int(key))
            if int(key) in self.now_rows:
                self.merge_row(index, int(key))
                existing.append(self.take(index))
            elif self.typed_over(index, int(key)):
                # Removed by them, changed by me: kept, as a row of its own.
                label = capfirst(self.kind.model._meta.verbose_name)
                row = self.take(index)
                row["id"] = [""]
                extra.append(row)
                mine = "; ".join(v[0] for n, v in row.items() if v[0] and n != "id")
                self.merger.clashes.append(Clash(label, _("removed"), mine))
        for key, row in self.now_rows.items():
            if key not in seen and key not in self.base_rows:
                existing.append(self.as_sent(row))
        self.write(existing, extra)

    def sent_rows(self):
        try:
            return range(int(self.data.get(f"{self.prefix}-TOTAL_FORMS", 0)))
        except ValueError:
            return []

    def form(self, row):
        return self.formset.form(instance=row, **self.formset.get_form_kwargs(0))

    def base_form(self, key):
        """The form of a row as it was opened."""
        row = self.kind.new(self.merger.record, key)
        for column in self.kind.fields:
            value = self.base_rows.get(key, {}).get(column.name)
            setattr(row, column.attname, column.to_python(value))
        return self.form(row)

    def merge_row(self, index, key):
        base, now = self.base_form(key), self.form(self.now_rows[key])
        for name in now.fields:
            self.merger.merge_value(base, now, name, f"{self.prefix}-{index}-{name}")

    def typed_over(self, index, key):
        """Whether I changed a row, other than by deleting it."""
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

    def take(self, index):
        """What was sent for one row, by field."""
        start = f"{self.prefix}-{index}-"
        return {
            key.removeprefix(start): self.data.getlist(key)
            for key in self.data
            if key.startswith(start)
        }

    def as_sent(self, row):
        form = self.form(row)
        sent = {n: _sent(f, _initial(form, n)) for n, f in form.fields.items()}
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
    """A value of the record as the field's widget would have sent it."""
    value = form_field.prepare_value(value)
    return [str(v) for v in value] if isinstance(value, list) else value


def _sent(form_field, value):
    """A value of the record as a browser would send it."""
    value = _raw(form_field, value)
    if isinstance(value, list):
        return sorted(value)
    return ["" if value is None else str(value)]


def _in_words(form_field, value):
    """What was typed or chosen, as it is read."""
    try:
        cleaned = form_field.clean(value)
    except ValidationError:
        cleaned = value
    if isinstance(form_field, forms.TypedChoiceField):
        return str(dict(form_field.choices).get(cleaned, cleaned))
    if hasattr(cleaned, "__iter__") and not isinstance(cleaned, str):
        return ", ".join(map(str, cleaned))
    return "" if cleaned is None else str(cleaned)
