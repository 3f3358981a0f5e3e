"""Clean stored pictures and thumbnails: upright, without location, names and comments.

What is uploaded is cleaned at once. This is for what came by another way, such as a
folder that was copied; run again, it changes nothing.
"""

from django.core.management.base import BaseCommand
from filer.models import File, Image

from apps.pages.stored_pictures import clean_stored


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        report = clean_stored(File, Image)
        for problem in report.problems:
            self.stderr.write(problem)
        self.stdout.write(
            f"cleaned {report.cleaned}, clean before {report.unchanged}, "
            f"left as they are {len(report.problems)}"
        )
