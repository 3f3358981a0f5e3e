"""The sheet of claims, one row for each."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.spreadsheets.columns import (
    ChoiceWidget,
    Column,
    IntegerWidget,
    LineWidget,
    SlugWidget,
)
from apps.spreadsheets.sheets import NUMBER, PartSheet

from .models import CitedFact, CitedRecord, Claim, Source


def cited_models(base):
    """Models that claims can be about, by their name in a cell."""
    return {model._meta.model_name: model for model in base.__subclasses__()}


class OnCreateColumn(Column):
    """A column that is set when a claim is created, and never changed."""

    def assign(self, instance, value):
        """Nothing: `ClaimSheet.new` sets it."""


class PartColumn(OnCreateColumn):
    """The part that a claim is about, as seat:12; blank for none."""

    def get_value(self, instance):
        if not instance.fact_id:
            return ""
        return f"{instance.fact_type.model}:{instance.fact_id}"


class ClaimSheet(PartSheet):
    """The columns of claims."""

    model = Claim
    cleared_first = {"rank": Claim.Rank.NORMAL}
    names = ("record_kind", "record", "part", "statement", "source", "value", "locator")

    id = Column("id", IntegerWidget(), readonly=True)
    record_kind = OnCreateColumn(
        "content_type__model", LineWidget(), "record_kind", only_on_create=True
    )
    record = OnCreateColumn("record__slug", LineWidget(), "record", only_on_create=True)
    part = PartColumn("fact_id", LineWidget(), "part", only_on_create=True)
    statement = Column("field", LineWidget(), "statement", required=True)
    source = Column("source", SlugWidget(Source), required=True)
    value = Column("value")
    reading = Column("reading", keep_if_blank=True)
    as_of = Column("as_of")
    differs = Column("differs", ChoiceWidget(Claim.Difference))
    locator = Column("locator")
    locator_ind = Column("locator_ind")
    rank = Column("rank", ChoiceWidget(Claim.Rank), keep_if_blank=True)
    reason = Column("reason")
    reason_ind = Column("reason_ind")

    def get_queryset(self):
        return Claim.objects.with_records().order_by("pk")

    def candidates(self, rows, lookup):
        """Claims about the records that the rows name; fetches these records too."""
        self._fetch(rows, lookup)
        claims = []
        for model in cited_models(CitedRecord).values():
            records = lookup.found.get(model, {})
            named = {row["record"] for row in rows} & records.keys()
            claims += self.get_queryset().filter(
                content_type=ContentType.objects.get_for_model(model),
                object_id__in=[records[slug].pk for slug in named],
            )
        return claims

    def _fetch(self, rows, lookup):
        kinds, facts = cited_models(CitedRecord), cited_models(CitedFact)
        wanted, numbers = {}, {}
        for row in rows:
            if row["record_kind"] in kinds:
                wanted.setdefault(kinds[row["record_kind"]], set()).add(row["record"])
            kind, _colon, number = row["part"].partition(":")
            if kind in facts and NUMBER.fullmatch(number):
                numbers.setdefault(facts[kind], set()).add(int(number))
        lookup.load(wanted)
        for model, found in numbers.items():
            lookup.found.setdefault(model, {}).update(
                model._default_manager.in_bulk(found)
            )

    def new(self, row, lookup):
        kinds = cited_models(CitedRecord)
        if row["record_kind"] not in kinds:
            raise ValidationError(
                {
                    "record_kind": _("“%(kind)s” is not one of: %(kinds)s.")
                    % {"kind": row["record_kind"], "kinds": ", ".join(sorted(kinds))}
                }
            )
        try:
            record = lookup.find(kinds[row["record_kind"]], row["record"])
        except ValidationError as error:
            raise ValidationError({"record": error.messages}) from None
        claim = Claim(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
        )
        claim.record = record
        if row["part"]:
            fact = self._fact(row["part"], record, lookup)
            claim.fact = fact
        return claim

    def _fact(self, text, record, lookup):
        kind, _colon, number = text.partition(":")
        model = cited_models(CitedFact).get(kind)
        known = lookup.found.get(model, {})
        fact = known.get(int(number)) if NUMBER.fullmatch(number) else None
        if fact is None or record.pk not in [
            getattr(fact, f.attname)
            for f in fact._meta.concrete_fields
            if f.is_relation and f.related_model is type(record)
        ]:
            raise ValidationError(
                {"part": _("“%(part)s” is not a part of this record.") % {"part": text}}
            )
        return fact

    def finish(self, instance):
        instance.complete()

    def record_of(self, instance):
        return instance.record

    def touches(self, instance, statement):
        return statement == instance.statement
