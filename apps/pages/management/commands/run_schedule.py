"""Write down what the clock has published and withdrawn. For cron or a systemd timer.

Readers do not wait for it: a scheduled record appears and disappears at its minute.
Running it again changes nothing.
"""

from django.core.management.base import BaseCommand
from django.db import transaction

from apps.core.publishing import run_schedule
from apps.core.roles import record_models


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        for model in record_models():
            with transaction.atomic():
                for record in run_schedule(model):
                    self.stdout.write(f"{record.get_status_display()}: {record}")
