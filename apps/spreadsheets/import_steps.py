"""Imports from preview to keeping: what a file would do, and doing exactly that."""

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
from .import_rows import Row, Terms
from .import_run import Run
from .models import Import, ImportedRow, Verdict
from .sheets import Sheet
from .table_files import UPLOAD, FileProblem, Table

BATCH = 1_000


class NotAsPreviewed(Exception):
    """The record has changed since the preview, which has been made anew."""


class Tally:
    """Keeps count of the rows of a run, and a digest of everything they say."""

    def __init__(self):
        self.counts = Counter()
        self.hash = hashlib.sha256()

    def add(self, row: Row):
        said = [row.number, row.verdict, row.key, row.changes, row.problems]
        self.hash.update(json.dumps(said, ensure_ascii=False).encode())
        self.counts[row.verdict] += 1

    def note_on(self, source: Import):
        source.new = self.counts[Verdict.NEW]
        source.changed = self.counts[Verdict.CHANGED]
        source.unchanged = self.counts[Verdict.UNCHANGED]
        source.errors = self.counts[Verdict.ERROR]
        source.digest = self.hash.hexdigest()


def _stored(source: Import, row: Row, **values) -> ImportedRow:
    return ImportedRow(
        source=source,
        number=row.number,
        verdict=row.verdict,
        key=row.key[:300],
        title=str(row.title)[:400],
        **values,
    )


class Kept:
    """Stores what each row did, as far as undoing it needs."""

    def __init__(self, sheet: Sheet, source: Import):
        self.source = source
        self.outside = {c.column_name for c in sheet.columns if c.outside}
        self.pending = []

    def add(self, row: Row):
        if row.verdict in (Verdict.NEW, Verdict.CHANGED):
            self.pending.append(
                _stored(
                    self.source,
                    row,
                    object_id=row.instance.pk,
                    changes=self._changes(row),
                    left_at=getattr(row.instance, "updated_at", None),
                )
            )
        if len(self.pending) >= BATCH:
            self.store()

    def _changes(self, row):
        if row.verdict == Verdict.CHANGED:
            return row.changes
        # What a new record says goes with it, but for what lies outside.
        return {name: row.changes[name] for name in self.outside & set(row.changes)}

    def store(self):
        ImportedRow.objects.bulk_create(self.pending)
        self.pending = []


def bring_in(
    sheet: Sheet,
    table: Table,
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
    tally = Tally()
    with transaction.atomic():
        if commit:
            source.save()
        kept, run = Kept(sheet, source), Run(sheet, table, terms)
        for row in run.rows():
            tally.add(row)
            each(row)
            if commit:
                kept.add(row)
        tally.note_on(source)
        source.notes = table.notes
        if commit and not source.errors and agreed in (None, source.digest):
            kept.store()
            run.write_outside()
            source.state, source.kept_at = Import.State.KEPT, timezone.now()
            source.content, source.user = None, terms.user
            source.save()
            audit.note(Entry.Kind.IMPORT, source, user=terms.user)
        else:
            transaction.set_rollback(True)


def preview(sheet: Sheet, source: Import, terms: Terms) -> None:
    """Say what the file of an import would do, row by row, and store that.

    Raises a FileProblem where there is nothing to say.
    """
    rows = []

    def remember(row):
        pk = row.instance.pk if row.instance and row.verdict != Verdict.NEW else None
        rows.append(
            _stored(
                source, row, object_id=pk, changes=row.changes, problems=row.problems
            )
        )

    table = open_table(io.BytesIO(source.content), source.file_name, UPLOAD)
    bring_in(sheet, table, terms, source, commit=False, each=remember)
    if not rows:
        raise FileProblem(_("There are no rows below the header."))
    with transaction.atomic():
        source.save()
        source.rows.all().delete()
        ImportedRow.objects.bulk_create(rows, batch_size=BATCH)


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
