"""Retraction of records that an import created, when it is undone.

What was never public is deleted. What was public is withdrawn as published in error, so
that its address says so; a later import of the same record publishes it again.
"""

from django.utils.translation import gettext as _

from apps.records.models import Record

from .models import Import, ImportedRow, Verdict

# Columns written by `retract` and `republish`.
COLUMNS = {"status", "ending", "withdrawal_reason", "withdraw_at", "publish_at"}
Status = Record.Status


def were_public(records):
    """Primary keys of those records (all of one kind) that were ever public."""
    seen = {r.pk for r in records if r.status_now not in {Status.DRAFT, Status.REVIEW}}
    others = [r.pk for r in records if r.pk not in seen]
    if others:
        former = type(records[0]).former_versions().filter(id__in=others)
        seen |= set(former.values_list("id", flat=True))
    return seen


def retract(record):
    """Withdraw a record as published in error. Does not save."""
    record.status = Status.WITHDRAWN
    record.ending = Record.Ending.ERROR
    record.withdrawal_reason = _("It was imported by mistake.")
    record.publish_at = record.withdraw_at = None


def republish(record):
    """Publish a retracted record again. Does not save."""
    record.status = Status.PUBLISHED
    record.ending = record.withdrawal_reason = ""
    record.publish_at = record.withdraw_at = None


def retracted(records):
    """Primary keys of those records (all of one kind) that were retracted by an undo."""
    ended = [
        record.pk
        for record in records
        if record.status == Status.WITHDRAWN and record.ending == Record.Ending.ERROR
    ]
    if not ended:
        return set()
    rows = ImportedRow.objects.filter(
        source__model=records[0]._meta.label_lower,
        source__state=Import.State.UNDONE,
        verdict__in=[Verdict.NEW, Verdict.CHANGED],
        object_id__in=ended,
    )
    return set(rows.values_list("object_id", flat=True))
