"""Undo of a whole import, refused if one of its records was edited since."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts import audit
from apps.accounts.models import Entry
from apps.records.models import Record
from apps.records.versions import save_parts_before_all

from .bulk_write import owners_of, update, write_records
from .import_permissions import removal_refusal, write_refusal
from .import_rows import ImportContext, Row
from .import_run import CHUNK
from .models import Import, ImportedRow, Verdict
from .retraction import retract, were_public
from .row_evidence import RowEvidence
from .sheets import RecordLookup, Sheet


class UndoRefused(Exception):
    """Rows that cannot be undone, as (row, reason) pairs."""

    def __init__(self, refused):
        self.refused = refused
        super().__init__(len(refused))


def undo(sheet: Sheet, source: Import, context: ImportContext) -> None:
    """Restore the changed records, and remove the new ones. Raises UndoRefused."""
    with transaction.atomic():
        source = Import.objects.select_for_update().get(pk=source.pk)
        if source.state != Import.State.KEPT:
            return
        refused = []
        rows = source.rows.filter(verdict__in=[Verdict.NEW, Verdict.CHANGED])
        for rows_of_chunk in _chunks(rows):
            refused += Chunk(sheet, rows_of_chunk, context).undo()
        if refused:
            raise UndoRefused(refused)
        source.state = Import.State.UNDONE
        source.undone_at, source.undone_by = timezone.now(), context.user
        source.save(update_fields=["state", "undone_at", "undone_by"])
        about = _("Undone: %(file)s") % {"file": source}
        audit.log_action(Entry.Kind.IMPORT, about, user=context.user)


def _chunks(rows):
    numbers = list(rows.order_by("-number").values_list("pk", flat=True))
    for start in range(0, len(numbers), CHUNK):
        yield list(ImportedRow.objects.filter(pk__in=numbers[start : start + CHUNK]))


class Chunk:
    """Undoes some rows of an import."""

    def __init__(self, sheet, rows, context):
        self.sheet = sheet
        self.rows = rows
        self.context = context
        self.columns = {c.column_name: c for c in sheet.columns}
        self.lookup = RecordLookup()
        self.refused = []

    def undo(self):
        """Restore and remove; returns the refused rows, with which the caller rolls back."""
        found = self.sheet.get_queryset().in_bulk([row.object_id for row in self.rows])
        self.public = self._were_public(list(found.values()))
        self._load_others()
        restored, removed = [], []
        for row in self.rows:
            record = found.get(row.object_id)
            if reason := self._edited(row, record) or self._forbidden(row, record):
                self.refused.append((row, reason))
            elif row.verdict == Verdict.NEW:
                removed.append((row, record))
            else:
                restored.append((row, record))
        for step, pairs in [(self._restore, restored), (self._remove, removed)]:
            if pairs and not self.refused:
                self._take_evidence_back(pairs)
                step(pairs)
        return self.refused

    def _take_evidence_back(self, pairs):
        """Remove the claims that came with the import; what they changed is as it was."""
        for row, instance in pairs:
            record = self.sheet.record_of(instance)
            record.take_back(**row.evidence)

    def _were_public(self, instances):
        records = [r for r in instances if isinstance(r, Record)]
        return were_public(records) if records else set()

    def _load_others(self):
        wanted = {}
        for row in self.rows:
            for name, (before, _after) in self._recorded_changes(row):
                for model, slugs in self.columns[name].widget.slugs(before).items():
                    wanted.setdefault(model, set()).update(slugs)
        self.lookup.load(wanted)

    def _recorded_changes(self, row):
        """What a row changed, in the sheet's own columns."""
        return [
            (name, texts)
            for name, texts in row.changes.items()
            if name in self.columns and not self.columns[name].is_reason
        ]

    def _edited(self, row, record: Model | None):
        if record is None:
            return _("It has been deleted since.")
        changed = row.left_at is not None and record.updated_at != row.left_at
        if changed or any(
            self.columns[name].export(record) != after
            for name, (_before, after) in self._recorded_changes(row)
        ):
            return _("It has been edited since.")
        return ""

    def _forbidden(self, row, instance):
        record = self.sheet.record_of(instance)
        if row.verdict == Verdict.NEW and record is instance:
            was_public = instance.pk in self.public
            return removal_refusal(self.context.user, record, was_public=was_public)
        return write_refusal(self.context.user, record)

    def _restore(self, pairs):
        ready = []
        for stored, record in pairs:
            row = Row(stored.number, {}, instance=record, verdict=Verdict.CHANGED)
            try:
                for name, (before, after) in self._recorded_changes(stored):
                    column = self.columns[name]
                    if column.is_external:
                        column.undo(record)
                        continue
                    value = column.clean({name: before}, lookup=self.lookup)
                    column.assign(record, value)
                    row.changes[name], row.values[name] = (after, before), value
                self.sheet.finish(record)
                record.clean()
            except ValidationError as error:
                self.refused.append((stored, " ".join(error.messages)))
                continue
            if "status" in stored.changes:
                row.changes["status"] = stored.changes["status"][::-1]
                retract(record)
            ready.append(row)
        if not self.refused:
            self._write(ready, [stored for stored, _record in pairs])

    def _write(self, ready, rows):
        try:
            with transaction.atomic():
                self._refuse(write_records(self.sheet, ready, self.context), rows)
        except IntegrityError:
            reason = _("Its former value belongs to another record now.")
            self.refused += [(row, reason) for row in rows]

    def _refuse(self, refused, rows):
        stored = {row.number: row for row in rows}
        self.refused += [(stored[row.number], message) for row, message in refused]

    def _remove(self, pairs):
        ended = [(row, record) for row, record in pairs if record.pk in self.public]
        if ended:
            self._end(ended)
        deleted = [
            (row, record) for row, record in pairs if record.pk not in self.public
        ]
        if deleted:
            self._delete(deleted)

    def _end(self, pairs):
        rows = []
        for stored, record in pairs:
            retract(record)
            changes = {"status": ("published", "withdrawn")}
            verdict = Verdict.CHANGED
            rows.append(
                Row(
                    stored.number, {}, instance=record, verdict=verdict, changes=changes
                )
            )
        write_records(self.sheet, rows, self.context)

    def _delete(self, pairs):
        for row, record in pairs:
            for name, _texts in self._recorded_changes(row):
                self.columns[name].undo(record)  # of new ones, only what is outside
        records = [record for _row, record in pairs]
        if self._has_dependents(records):
            reason = _("Something has been attached to it since.")
            self.refused += [
                (row, reason) for row, record in pairs if self._has_dependents([record])
            ]
            return
        for record in records:
            # Read by the history when the record goes.
            record._change_reason = self.context.note
            record._history_user = self.context.user
        owners = owners_of(self.sheet, records)
        going = [
            Row(row.number, {}, instance=record, verdict=Verdict.CHANGED)
            for row, record in (pairs if owners else [])
        ]
        evidence = RowEvidence(self.sheet, going)
        for found in owners:
            save_parts_before_all(found)
        collector = Collector(using=records[0]._state.db)
        collector.collect(records)
        collector.delete()
        columns, refused = evidence.settle()
        self._refuse(refused, [row for row, _record in pairs])
        for found in owners:
            update(type(found[0]), found, columns, self.context, timezone.now())

    def _has_dependents(self, records):
        """Whether anything but the sheet's own related rows would be deleted as well."""
        own = {self.sheet.model, *self.sheet.parts}
        collector = Collector(using=records[0]._state.db)
        try:
            collector.collect(records)
        except ProtectedError:
            return True
        return any(
            found for model, found in collector.data.items() if model not in own
        ) or any(
            queryset.exists()
            for queryset in collector.fast_deletes
            if queryset.model not in own
        )
