"""The staff pages: their lists in the order of the work, and in the words of staff.

Where a list stands is said by its app: `staff_menu` of its configuration gives, for each
section, its lists as {"app.model": name}; a blank name leaves the one of the model.
"""

from django.apps import apps
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

SECTIONS = {
    "record": _("The record"),
    "evidence": _("Evidence"),
    "pages": _("Text pages"),
    "changes": _("Changes to decide and to undo"),
    "settings": _("Accounts and settings"),
}


class StaffSite(AdminSite):
    """The portal behind the sign-in."""

    site_header = site_title = _("Bali Process Record: staff")
    index_title = _("Tasks")

    def get_app_list(self, request, app_label=None):
        by_app = super().get_app_list(request, app_label)
        if app_label:
            return by_app
        lists = {
            model["model"]._meta.label_lower: model
            for app in by_app
            for model in app["models"]
        }
        sections = {name: [] for name in [*SECTIONS, "left out"]}
        for config in apps.get_app_configs():
            for section, named in getattr(config, "staff_menu", {}).items():
                for label, name in named.items():
                    if label in lists:
                        one = lists.pop(label)
                        sections[section].append(one | {"name": name or one["name"]})
        grouped = [
            {
                "name": title,
                "app_label": f"group-{number}",
                "app_url": "",
                "has_module_perms": True,
                "models": sections[section],
            }
            for number, (section, title) in enumerate(SECTIONS.items())
        ]
        # Lists that nobody has placed stand under their app.
        for app in by_app:
            app["models"] = [
                one for one in app["models"] if one["model"]._meta.label_lower in lists
            ]
        return [app for app in [*grouped, *by_app] if app["models"]]
