from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpreadsheetsConfig(AppConfig):
    name = "apps.spreadsheets"
    verbose_name = _("Spreadsheets")
    staff_menu = {"changes": {"spreadsheets.import": ""}}
    role_permissions = {
        "contributor": ["spreadsheets.add_import", "spreadsheets.view_import"],
        "administrator": ["spreadsheets.view_import"],
    }
