"""Columns and widgets of sheets, on those of django-import-export."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.widgets import Widget

from . import cell_text

WHOLE = re.compile(r"-?\d{1,18}")


class LineWidget(Widget):
    """A text on one line."""

    def normal(self, text):
        """The text of a cell, normalised for comparison."""
        return cell_text.one_line(text)

    def clean(self, value, row=None, **kwargs):
        return self.normal(value)

    def slugs(self, text):
        """The slugs of other records that a cell names, by model."""
        return {}


class TextWidget(LineWidget):
    """A text of any length."""

    def normal(self, text):
        return cell_text.many_lines(text)


class IntegerWidget(LineWidget):
    """A whole number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        text = self.normal(value)
        if text and not WHOLE.fullmatch(text):
            raise ValidationError(
                _("“%(text)s” is not a whole number.") % {"text": text}
            )
        return int(text) if text else None


class ChoiceWidget(LineWidget):
    """A choice, given by its value or its label in either language."""

    def __init__(self, choices):
        super().__init__()
        self.choices = choices
        self._codes = None

    @property
    def codes(self):
        if self._codes is None:
            self._codes = {}
            for language in ["en", "id"]:
                with override(language):
                    for value, label in self.choices.choices:
                        self._codes[str(label).casefold()] = value
            self._codes |= {value.casefold(): value for value in self.choices.values}
        return self._codes

    def clean(self, value, row=None, **kwargs):
        text = self.normal(value)
        if text and text.casefold() not in self.codes:
            raise ValidationError(
                _("“%(text)s” is not one of: %(choices)s.")
                % {"text": text, "choices": ", ".join(self.choices.values)}
            )
        return self.codes[text.casefold()] if text else ""


class SlugWidget(LineWidget):
    """A foreign key, given by slug."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def slugs(self, text):
        return {self.model: {self.normal(text)} - {""}}

    def clean(self, value, row=None, *, lookup, **kwargs):
        slug = self.normal(value)
        return lookup.find(self.model, slug) if slug else None

    def render(self, value, **kwargs):
        return value.slug if value is not None else ""


class SlugListWidget(SlugWidget):
    """A many-to-many relation, given by slugs separated by semicolons."""

    def slugs(self, text):
        return {self.model: set(cell_text.split_items(text))}

    def clean(self, value, row=None, *, lookup, **kwargs):
        return [lookup.find(self.model, slug) for slug in cell_text.split_items(value)]

    def render(self, value, **kwargs):
        return "; ".join(sorted(record.slug for record in value or []))


class Column(Field):
    """A column of the sheet for a column of the model."""

    is_related = False
    is_external = False
    is_reason = False

    def __init__(
        self,
        attribute,
        widget=None,
        column_name=None,
        *,
        required=False,
        keep_if_blank=False,
        only_on_create=False,
        readonly=False,
    ):
        """`required`: never blank. `keep_if_blank`: a blank cell leaves what is there. `only_on_create`:
        only a new row may say it. `readonly`: no row may, it is only told."""
        super().__init__(
            attribute,
            column_name or attribute,
            widget or LineWidget(),
            readonly=readonly,
        )
        self.required = required
        self.keep_if_blank = keep_if_blank
        self.only_on_create = only_on_create

    def same(self, text, old, instance):
        """Whether a cell equals the record's value (`old`), but for spacing."""
        return text == old or self.widget.normal(text) == self.widget.normal(old)

    def assign(self, instance, value):
        setattr(instance, self.attribute, value)


class RelatedRowsColumn(Column):
    """A column stored in related rows, written after the records."""

    is_related = True

    def assign(self, instance, value):
        """Nothing yet: see `store`."""

    def store(self, values):
        """Write (record, value) pairs in a fixed number of queries."""
        raise NotImplementedError


class ExternalColumn(RelatedRowsColumn):
    """A column whose content is stored outside the database, such as a file.

    It is written last, after everything else, and never by a dry run.
    """

    is_external = True

    def undo(self, instance):
        """Undo what storing the column did to a record."""
        raise NotImplementedError


class ReasonColumn(RelatedRowsColumn):
    """A column that says where a row's changes come from, and changes nothing itself.

    It is always blank in an export (`apps.spreadsheets.row_evidence`).
    """

    is_reason = True

    def get_value(self, instance):
        return None

    def store(self, values):
        """Nothing: it becomes evidence when the rows are settled."""


class ManyToManyColumn(RelatedRowsColumn):
    """A many-to-many relation, given by slugs."""

    def __init__(self, attribute, model, **kwargs):
        super().__init__(attribute, SlugListWidget(model), **kwargs)

    def get_value(self, instance):
        # Prefetched; an unsaved record has none.
        return getattr(instance, self.attribute).all() if instance.pk else []

    def store(self, values):
        relation = type(values[0][0])._meta.get_field(self.attribute)
        through = relation.remote_field.through
        here, there = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        through.objects.filter(
            **{f"{here}__in": [record for record, _others in values]}
        ).delete()
        through.objects.bulk_create(
            through(**{here: record, there: other})
            for record, others in values
            for other in others
        )
