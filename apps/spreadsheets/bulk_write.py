"""Bulk writing of checked rows, with a version of each record."""

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from apps.core.dates import EDTFBound
from apps.records.versions import save_parts_before_all

from . import retraction
from .models import Verdict
from .row_evidence import RowEvidence


def keeps_history(model):
    return hasattr(model._meta, "simple_history_manager_attribute")


def write_records(sheet, rows, context):
    """Create and update the records of these rows, then their related rows.

    Returns (row, message) for those that would leave their evidence; the caller then
    rolls back.
    """
    now, evidence = timezone.now(), RowEvidence(sheet, rows)
    related = [c for c in sheet.columns if c.is_related and not c.is_external]
    changed = [row for row in rows if row.verdict == Verdict.CHANGED]
    kept = changed if keeps_history(sheet.model) else []
    save_parts_before_all(
        [
            row.instance
            for row in kept
            if any(c.is_reason or c.column_name in row.values for c in related)
        ]
    )
    owners = owners_of(sheet, [row.instance for row in rows])
    for records in owners:
        save_parts_before_all(records)
    created = [row.instance for row in rows if row.verdict == Verdict.NEW]
    create(sheet.model, created, context, now)
    if changed:
        clear_unique_values(sheet, changed)
        names = columns_changed(sheet, changed)
        update(sheet.model, [row.instance for row in changed], names, context, now)
    for column in related:
        name = column.column_name
        values = [
            (row.instance, row.values[name]) for row in rows if name in row.values
        ]
        if values:
            column.store(values)
    columns, refused = evidence.settle()
    for records in owners:
        update(type(records[0]), records, columns, context, now)
    return refused


def columns_changed(sheet, rows):
    """Names of the model's columns that any of these rows changes."""
    names = {name for row in rows for name in row.changes}
    return {
        column.attribute
        for column in sheet.columns
        if column.column_name in names and not column.is_related
    } | (retraction.COLUMNS if "status" in names else set())


def owners_of(sheet, instances):
    """The records that these parts belong to, as a list for each kind."""
    records = {}
    for instance in instances:
        record = sheet.record_of(instance)
        if record is not instance:
            records.setdefault(type(record), {})[record.pk] = record
    return [list(found.values()) for found in records.values()]


def create(model, instances, context, now):
    if not instances:
        return
    if not keeps_history(model):
        model._default_manager.bulk_create(instances)
        return
    bulk_create_with_history(
        instances,
        model,
        default_user=context.user,
        default_change_reason=context.note,
        default_date=now,
    )


def update(model, instances, columns, context, now):
    """Update these columns of each record, and the bounds of its EDTF dates."""
    names = set(columns) | {
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, EDTFBound) and f.of in columns
    }
    if any(f.name == "updated_at" for f in model._meta.concrete_fields):
        names.add("updated_at")
        for instance in instances:
            instance.updated_at = now
    if not keeps_history(model):
        if names:
            model._default_manager.bulk_update(instances, sorted(names))
        return
    bulk_update_with_history(
        instances,
        model,
        sorted(names),
        default_user=context.user,
        default_change_reason=context.note,
        default_date=now,
    )


def clear_unique_values(sheet, rows):
    """Clear unique columns before they change, so that rows may exchange values."""
    for name, empty in sheet.cleared_first.items():
        pks = [row.instance.pk for row in rows if name in row.changes]
        if pks:
            sheet.model._default_manager.filter(pk__in=pks).update(**{name: empty})
