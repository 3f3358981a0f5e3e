from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "apps.desk"
    verbose_name = _("Dashboard")
    staff_menu = {"evidence": {"desk.link": _("Links to other sites")}}

    # What roles may do here, for whoever makes the roles.
    role_permissions = {
        "contributor": {"desk.view_link", "desk.view_share"},
        "editor": {"desk.change_link"},
        "administrator": {"desk.view_link", "desk.view_share"},
    }
