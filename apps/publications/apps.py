from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "apps.publications"
    staff_menu = {"record": {"publications.publication": "", "publications.topic": ""}}
    role_permissions = {
        "contributor": [
            f"publications.{action}_publicationfile"
            for action in ["view", "add", "change", "delete"]
        ],
        "administrator": ["publications.view_publicationfile"],
    }
    verbose_name = _("Library")
