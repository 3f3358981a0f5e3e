"""The content of a record in the database, as plain data without primary keys.

Relations are named by slug, so that renaming a member does not make every record
that names it look edited.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from apps.records.inline_rows import child_relations

from .models import Cited

# Kept by the database or by staff's work on the record, not by what it says.
IGNORED_FIELDS = {"id", "created_at", "updated_at", "ending", "successor"}
CLAIM_FIELDS = [
    "field",
    "value",
    "reading",
    "as_of",
    "differs",
    "locator",
    "locator_ind",
    "rank",
    "reason",
    "reason_ind",
]


def column_fields(model):
    """The columns of a model that a fixture may set, by name."""
    return {
        f.name: f
        for f in model._meta.concrete_fields
        if f.editable and not f.primary_key and f.name not in IGNORED_FIELDS
    }


def _plain(instance, model_field):
    value = getattr(instance, model_field.name)
    if isinstance(value, models.Model):
        return getattr(value, "slug", str(value.pk))
    return value if value is None else str(value)


def _columns(instance, *, without=()):
    """The columns in which it differs from a new one, so that a column added later
    changes no record."""
    return {
        name: value
        for name, column in column_fields(type(instance)).items()
        if name not in without
        and (value := _plain(instance, column))
        and value != _default(column)
    }


def _default(column):
    default = column.get_default()
    return default if default is None else str(default)


def _claim(claim):
    told = [(name, getattr(claim, name)) for name in CLAIM_FIELDS]
    return [("source", claim.source.slug), *(pair for pair in told if pair[1])]


def state_of(record):
    """The whole content of a record: columns, parts, relations, claims."""
    state = {"columns": _columns(record)}
    for m2m in record._meta.many_to_many:
        if not isinstance(m2m, GenericRelation):
            slugs = getattr(record, m2m.name).values_list("slug", flat=True)
            state[m2m.name] = sorted(slugs)
    for name, relation in child_relations(type(record)).items():
        children = getattr(record, name).select_related(
            *(
                f.name
                for f in relation.related_model._meta.concrete_fields
                if f.is_relation
            )
        )
        state[name] = sorted(
            str(_columns(child, without=[relation.field.name])) for child in children
        )
    if isinstance(record, Cited):
        claims = record.claims.select_related("source")
        state["claims"] = sorted(_claim(claim) for claim in claims)
    return state
