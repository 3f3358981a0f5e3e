"""The inline rows of a record: its parts and claims, which are deleted with it."""

from dataclasses import dataclass

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models

# Fields of a record that hold editorial decisions (state and address), not content.
EDITORIAL_FIELDS = {
    "slug",
    "status",
    "publish_at",
    "withdraw_at",
    "withdrawal_reason",
    "ending",
    "successor",
}


def child_relations(model):
    """The relations of a model to its parts, by related name."""
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
    """The editable columns of a record or part."""
    return [
        f
        for f in model._meta.concrete_fields
        if f.editable and not f.primary_key and not f.generated
    ]


@dataclass(frozen=True)
class InlineRows:
    """One kind of inline rows of a record, such as its seats or its claims."""

    name: str
    model: type
    owner_columns: tuple  # names of the foreign key, or of content type and object id

    @property
    def label(self):
        return self.model._meta.verbose_name_plural

    @property
    def fields(self):
        """The editable columns other than the owner's."""
        return [f for f in own_fields(self.model) if f.name not in self.owner_columns]

    def of(self, record):
        """The rows of a record, as a queryset."""
        return getattr(record, self.name).order_by("pk")

    def of_all(self, model, keys):
        """(primary key of its record, row) for the rows of many records of a kind."""
        rows = self.model._base_manager.order_by("pk")
        if len(self.owner_columns) == 1:
            rows = rows.filter(**{f"{self.owner_columns[0]}__in": keys})
            owner_column = self.model._meta.get_field(self.owner_columns[0]).attname
        else:
            content_type = ContentType.objects.get_for_model(model)
            owner_column = self.owner_columns[1]
            rows = rows.filter(
                **{self.owner_columns[0]: content_type, f"{owner_column}__in": keys}
            )
        return [(getattr(row, owner_column), row) for row in rows]

    def new(self, record, pk):
        """An unsaved row of a record, with a given primary key."""
        if len(self.owner_columns) == 1:
            return self.model(pk=pk, **{self.owner_columns[0]: record})
        content_type = ContentType.objects.get_for_model(record)
        values = dict(zip(self.owner_columns, [content_type, record.pk], strict=True))
        return self.model(pk=pk, **values)


def rows_of(model):
    """The kinds of inline rows of a model: its parts first, then claims.

    Models that others refer to, such as a file with its pages, are left out.
    """
    kinds = [
        InlineRows(name, relation.related_model, (relation.field.name,))
        for name, relation in child_relations(model).items()
        if not relation.related_model._meta.related_objects
    ]
    return kinds + [
        InlineRows(
            f.name, f.related_model, (f.content_type_field_name, f.object_id_field_name)
        )
        for f in model._meta.private_fields
        if isinstance(f, GenericRelation)
    ]
