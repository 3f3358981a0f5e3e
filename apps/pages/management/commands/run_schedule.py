"""Publish and withdraw what is due. For cron or a systemd timer.

Readers do not wait for it: what is scheduled appears and disappears at its minute.
Running it again changes nothing.
"""

from django.core.management.base import BaseCommand
from django.db import transaction

from apps.pages import page_publishing
from apps.records.kinds import record_models
from apps.records.transitions import run_schedule


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        for model in record_models():
            with transaction.atomic():
                for record in run_schedule(model):
                    self.stdout.write(f"{record.get_status_display()}: {record}")
        for step in page_publishing.run_schedule():
            self.stdout.write(f"{step.get_kind_display()}: {step.version.content}")
