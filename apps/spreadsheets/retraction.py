"""Records that an import made and that are not to be there: removed, or ended.

What nobody outside has seen is deleted. What was public ends as published in error,
so that its address says so; if a later import brings it again, it is public again.
"""

from django.utils.translation import gettext as _

from apps.records.models import Record

from .models import Import, ImportedRow, Verdict

# What ending a record writes, and bringing it back.
COLUMNS = {"status", "ending", "withdrawal_reason", "withdraw_at", "publish_at"}
Status = Record.Status


def were_public(records):
    """Keys of those of some records, of one kind, that anybody may have seen."""
    seen = {r.pk for r in records if r.status_now not in {Status.DRAFT, Status.REVIEW}}
    others = [r.pk for r in records if r.pk not in seen]
    if others:
        former = type(records[0]).former_versions().filter(id__in=others)
        seen |= set(former.values_list("id", flat=True))
    return seen


def end(record):
    """Say at its address that a record was published in error."""
    record.status = Status.WITHDRAWN
    record.ending = Record.Ending.ERROR
    record.withdrawal_reason = _("It was imported by mistake.")
    record.publish_at = record.withdraw_at = None


def bring_back(record):
    """Make an ended record public again."""
    record.status = Status.PUBLISHED
    record.ending = record.withdrawal_reason = ""
    record.publish_at = record.withdraw_at = None


def taken_back(records):
    """Keys of those of some records, of one kind, that ended by undoing an import."""
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
