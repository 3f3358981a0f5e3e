from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from .checks import check_database_is_not_former


class RecordsConfig(AppConfig):
    name = "apps.records"
    verbose_name = _("Records")
    staff_menu = {"changes": {"records.proposal": ""}}

    def ready(self):
        checks.register(check_database_is_not_former, checks.Tags.database)
        # Models are loaded only now, and so are those who declare what kinds they are,
        # and what shows that a period held.
        autodiscover_modules("record_kinds", "period_evidence")
