from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "apps.records"
    verbose_name = _("Records")
    staff_menu = {"changes": {"records.proposal": ""}}

    def ready(self):
        # Models are loaded only now, and so are those who declare what kinds they are.
        autodiscover_modules("record_kinds")
