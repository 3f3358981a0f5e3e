"""Build the search index anew aside and switch it in; the old one answers meanwhile."""

import time

from django.core.management.base import BaseCommand, CommandError

from apps.search.draining import rebuild
from apps.search.engine import IndexProblem


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        started = time.monotonic()
        try:
            number = rebuild()
        except IndexProblem as problem:
            raise CommandError(str(problem)) from problem
        seconds = time.monotonic() - started
        self.stdout.write(f"{number} records indexed in {seconds:.1f} s.")
