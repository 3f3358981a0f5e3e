"""Build the search index anew aside and switch it in; the old one answers meanwhile."""

import time

from django.core.management.base import BaseCommand, CommandError

from apps.search.index_sync import process_outbox, rebuild
from apps.search.local_index import open_index
from apps.search.semantic_ranking import update_embeddings
from apps.search_engine import IndexProblem


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="leave an index alone that can be asked as it is",
        )

    def handle(self, *, if_needed, **options):
        if not if_needed or open_index().problem:
            self.rebuild()
        process_outbox()  # what a process that ended too early has left
        if number := update_embeddings():
            self.stdout.write(f"What {number} records mean was learned.")

    def rebuild(self):
        started = time.monotonic()
        try:
            number = rebuild()
        except IndexProblem as problem:
            raise CommandError(str(problem)) from problem
        seconds = time.monotonic() - started
        self.stdout.write(f"{number} records indexed in {seconds:.1f} s.")
