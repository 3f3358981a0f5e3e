"""Complete versions of a record: its own fields, its relations, its parts and claims.

Every save of a record stores a version of its own fields (django-simple-history). Code
that changes relations or parts stores them in the version's `parts`: `save_parts_before`
before the change, `save_parts` after the record and its parts were saved.
"""

import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .inline_rows import EDITORIAL_FIELDS, own_fields, rows_of


@dataclass
class State:
    """The whole content of a record at one time, as plain data."""

    fields: dict  # own columns by name
    relations: dict  # primary keys, by name of a many-to-many relation
    rows: dict  # rows of parts and claims, by name


def _plain(data):
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def _columns(instance, fields):
    return {f.name: getattr(instance, f.attname) for f in fields}


def parts_of(record):
    """The current relations and parts of a record, as stored in `parts`."""
    relations = {
        f.name: sorted(getattr(record, f.name).values_list("pk", flat=True))
        for f in record._meta.many_to_many
    }
    rows = {
        kind.name: [
            {"id": row.pk} | _columns(row, kind.fields) for row in kind.of(record)
        ]
        for kind in rows_of(type(record))
    }
    return _plain({"relations": relations, "rows": rows})


def parts_of_many(records):
    """The same of many records of one kind, by primary key, in a few queries."""
    model, keys = type(records[0]), [record.pk for record in records]
    found = {
        key: {
            "relations": {f.name: [] for f in model._meta.many_to_many},
            "rows": {kind.name: [] for kind in rows_of(model)},
        }
        for key in keys
    }
    for f in model._meta.many_to_many:
        here, there = f.m2m_column_name(), f.m2m_reverse_name()
        ties = f.remote_field.through._base_manager.filter(**{f"{here}__in": keys})
        for key, other in ties.order_by(there).values_list(here, there):
            found[key]["relations"][f.name].append(other)
    for kind in rows_of(model):
        for key, row in kind.of_all(model, keys):
            found[key]["rows"][kind.name].append(
                {"id": row.pk} | _columns(row, kind.fields)
            )
    return {key: _plain(parts) for key, parts in found.items()}


def latest_version(record):
    """The latest version of a record, None if it has none."""
    return record.history.order_by("-history_id").first()


def save_parts(record):
    """Store the current parts of a record in its latest version."""
    version = latest_version(record)
    if version is not None:
        version.parts = parts_of(record)
        version.save(update_fields=["parts"])


def save_parts_before(record):
    """Before parts change: store them in the latest version, unless it has them."""
    version = latest_version(record) if record.pk else None
    if version is not None and version.parts is None:
        version.parts = parts_of(record)
        version.save(update_fields=["parts"])


def save_parts_before_all(records):
    """The same for many records of one kind, in a few queries."""
    if not records:
        return
    history = type(records[0]).history
    last = history.filter(id__in=[record.pk for record in records]).values("id")
    keys = last.annotate(last=Max("history_id")).values_list("last", flat=True)
    versions = list(history.filter(pk__in=keys, parts__isnull=True))
    if versions:
        without = {version.id for version in versions}
        parts = parts_of_many([r for r in records if r.pk in without])
        for version in versions:
            version.parts = parts[version.id]
        history.bulk_update(versions, ["parts"], batch_size=500)


def current_state(record):
    """The current State of a record."""
    return State(_plain(_columns(record, own_fields(type(record)))), **parts_of(record))


def state_of(version):
    """The State of a record in a version.

    If the version has no `parts`, those of the next version that has them, or the current
    ones.
    """
    model, parts = version.instance_type, version.parts
    if parts is None:
        later = model.history.filter(id=version.id, history_id__gt=version.history_id)
        known = later.exclude(parts=None).order_by("history_id")
        parts = known.values_list("parts", flat=True).first()
    if parts is None:
        parts = parts_of(version.instance)
    return State(_plain(_columns(version, own_fields(model))), **parts)


def states_of(versions, record):
    """The State of each version of a record; all versions are given, oldest first."""
    fields, parts, states = own_fields(type(record)), None, []
    for version in reversed(versions):
        parts = version.parts or parts or parts_of(record)
        states.append(State(_plain(_columns(version, fields)), **parts))
    return states[::-1]


@transaction.atomic
def restore(record, version):
    """Restore the content of a version; its status and address stay.

    Parts are saved; the record itself is saved by the caller, with a note. Raises
    ValidationError if something the version refers to has been deleted.
    """
    state = state_of(version)
    for field in own_fields(type(record)):
        if field.name not in EDITORIAL_FIELDS:
            value = field.to_python(state.fields[field.name])
            setattr(record, field.attname, value)
    _check(record)
    for kind in rows_of(type(record)):
        _restore_rows(record, kind, state.rows.get(kind.name, []))
    for name, keys in state.relations.items():
        related = record._meta.get_field(name).related_model
        if related._base_manager.filter(pk__in=keys).count() < len(keys):
            raise ValidationError(
                _("%(name)s: something named in this version has been deleted since.")
                % {"name": capfirst(record._meta.get_field(name).verbose_name)}
            )
        getattr(record, name).set(keys)


def _restore_rows(record, kind, rows):
    """Replace the rows of a kind that differ, with their former primary keys."""
    wanted = {row["id"]: row for row in rows}
    stale = [
        row.pk
        for row in kind.of(record)
        if _plain({"id": row.pk} | _columns(row, kind.fields)) != wanted.get(row.pk)
    ]
    kind.of(record).filter(pk__in=stale).delete()
    there = set(kind.of(record).values_list("pk", flat=True))
    for key, row in wanted.items():
        if key in there:
            continue
        part = kind.new(record, key)
        for field in kind.fields:
            if field.name in row:
                setattr(part, field.attname, field.to_python(row[field.name]))
        _check(part)
        part.save(force_insert=True)


def _check(instance):
    try:
        instance.full_clean()
    except ValidationError as error:
        name = capfirst(instance._meta.verbose_name)
        raise ValidationError(f"{name}: {' '.join(error.messages)}") from error
