"""Compare the search index with the database; exits with 1 where they differ."""

from django.core.management.base import BaseCommand, CommandError

from apps.search.engine import IndexProblem
from apps.search.index import check, open_index

SHOWN = 10


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        if problem := open_index().problem:
            raise CommandError(f"{problem} Run rebuild_index.")
        try:
            differences = check()
        except IndexProblem as problem:
            raise CommandError(f"{problem} Run rebuild_index.") from problem
        wrong = False
        for name, (stored, found, keys) in differences.items():
            self.stdout.write(f"{name}: {stored} in the database, {found} in the index")
            if keys:
                wrong = True
                shown = ", ".join(keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")
                self.stdout.write(f"  not in both: {shown}")
        if wrong:
            raise CommandError("The index and the database differ. Run rebuild_index.")
        self.stdout.write("The index and the database agree.")
