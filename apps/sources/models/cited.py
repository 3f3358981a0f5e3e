"""Records, and parts of records, that can say where they come from."""

from decimal import Decimal
from functools import cache

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.dates import EDTFField, format_edtf
from apps.core.labels import CachedChoiceLabels, labels
from apps.records.inline_rows import child_relations
from apps.records.models import Record
from apps.records.publish_checks import (
    advice,
    blocker,
    sources_not_public,
    unsourced_statements,
)
from apps.sources import evidence_rule
from apps.sources.evidence import Evidence
from apps.sources.statements import statements_of


@cache
def columns_of(model):
    """The columns of a model by name."""
    return {column.name: column for column in model._meta.concrete_fields}


class Cited(CachedChoiceLabels):
    """Something whose statements have sources.

    STATEMENTS names what can be claimed of it: the code, which is also the name of
    a field or property, and its label. DERIVED are those among them that its parts make
    up, whose own sources vouch for them; OWN_WORDS are lines written by us, as every
    longer text is. MADE_OF names the columns or relations that make up a property.
    WEIGHTS say how much hangs on a statement: 3 on what the Process is counted by (who
    takes part as what, the days of its conferences, figures), 2 on who, when and where,
    1 on all else.
    """

    STATEMENTS = {}
    MADE_OF = {}
    DERIVED = frozenset()
    OWN_WORDS = frozenset()
    WEIGHTS = {}

    class Meta:
        abstract = True

    @classmethod
    def concrete(cls, statement):
        """The column that holds a statement; None where a property makes it."""
        return columns_of(cls).get(statement)

    @classmethod
    def choice_label(cls, field, code):
        """A statement that is one of our own codes in the reader's words; else blank."""
        column = cls.concrete(field)
        return str(labels(column).get(code, "")) if column and column.choices else ""

    def is_compared(self, field):
        """Whether our own value of a statement can be compared with a source's reading.

        A text in our own words cannot, nor what its parts make up.
        """
        worded = isinstance(self.concrete(field), models.TextField)
        return not (worded or field in self.DERIVED or field in self.OWN_WORDS)

    def reading(self, field):
        """Our own value of a statement in canonical form; blank if it is not compared."""
        if not self.is_compared(field):
            return ""
        if self.concrete(field):
            value = getattr(self, field)
        else:
            with override("en"):  # a property may name things in the reader's language
                value = getattr(self, field)
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return "" if value is None else str(value)

    @classmethod
    def in_words(cls, field, reading):
        """A value of a statement in canonical form in the reader's words."""
        if isinstance(cls.concrete(field), EDTFField):
            try:
                return format_edtf(reading)
            except (AttributeError, ValueError):  # of a source that is not followed
                return reading
        return cls.choice_label(field, reading) or reading

    @classmethod
    def stated_in(cls, columns):
        """The statements that these columns make."""
        return tuple(
            name
            for name in cls.STATEMENTS
            if not columns.isdisjoint([name, *cls.MADE_OF.get(name, [])])
        )

    def says(self, field):
        """Whether it states something that needs a source of its own."""
        return field not in self.DERIVED and getattr(self, field) not in ("", None)

    @classmethod
    def saying(cls, field):
        """Q of the rows of which `says` is true: of those with a value in a column."""
        column = cls.concrete(field)
        filled = Q(**{f"{field}__isnull": False})
        return filled & ~Q(**{field: ""}) if is_text(column) else filled

    def weight(self, field):
        """How much hangs on a statement, from 1 to 3."""
        return self.WEIGHTS.get(field, 1)


def is_text(column):
    return isinstance(column, models.CharField | models.TextField)


def claims_about(record):
    # Past the manager of the relation, which would ask for the record's type.
    model = type(record)._meta.get_field("claims").related_model
    return model.objects.for_record(record)


class CitedRecord(Cited, Record):
    """A record that can say where each of its statements comes from."""

    claims = GenericRelation("sources.Claim")
    known_on = models.DateField(
        _("as known on"),
        default=timezone.localdate,
        editable=False,
        help_text=_("The day its facts were last changed, or read in their sources."),
    )

    class Meta:
        abstract = True

    def findings(self):
        claims = list(claims_about(self))
        unseen = {c.source.title for c in claims if not c.source.is_public}
        statements = statements_of(self, claims)
        found = [*super().findings(), *sources_not_public(unseen)]
        if not any(statement.claims for statement in statements):
            none = _("No source is cited. Add what a source says under “Evidence”.")
            return [*found, blocker(none)]
        undecided = [
            advice(
                _("Sources differ and none is preferred: %(what)s.")
                % {"what": statement.label}
            )
            for statement in statements
            if statement.contested and statement.preferred is None
        ]
        unsourced = [s.label for s in statements if s.is_unsourced]
        breaches = [blocker(m) for s in statements for m in s.breaches()]
        return [*found, *breaches, *unsourced_statements(unsourced), *undecided]

    @classmethod
    def evidence_of(cls, records):
        return evidence_rule.evidence_of(records)

    @classmethod
    def settle_all(cls, records, before, named=()):
        return evidence_rule.settle_all(records, before, named)

    def take_back(self, made=(), outranked=(), was=None):
        if made or outranked:
            claims_about(self).filter(pk__in=made).delete()
            claims_about(self).filter(pk__in=outranked).update(rank="preferred")
        if was:
            *key, name, value = was
            for about in [self, *self.cited_parts]:
                if about.statement_key == tuple(key):
                    column = about.concrete(name)
                    setattr(about, column.attname, column.to_python(value))
                    about.skip_history_when_saving = True  # its version is yet to come
                    about.save()
                    del about.skip_history_when_saving

    @classmethod
    def part_relations(cls):
        """The relations to parts with sources of their own, by name."""
        return {
            name: relation
            for name, relation in child_relations(cls).items()
            if issubclass(relation.related_model, CitedFact)
        }

    @property
    def cited_parts(self):
        """The parts of this record that have sources of their own: seats, figures…"""
        if self.pk is None:
            return []
        return [
            part for name in self.part_relations() for part in getattr(self, name).all()
        ]

    @property
    def statement_key(self):
        """The part and its number in the key of a statement: none."""
        return None, None

    evidence_key = statement_key

    @cached_property
    def evidence(self):
        """All public sources say about this record and its parts, in one query."""
        claims = claims_about(self).of_public_sources()
        return Evidence(self, claims.about_public_parts(self))


class CitedFact(Cited):
    """A part of a record, such as a seat or a figure, with sources of its own."""

    claims = GenericRelation(
        "sources.Claim", content_type_field="fact_type", object_id_field="fact_id"
    )

    # Whether the first of the same carries a number too.
    IS_NUMBERED = False
    # Whether lists of what a source says count parts of this kind, where it only
    # supports them, and do not name each.
    IS_COUNTED = False

    class Meta:
        abstract = True

    @property
    def statement_key(self):
        """The type and number of the part in the key of a statement."""
        return ContentType.objects.get_for_model(self).pk, self.pk

    @property
    def evidence_key(self):
        """The same by the name of its kind, for which no type is asked."""
        return self._meta.model_name, self.pk

    @property
    def natural_anchor(self):
        """Its place on the page of its record, by what tells it from others."""
        raise NotImplementedError

    @property
    def caption(self):
        """What it is, in the reader's words."""
        return str(self)
