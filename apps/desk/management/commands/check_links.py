"""Find every link that leads out of the portal and look at where it leads.

For cron or a systemd timer, once a night. Those looked at longest ago come first, so
that a run may be short; every result is kept and shown to staff.
"""

from django.core.management.base import BaseCommand

from apps.desk.links.check_run import run
from apps.desk.links.link_finder import all_links, save_links


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=500, help="links in this run")
        parser.add_argument("--minutes", type=float, default=20, help="time in all")
        parser.add_argument(
            "--delay", type=float, default=2, help="seconds between two to one host"
        )

    def handle(self, most, minutes, delay, **options):
        save_links(all_links())
        for link in run(most, minutes * 60, delay):
            if link.state != link.State.WORKS:
                self.stdout.write(f"{link.state}: {link.url} ({link.answer})")
