"""The shipped record, loaded again, changes nothing."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import Ledger
from apps.serving.cache_generations import READS
from apps.sources.fixture_loader import load_records


def test_loading_again_says_that_all_is_the_same(portal):
    folder = settings.BASE_DIR / "fixtures"
    with transaction.atomic():
        ledger = Ledger(force=False)
        reports = [
            load_records(folder, ledger),
            load_pages(folder / "pages", ledger),
        ]

    for report in reports:
        assert set(report.counts) == {"same"}
        assert report.counts["same"] > 10


def test_loading_again_writes_nothing(portal):
    with CaptureQueriesContext(connection) as captured:
        call_command("load_portal", verbosity=0)

    written = [q["sql"] for q in captured.captured_queries if not READS.match(q["sql"])]
    assert written == []
