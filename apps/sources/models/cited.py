"""Records, and parts of records, that can say where they come from."""

from decimal import Decimal

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.dates import EDTFField, format_edtf
from apps.core.labels import CachedChoiceLabels, labels
from apps.records.models import Record
from apps.records.publish_checks import (
    advice,
    blocker,
    sources_not_public,
    unsourced_statements,
)
from apps.sources.evidence import Evidence


class Cited(CachedChoiceLabels):
    """Something whose statements have sources.

    STATEMENTS names what can be claimed of it: the code, which is also the name of
    a field or property, and its label.
    """

    STATEMENTS = {}

    class Meta:
        abstract = True

    @classmethod
    def concrete(cls, statement):
        """The column that holds a statement; None where a property makes it."""
        return next((f for f in cls._meta.concrete_fields if f.name == statement), None)

    @classmethod
    def choice_label(cls, field, code):
        """A statement that is one of our own codes in the reader's words; else blank."""
        column = cls.concrete(field)
        return str(labels(column).get(code, "")) if column and column.choices else ""

    def stated(self, field):
        """Our own value of a statement as (plain English, canonical form).

        Both are blank for a text in our own words: a source supports it, but does
        not say it.
        """
        model_field = self.concrete(field)
        if isinstance(model_field, models.TextField):
            return "", ""
        value = getattr(self, field)
        with override("en"):
            if isinstance(model_field, EDTFField):
                return format_edtf(value), value
            if words := self.choice_label(field, value):
                return words, str(value)
            if isinstance(value, Decimal):
                value = f"{value.normalize():f}"
            text = "" if value is None else str(value)
            return text, text


def claims_about(record):
    # Past the manager of the relation, which would ask for the record's type.
    model = type(record)._meta.get_field("claims").related_model
    return model.objects.for_record(record)


class CitedRecord(Cited, Record):
    """A record that can say where each of its statements comes from."""

    claims = GenericRelation("sources.Claim")

    class Meta:
        abstract = True

    def findings(self):
        claims = claims_about(self)
        unseen = {c.source.title for c in claims if not c.source.is_public}
        statements = Evidence(c for c in claims if c.source.is_public).statements
        found = [*super().findings(), *sources_not_public(unseen)]
        if not statements:
            none = _("No source is cited. Add what a source says under “Evidence”.")
            return [*found, blocker(none)]
        silent = [
            label
            for field, label in self.STATEMENTS.items()
            if (None, None, field) not in statements and self.stated(field)[0]
        ]
        undecided = [
            advice(
                _("Sources differ and none is preferred: %(what)s.")
                % {"what": statement.label}
            )
            for statement in statements.values()
            if statement.contested and statement.preferred is None
        ]
        return [*found, *unsourced_statements(silent), *undecided]

    @cached_property
    def evidence(self):
        """All public sources say about this record and its parts, in one query."""
        claims = claims_about(self).of_public_sources()
        return Evidence(claims.about_public_parts(self))


class CitedFact(Cited):
    """A part of a record, such as a seat or a figure, with sources of its own."""

    claims = GenericRelation(
        "sources.Claim", content_type_field="fact_type", object_id_field="fact_id"
    )

    class Meta:
        abstract = True

    def stated(self, field):
        """As for a record; without a span of time that no source states as such.

        A start “between 2014 and 2015” is read from several sources together.
        """
        if getattr(self, "is_read_together", False):
            return str(self), str(self)
        return super().stated(field)
