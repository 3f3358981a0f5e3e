"""List texts without an up-to-date translation into Bahasa Indonesia."""

from django.core.management.base import BaseCommand

from apps.pages.untranslated_pages import all_gaps


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        gaps = all_gaps()
        for gap in gaps:
            self.stdout.write(f"{gap.kind}: {gap.where}: {gap.text}: {gap.why}")
        self.stdout.write(f"Texts that wait for a translator: {len(gaps)}.")
