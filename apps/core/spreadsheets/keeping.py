"""Imports from preview to keeping: what a file would do, and doing exactly that."""

import hashlib
import io
import json
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .files import UPLOAD, FileProblem
from .models import Import, ImportedRow, Verdict
from .reading import open_table
from .running import Row, Run, Terms
from .sheets import Sheet

EFFECTIVE = (Verdict.NEW, Verdict.CHANGED)
BATCH = 1_000


class NotAsPreviewed(Exception):
    """The record has changed since the preview, which has been made anew."""


class Tally:
    """Stores the rows of a run under their import, and remembers what they say."""

    def __init__(self, source: Import, *, all_rows: bool):
        self.source = source
        self.all_rows = all_rows
        self.pending = []
        self.hash = hashlib.sha256()

    def add(self, row: Row):
        said = [row.number, row.verdict, row.key, row.changes, row.problems]
        self.hash.update(json.dumps(said, ensure_ascii=False).encode())
        if self.all_rows or row.verdict in EFFECTIVE:
            self.pending.append(self._stored(row))
        if not self.all_rows and len(self.pending) >= BATCH:
            self.store()

    def _stored(self, row):
        is_new = row.verdict == Verdict.NEW
        # What a new record holds is seen in the record; only a preview repeats it.
        changes = {} if is_new and not self.all_rows else row.changes
        return ImportedRow(
            source=self.source,
            number=row.number,
            verdict=row.verdict,
            key=row.key[:300],
            title=str(row.title)[:400],
            object_id=row.instance.pk if row.instance else None,
            changes=changes,
            problems=row.problems,
            left_at=getattr(row.instance, "updated_at", None),
        )

    def store(self):
        ImportedRow.objects.bulk_create(self.pending, batch_size=BATCH)
        self.pending = []

    def finish(self, counts):
        self.source.new = counts[Verdict.NEW]
        self.source.changed = counts[Verdict.CHANGED]
        self.source.unchanged = counts[Verdict.UNCHANGED]
        self.source.errors = counts[Verdict.ERROR]
        self.source.digest = self.hash.hexdigest()


def bring_in(
    sheet: Sheet,
    table,
    terms: Terms,
    source: Import,
    *,
    commit: bool,
    each: Callable[[Row], None] = lambda row: None,
    agreed: str | None = None,
) -> None:
    """Run a table; keep what it does only with `commit`, without errors, and as agreed.

    A dry run writes too, and takes it back: so the database itself has been asked.
    Afterwards the counts of `source` say what was, or would be, done.
    """
    tally = Tally(source, all_rows=not commit)
    with transaction.atomic():
        if commit:
            source.save()
        run = Run(sheet, table, terms, write=True)
        for row in run.rows():
            tally.add(row)
            each(row)
        tally.finish(run.counts)
        kept = commit and not source.errors and agreed in (None, source.digest)
        if kept:
            tally.store()
            source.notes = table.notes
            source.state, source.kept_at = Import.State.KEPT, timezone.now()
            source.content = None
            source.save()
        else:
            transaction.set_rollback(True)
    if not commit:
        source.notes = table.notes
        with transaction.atomic():
            source.save()
            source.rows.all().delete()
            tally.store()


def preview(sheet: Sheet, source: Import, terms: Terms) -> None:
    """Say what the file of an import would do, row by row; a FileProblem if nothing."""
    table = open_table(io.BytesIO(source.content), source.file_name, UPLOAD)
    bring_in(sheet, table, terms, source, commit=False)
    if not source.new + source.changed + source.unchanged + source.errors:
        source.delete()
        raise FileProblem(_("There are no rows below the first."))


def keep(sheet: Sheet, source: Import, terms: Terms) -> None:
    """Do what was previewed, and nothing else."""
    with transaction.atomic():
        source = Import.objects.select_for_update().get(pk=source.pk)
        if source.state != Import.State.PREVIEW:
            return
        agreed = source.digest
        source.rows.all().delete()
        table = open_table(io.BytesIO(source.content), source.file_name, UPLOAD)
        bring_in(sheet, table, terms, source, commit=True, agreed=agreed)
        if source.state == Import.State.KEPT:
            return
        transaction.set_rollback(True)
    source.refresh_from_db()
    preview(sheet, source, terms)
    raise NotAsPreviewed
