from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "apps.groups"
    verbose_name = _("Bodies and mechanisms")
    staff_menu = {"record": {"groups.group": "", "groups.person": ""}}
    role_permissions = {
        "contributor": ["groups.add_person", "groups.view_person"],
        # Their names stand on public pages.
        "publisher": ["groups.change_person", "groups.delete_person"],
    }
