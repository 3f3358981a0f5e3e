"""Import publications from a spreadsheet. Without --commit, only say what would change."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from apps.publications.models import Publication
from apps.publications.sheet import PublicationSheet
from apps.search.index_sync import process_outbox
from apps.spreadsheets.file_reader import open_table
from apps.spreadsheets.import_rows import ImportContext
from apps.spreadsheets.import_steps import run_import
from apps.spreadsheets.models import Import, Verdict
from apps.spreadsheets.table_files import COMMAND, FileProblem

Status = Publication.Status
WORDS = {
    Verdict.NEW: "created",
    Verdict.CHANGED: "updated",
    Verdict.UNCHANGED: "unchanged",
    Verdict.ERROR: "error",
}


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="a .csv or .xlsx file")
        parser.add_argument("--commit", action="store_true", help="keep the changes")
        parser.add_argument(
            "--status",
            choices=[Status.PUBLISHED, Status.DRAFT],
            default=Status.PUBLISHED,
            help="of new publications; published if not said",
        )
        parser.add_argument("--note", default="", help="change note for the history")

    def handle(self, *, path, commit, status, note, verbosity, **options):
        note = note or _("Imported from %(name)s") % {"name": path.name}
        source = Import(
            model=Publication._meta.label_lower,
            file_name=path.name[:255],
            note=note[:500],
            status=status,
        )
        sheet = PublicationSheet(folder=path.parent)
        try:
            with path.open("rb") as file:
                run_import(
                    sheet,
                    open_table(file, path.name, COMMAND),
                    ImportContext(note=source.note, status=status),
                    source,
                    commit=commit,
                    on_row=lambda row: self.report_row(row, verbosity),
                )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except FileProblem as problem:
            raise CommandError(str(problem)) from None
        for said in source.notes:
            self.stdout.write(said)
        self.stdout.write(
            f"created {source.new}, updated {source.changed}, "
            f"unchanged {source.unchanged}, errors {source.errors}"
        )
        if not commit:
            self.stdout.write("Dry run, nothing kept. Use --commit to keep it.")
        elif source.errors:
            raise CommandError(
                "Nothing was kept. Mend the rows in error, and try again."
            )
        else:
            process_outbox()  # what a run that was killed has left, too

    def report_row(self, row, verbosity):
        """One line for a row; those unchanged only when asked to say more."""
        if row.verdict == Verdict.UNCHANGED and verbosity < 2:
            return
        line = f"row {row.number}: {WORDS[row.verdict]}: {row.key}"
        if row.verdict == Verdict.CHANGED:
            line += "".join(
                f"; {name}: “{before}” → “{after}”"
                for name, (before, after) in row.changes.items()
            )
        if not row.problems:
            self.stdout.write(line)
        for name, cell, message in row.problems:
            place = " ".join(
                part for part in [name, f"({cell})" if cell else ""] if part
            )
            self.stdout.write(self.style.ERROR(f"{line}: {place}: {message}"))
