"""Load the record and the pages from the fixtures. Loading again changes nothing.

The roles of staff are made as well, with the permissions they have today.

What staff have edited or deleted is kept; --force writes over it, as a new version.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import FixtureError, Ledger
from apps.records.roles import make_roles
from apps.sources.fixture_loader import load_records


def name_site():
    """Name the site, if it still has the name that Django gives it."""
    unnamed = Site.objects.filter(pk=settings.SITE_ID, domain="example.com")
    if unnamed.exists():
        unnamed.update(
            domain=settings.ALLOWED_HOSTS[0].removeprefix("."),
            name="Bali Process Record",
        )


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--force", action="store_true", help="write over what staff have edited"
        )
        parser.add_argument(
            "--fixtures",
            type=Path,
            default=settings.BASE_DIR / "fixtures",
            help="folder of the record's files, with one named pages inside it",
        )

    def handle(self, *, force, fixtures, verbosity, **options):
        if not fixtures.is_dir():
            raise CommandError(f"There is no folder {fixtures}.")
        try:
            with transaction.atomic():
                make_roles()
                name_site()
                ledger = Ledger(force=force)
                reports = {
                    "Record": load_records(fixtures, ledger),
                    "Pages": load_pages(fixtures / "pages", ledger),
                }
        except FixtureError as error:
            for problem in error.problems:
                self.stderr.write(problem)
            raise CommandError(
                f"Problems found: {len(error.problems)}. Nothing has changed."
            ) from None
        for name, report in reports.items():
            self.stdout.write(f"{name}: {report}")
            for line in self.worth_saying(report, verbosity):
                self.stdout.write(f"  {line}")

    def worth_saying(self, report, verbosity):
        """The lines on rows kept or gone; on all changed rows with more verbosity."""
        if verbosity > 1:
            return report.notable
        return [n for n in report.notable if n.startswith(("kept", "gone"))]
