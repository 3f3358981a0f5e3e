from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "apps.conferences"
    verbose_name = _("Meetings and milestones")
    staff_menu = {
        "record": {
            "conferences.meeting": "",
            "conferences.attendance": "",
            "conferences.milestone": "",
        }
    }
