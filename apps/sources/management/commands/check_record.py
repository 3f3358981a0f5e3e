"""Walk the whole public record and name every value that has left its evidence.

Exits with 1 if there is one. Statements without a source are counted, and are no fault:
their pages say so.
"""

from django.core.management.base import BaseCommand, CommandError

from apps.sources.record_check import RecordCheck


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, verbosity, **options):
        check = RecordCheck().run()
        for breach in check.breaches:
            self.stderr.write(breach)
        unsourced = sum(check.unsourced.values())
        self.stdout.write(
            f"{check.statements} statements, {unsourced} without a source, "
            f"{len(check.breaches)} breaches."
        )
        if verbosity > 1:
            for (kind, name), count in check.unsourced.most_common():
                self.stdout.write(f"  without a source: {kind}, {name}: {count}")
        if check.breaches:
            raise CommandError("The record breaks its rules of evidence.")
