"""The parts of a record: rows that have no life without it."""

from dataclasses import dataclass

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models

# What staff decide about a record, as against what it says: whether it is public, and
# where it stands.
DECISIONS = {
    "slug",
    "status",
    "publish_at",
    "withdraw_at",
    "withdrawal_reason",
    "ending",
    "successor",
}


def child_relations(model):
    """The parts a record is written with, by related name: rows that die with it."""
    return {
        relation.get_accessor_name(): relation
        for relation in model._meta.related_objects
        if relation.one_to_many
        and relation.on_delete is models.CASCADE
        and relation.related_model._meta.app_label == model._meta.app_label
        and relation.get_accessor_name()
        and not hasattr(relation.related_model, "slug")
        and not relation.related_model.__name__.startswith("Historical")
        and not relation.get_accessor_name().startswith("inverse_")
    }


def own_fields(model):
    """The columns of a record or part that somebody may change."""
    return [
        f
        for f in model._meta.concrete_fields
        if f.editable and not f.primary_key and not f.generated
    ]


@dataclass(frozen=True)
class Rows:
    """One kind of rows that stand under a record: its seats, its claims."""

    name: str
    model: type
    ties: tuple  # names of the columns that say whose rows they are

    @property
    def label(self):
        return self.model._meta.verbose_name_plural

    @property
    def fields(self):
        """The columns that say something."""
        return [f for f in own_fields(self.model) if f.name not in self.ties]

    def of(self, record):
        """The rows of a record, straight from the database."""
        return getattr(record, self.name).order_by("pk")

    def of_all(self, model, keys):
        """(primary key of its record, row) for the rows of many records of a kind."""
        rows = self.model._base_manager.order_by("pk")
        if len(self.ties) == 1:
            rows = rows.filter(**{f"{self.ties[0]}__in": keys})
            tie = self.model._meta.get_field(self.ties[0]).attname
        else:
            content_type = ContentType.objects.get_for_model(model)
            tie = self.ties[1]
            rows = rows.filter(**{self.ties[0]: content_type, f"{tie}__in": keys})
        return [(getattr(row, tie), row) for row in rows]

    def new(self, record, pk):
        """A row of a record, with the key it once had."""
        if len(self.ties) == 1:
            return self.model(pk=pk, **{self.ties[0]: record})
        content_type = ContentType.objects.get_for_model(record)
        values = dict(zip(self.ties, [content_type, record.pk], strict=True))
        return self.model(pk=pk, **values)


def rows_of(model):
    """The kinds of rows a record consists of: its parts first, then what is said of them.

    Rows that others hang on, such as a file with its pages, are more than a row of
    values, and are left out.
    """
    kinds = [
        Rows(name, relation.related_model, (relation.field.name,))
        for name, relation in child_relations(model).items()
        if not relation.related_model._meta.related_objects
    ]
    return kinds + [
        Rows(
            f.name, f.related_model, (f.content_type_field_name, f.object_id_field_name)
        )
        for f in model._meta.private_fields
        if isinstance(f, GenericRelation)
    ]
