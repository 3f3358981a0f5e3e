"""The steps of an import: preview (a dry run), then apply exactly what was previewed."""

import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts import audit
from apps.accounts.models import Entry

from .file_reader import open_table
from .import_rows import ImportContext, Row
from .import_run import ImportRun
from .models import Import, ImportedRow, Verdict
from .sheets import Sheet
from .table_files import UPLOAD, FileProblem, Table

BATCH = 1_000


class PreviewOutdated(Exception):
    """The record has changed since the preview, which has been renewed."""


class RowCounter:
    """Counts the rows of a run by verdict, and computes a digest of their effects."""

    def __init__(self):
        self.counts = Counter()
        self.hash = hashlib.sha256()

    def add(self, row: Row):
        said = [row.number, row.verdict, row.key, row.changes, row.problems]
        self.hash.update(json.dumps(said, ensure_ascii=False).encode())
        self.counts[row.verdict] += 1

    def write_to(self, source: Import):
        source.new = self.counts[Verdict.NEW]
        source.changed = self.counts[Verdict.CHANGED]
        source.unchanged = self.counts[Verdict.UNCHANGED]
        source.errors = self.counts[Verdict.ERROR]
        source.digest = self.hash.hexdigest()


def _imported_row(source: Import, row: Row, **values) -> ImportedRow:
    return ImportedRow(
        source=source,
        number=row.number,
        verdict=row.verdict,
        key=row.key[:300],
        title=str(row.title)[:400],
        **values,
    )


class UndoLog:
    """Stores what undo needs to know of each row."""

    def __init__(self, sheet: Sheet, source: Import):
        self.source = source
        self.external = {c.column_name for c in sheet.columns if c.is_external}
        self.pending = []

    def add(self, row: Row):
        if row.verdict in (Verdict.NEW, Verdict.CHANGED):
            self.pending.append(
                _imported_row(
                    self.source,
                    row,
                    object_id=row.instance.pk,
                    changes=self._changes(row),
                    evidence=row.evidence,
                    left_at=getattr(row.instance, "updated_at", None),
                )
            )
        if len(self.pending) >= BATCH:
            self.store()

    def _changes(self, row):
        if row.verdict == Verdict.CHANGED:
            return row.changes
        # A new record is deleted whole; only external content is undone by itself.
        return {name: row.changes[name] for name in self.external & set(row.changes)}

    def store(self):
        ImportedRow.objects.bulk_create(self.pending)
        self.pending = []


def run_import(
    sheet: Sheet,
    table: Table,
    context: ImportContext,
    source: Import,
    *,
    commit: bool,
    on_row: Callable[[Row], None] = lambda row: None,
    expected_digest: str | None = None,
) -> None:
    """Import a table: committed only with `commit`, without errors, and if the digest of
    its effects is the expected one.

    A dry run writes too, and is rolled back, so that database constraints are checked.
    Sets the counts and the digest of `source`.
    """
    counter = RowCounter()
    with transaction.atomic():
        if commit:
            source.save()
        undo_log, run = UndoLog(sheet, source), ImportRun(sheet, table, context)
        for row in run.rows():
            counter.add(row)
            on_row(row)
            if commit:
                undo_log.add(row)
        counter.write_to(source)
        source.notes = table.notes
        if commit and not source.errors and expected_digest in (None, source.digest):
            undo_log.store()
            run.write_external()
            source.state, source.kept_at = Import.State.KEPT, timezone.now()
            source.content, source.user = None, context.user
            source.save()
            audit.log_action(Entry.Kind.IMPORT, source, user=context.user)
        else:
            transaction.set_rollback(True)


def preview(sheet: Sheet, source: Import, context: ImportContext) -> None:
    """Dry run of an uploaded file; stores the effect of each row.

    Raises FileProblem.
    """
    rows = []

    def remember(row):
        pk = row.instance.pk if row.instance and row.verdict != Verdict.NEW else None
        rows.append(
            _imported_row(
                source, row, object_id=pk, changes=row.changes, problems=row.problems
            )
        )

    table = open_table(io.BytesIO(source.content), source.file_name, UPLOAD)
    run_import(sheet, table, context, source, commit=False, on_row=remember)
    if not rows:
        raise FileProblem(_("There are no rows below the header."))
    with transaction.atomic():
        source.save()
        source.rows.all().delete()
        ImportedRow.objects.bulk_create(rows, batch_size=BATCH)


def apply_import(sheet: Sheet, source: Import, context: ImportContext) -> None:
    """Apply a previewed import. Raises PreviewOutdated if its effect would differ."""
    with transaction.atomic():
        source = Import.objects.select_for_update().get(pk=source.pk)
        if source.state != Import.State.PREVIEW:
            return
        expected_digest = source.digest
        source.rows.all().delete()
        table = open_table(io.BytesIO(source.content), source.file_name, UPLOAD)
        run_import(
            sheet, table, context, source, commit=True, expected_digest=expected_digest
        )
        if source.state == Import.State.KEPT:
            return
        transaction.set_rollback(True)
    source.refresh_from_db()
    preview(sheet, source, context)
    raise PreviewOutdated
