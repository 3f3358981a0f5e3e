"""What stands in the database for one record, as plain data without primary keys.

Relations are named by slug, so that renaming a member does not make every record
that names it look edited.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from apps.records.inline_rows import child_relations

from .models import Cited

# Kept by the database or by staff's work on the record, not by what it says.
BOOKKEEPING = {"id", "created_at", "updated_at", "ending", "successor"}
OF_A_CLAIM = [
    "field",
    "value",
    "reading",
    "locator",
    "locator_ind",
    "rank",
    "reason",
    "reason_ind",
]
# Added, with a default, after entries had been written with what holds anything.
DEFAULTED = {
    "publications.publication.original_url_leads_to",
    "publications.publication.title_origin",
}
# Added after entries of the ledger had been written with every column.
SINCE = DEFAULTED | {
    "conferences.attendance.note_ind",
    "groups.figure.qualifier_ind",
    "groups.groupname.used_by_ind",
    "members.membername.used_by_ind",
    "sources.claim.locator_ind",
    "sources.source.language",
}


def column_fields(model):
    """The columns of a model that a fixture may set, by name."""
    return {
        f.name: f
        for f in model._meta.concrete_fields
        if f.editable and not f.primary_key and f.name not in BOOKKEEPING
    }


def _plain(instance, model_field):
    value = getattr(instance, model_field.name)
    if isinstance(value, models.Model):
        return getattr(value, "slug", str(value.pk))
    return value if value is None else str(value)


def _columns(instance, *, without=(), former=False):
    """The columns that hold anything, so that a column added later changes no record.

    Neither does one with a default, as long as the record has it.
    """
    fields = column_fields(type(instance))
    columns = {n: _plain(instance, f) for n, f in fields.items() if n not in without}
    label = instance._meta.label_lower
    if former:
        return {n: v for n, v in columns.items() if f"{label}.{n}" not in SINCE}
    default = {
        n: fields[n].get_default() for n in columns if f"{label}.{n}" in DEFAULTED
    }
    return {
        n: value for n, value in columns.items() if value and value != default.get(n)
    }


def _claim(claim, *, former=False):
    told = [(name, getattr(claim, name)) for name in OF_A_CLAIM]
    if former:
        kept = [v for n, v in told if f"sources.claim.{n}" not in SINCE]
        return [claim.source.slug, *kept]
    return [("source", claim.source.slug), *(pair for pair in told if pair[1])]


def state_of(record, *, former=False):
    """The whole content of a record: columns, parts, relations, claims.

    The former one is as older entries of the ledger have it, with what is blank.
    """
    state = {"columns": _columns(record, former=former)}
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
            str(_columns(child, without=[relation.field.name], former=former))
            for child in children
        )
    if isinstance(record, Cited):
        claims = record.claims.select_related("source")
        state["claims"] = sorted(_claim(claim, former=former) for claim in claims)
    elif former and hasattr(record, "claims"):
        state["claims"] = []  # a source had made none yet when it was written
    return state
