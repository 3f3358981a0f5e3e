"""Compare the search index with the database; exits with 1 where they differ."""

from django.core.management.base import BaseCommand, CommandError

from apps.search.local_index import check, open_index
from apps.search_engine import IndexProblem

SHOWN = 10


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if problem := open_index().problem:
            raise CommandError(f"{problem} Run rebuild_index.")
        try:
            comparisons = check()
        except IndexProblem as problem:
            raise CommandError(f"{problem} Run rebuild_index.") from problem
        for name, of in comparisons.items():
            self.stdout.write(
                f"{name}: {of.stored} in the database, {of.found} in the index"
            )
            self.tell("missing from the index", of.missing)
            self.tell("stale in the index", of.stale)
            self.tell("superfluous in the index", of.superfluous)
        if any(of.differs for of in comparisons.values()):
            raise CommandError("The index and the database differ. Run rebuild_index.")
        self.stdout.write("The index and the database agree.")

    def tell(self, what, keys):
        if keys:
            shown = ", ".join(keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")
            self.stdout.write(f"  {len(keys)} {what}: {shown}")
