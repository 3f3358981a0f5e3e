"""Writing many checked rows together, each with its line in the history."""

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from apps.core.dates import EDTFBound
from apps.records.versions import save_parts_before_all

from . import retraction
from .models import Verdict


def keeps_history(model):
    return hasattr(model._meta, "simple_history_manager_attribute")


def write_records(sheet, rows, terms):
    """Create and update the records of these rows, then what hangs on them."""
    now = timezone.now()
    in_rows = [c for c in sheet.columns if c.in_rows_of_its_own and not c.outside]
    changed = [row for row in rows if row.verdict == Verdict.CHANGED]
    save_parts_before_all(
        [
            row.instance
            for row in changed
            if any(column.column_name in row.values for column in in_rows)
        ]
    )
    owners = owners_of(sheet, [row.instance for row in rows])
    for records in owners:
        save_parts_before_all(records)
    created = [row.instance for row in rows if row.verdict == Verdict.NEW]
    create(sheet.model, created, terms, now)
    if changed:
        vacate(sheet, changed)
        names = columns_changed(sheet, changed)
        update(sheet.model, [row.instance for row in changed], names, terms, now)
    for column in in_rows:
        name = column.column_name
        values = [
            (row.instance, row.values[name]) for row in rows if name in row.values
        ]
        if values:
            column.store(values)
    for records in owners:
        update(type(records[0]), records, (), terms, now)


def columns_changed(sheet, rows):
    """The model's columns that any of these rows changes."""
    names = {name for row in rows for name in row.changes}
    return {
        column.attribute
        for column in sheet.columns
        if column.column_name in names and not column.in_rows_of_its_own
    } | (retraction.COLUMNS if "status" in names else set())


def owners_of(sheet, instances):
    """The records whose pages show these rows, by kind, where they are no records."""
    records = {}
    for instance in instances:
        record = sheet.record_of(instance)
        if record is not instance:
            records.setdefault(type(record), {})[record.pk] = record
    return [list(found.values()) for found in records.values()]


def create(model, instances, terms, now):
    if not instances:
        return
    if not keeps_history(model):
        model._default_manager.bulk_create(instances)
        return
    bulk_create_with_history(
        instances,
        model,
        default_user=terms.user,
        default_change_reason=terms.note,
        default_date=now,
    )


def update(model, instances, columns, terms, now):
    """Write these columns of each record, with the days worked out from its dates."""
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
        default_user=terms.user,
        default_change_reason=terms.note,
        default_date=now,
    )


def vacate(sheet, rows):
    """Empty what must be unique where it changes, so that rows may exchange it."""
    for name, empty in sheet.vacated.items():
        pks = [row.instance.pk for row in rows if name in row.changes]
        if pks:
            sheet.model._default_manager.filter(pk__in=pks).update(**{name: empty})
