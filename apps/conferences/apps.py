from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "apps.conferences"
    verbose_name = _("Meetings and milestones")
    drafts_shown = {
        "conferences.milestone": "apps.conferences.milestone_drafts.MilestoneShowing"
    }

    def ready(self):
        # Models are loaded only now, and so are those who offer their dates.
        autodiscover_modules("timeline_entries")
