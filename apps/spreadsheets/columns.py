"""Columns of a sheet: what stands in a cell, and where it belongs in a record."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export.fields import Field
from import_export.widgets import Widget

from . import cell_text

WHOLE = re.compile(r"-?\d{1,18}")


class Line(Widget):
    """A text on one line."""

    def normal(self, text):
        """A cell with what makes no difference left out."""
        return cell_text.one_line(text)

    def clean(self, value, row=None, **kwargs):
        return self.normal(value)

    def slugs(self, text):
        """The addresses of other records that a cell names, by their model."""
        return {}


class Lines(Line):
    """A text of any length."""

    def normal(self, text):
        return cell_text.many_lines(text)


class Number(Line):
    """A whole number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        text = self.normal(value)
        if text and not WHOLE.fullmatch(text):
            raise ValidationError(
                _("“%(text)s” is not a whole number.") % {"text": text}
            )
        return int(text) if text else None


class Choice(Line):
    """One of a list of codes; its label, in either language, is understood too."""

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


class Slug(Line):
    """Another record, named by its address."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def slugs(self, text):
        return {self.model: {self.normal(text)} - {""}}

    def clean(self, value, row=None, *, others, **kwargs):
        slug = self.normal(value)
        return others.find(self.model, slug) if slug else None

    def render(self, value, **kwargs):
        return value.slug if value is not None else ""


class Slugs(Slug):
    """Other records, named by their addresses, in no order."""

    def slugs(self, text):
        return {self.model: set(cell_text.items(text))}

    def clean(self, value, row=None, *, others, **kwargs):
        return [others.find(self.model, slug) for slug in cell_text.items(value)]

    def render(self, value, **kwargs):
        return "; ".join(sorted(record.slug for record in value or []))


class Column(Field):
    """A column of the sheet that is one of the model's own."""

    in_rows_of_its_own = False
    outside = False

    def __init__(
        self,
        attribute,
        widget=None,
        column_name=None,
        *,
        required=False,
        kept=False,
        fixed=False,
        readonly=False,
    ):
        """`required`: never blank. `kept`: a blank cell leaves what is there. `fixed`:
        only a new row may say it. `readonly`: no row may, it is only told."""
        super().__init__(
            attribute, column_name or attribute, widget or Line(), readonly=readonly
        )
        self.required = required
        self.kept = kept
        self.fixed = fixed

    def same(self, text, old, instance):
        """Whether a cell says what the record says (`old`), however it is spaced."""
        return text == old or self.widget.normal(text) == self.widget.normal(old)

    def assign(self, instance, value):
        setattr(instance, self.attribute, value)


class RowsColumn(Column):
    """A column kept in rows of their own, written once the records are there."""

    in_rows_of_its_own = True

    def assign(self, instance, value):
        """Nothing yet: see `store`."""

    def store(self, values):
        """Write (record, value) pairs, in a number of queries that is fixed."""
        raise NotImplementedError


class OutsideColumn(RowsColumn):
    """A column whose content lies outside the database, such as a file.

    It is written last, once everything else stands, and never by a dry run.
    """

    outside = True

    def take_back(self, instance):
        """Undo what storing the column did to a record."""
        raise NotImplementedError


class Links(RowsColumn):
    """A many-to-many relation, given by addresses."""

    def __init__(self, attribute, model, **kwargs):
        super().__init__(attribute, Slugs(model), **kwargs)

    def get_value(self, instance):
        # From what was prefetched; a record that is not there yet has none.
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
