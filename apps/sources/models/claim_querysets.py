"""Queries of claims: of a record, of public sources, contested ones."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from apps.serving import cache_generations

from .cited import CitedFact, CitedRecord
from .hidden_parts import about_hidden_parts
from .sources import Source


@cache
def cited_models():
    """What claims can be about, by its name in the table of content types."""
    models = [*CitedRecord.__subclasses__(), *CitedFact.__subclasses__()]
    return {model._meta.model_name: model for model in models}


class ClaimQuerySet(models.QuerySet):
    def for_record(self, record):
        """Everything sources say of one record and its parts, best rank first.

        Each with the name of what states it, so that no type has to be asked for.
        """
        opts = record._meta
        return (
            self.filter(
                content_type__app_label=opts.app_label,
                content_type__model=opts.model_name,
                object_id=record.pk,
            )
            .annotate(stated=Coalesce("fact_type__model", "content_type__model"))
            .select_related("source")
            .order_by("field", "rank_order", "pk")
        )

    def about(self, model, keys):
        """Everything sources say of records of a kind and their parts, best rank first."""
        return (
            self.filter(
                content_type=ContentType.objects.get_for_model(model),
                object_id__in=keys,
            )
            .select_related("source")
            .order_by("field", "rank_order", "pk")
        )

    def contested(self):
        """All that these claims say of the statements that are contested among them.

        A statement is contested where its claims give different readings, or the record
        does not follow one that gives a reading. Three kinds of claims contradict
        nothing: without a reading, with a difference that is no contradiction, and given
        for an earlier value. `Statement.contested` is the same rule for claims that are
        at hand.
        """
        saying = self.filter(differs="", superseded_on=None).exclude(reading="")
        saying = saying.annotate(
            type_or_none=Coalesce("fact_type_id", 0),
            id_or_none=Coalesce("fact_id", 0),
        )
        contesting = saying.filter(
            ~Q(reading=OuterRef("reading")) | Q(rank=self.model.Rank.DEPRECATED),
            content_type=OuterRef("content_type"),
            object_id=OuterRef("object_id"),
            field=OuterRef("field"),
            type_or_none=OuterRef("type_or_none"),
            id_or_none=OuterRef("id_or_none"),
        )
        return saying.filter(Exists(contesting))

    def public(self):
        """Claims that anybody may see: what they are about, and who makes them."""
        return self.of_public_sources().about_public_records()

    def about_public_parts(self, record=None):
        """Claims but for those about a part that names a record nobody may see.

        `record` is the one on whose own page they stand, whoever may see it.
        """
        kind = None if record is None else type(record)
        hidden = cache_generations.remember(
            f"sources:hidden-parts:{kind and kind.__name__}",
            lambda: about_hidden_parts(kind),
        )
        return self.exclude(hidden) if hidden else self

    def of_public_sources(self):
        """Claims of sources that anybody may see; others neither speak nor dispute."""
        return self.filter(source__in=Source.objects.public())

    def about_public_records(self):
        """Claims about records and parts that anybody may see, whoever makes them."""
        visible = Q(pk__in=[])
        for model in CitedRecord.__subclasses__():
            visible |= Q(
                content_type__app_label=model._meta.app_label,
                content_type__model=model._meta.model_name,
                object_id__in=model.objects.public().values("pk"),
            )
        return self.filter(visible).about_public_parts()

    def with_kinds(self):
        """Each with its source and the names of what it is about and what states it."""
        return self.select_related("source", "content_type", "fact_type").annotate(
            stated=Coalesce("fact_type__model", "content_type__model")
        )

    def with_records(self):
        """Each with its source and its record, in a number of queries that is fixed."""
        ContentType.objects.get_for_models(*cited_models().values())  # all at once
        return self.select_related(
            "source", "content_type", "fact_type"
        ).prefetch_related("record")

    def statements(self):
        """The distinct statements claimed, as tuples."""
        keys = ["content_type", "object_id", "fact_type", "fact_id", "field"]
        return self.order_by().values_list(*keys).distinct()
