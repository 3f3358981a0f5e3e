"""Read the PDFs that wait: their text, page by page, and their covers.

Runs by itself after a file has been attached; run it now and then to pick up what was
left, such as after a power cut.
"""

from django.core.management.base import BaseCommand

from apps.publications.extraction.extraction_process import processing_lock, queue_lock
from apps.publications.extraction.text_extraction import extract_waiting
from apps.publications.file_store import delete_orphans


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--lock", type=int, help="an open lock, from the process that starts this"
        )

    def handle(self, *, lock, verbosity, **options):
        lock = queue_lock() if lock is None else lock
        if lock is None:
            self.stdout.write("Another process is about to read what waits.")
            return
        with processing_lock(lock):
            files = extract_waiting()
            deleted = delete_orphans()
        if verbosity > 1:
            for file in files:
                self.stdout.write(f"{file.publication.slug}/{file}: {file.state}")
        self.stdout.write(f"read {len(files)}, deleted {deleted} orphaned")
