"""The staff pages: their lists in the order of the work, and in the words of staff."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

# Which lists stand together. Those that are not named here stand under their app.
GROUPS = [
    (
        _("The record"),
        [
            *["members.member", "groups.group", "groups.person"],
            *["conferences.meeting", "conferences.attendance", "conferences.milestone"],
            *["publications.publication", "publications.topic"],
        ],
    ),
    (_("Evidence"), ["sources.source", "sources.claim", "desk.link"]),
    (_("Text pages"), ["cms.pagecontent", "filer.folder"]),
    (_("Changes to decide and to undo"), ["records.proposal", "spreadsheets.import"]),
    (
        _("Accounts and settings"),
        [
            *["auth.user", "auth.group", "otp_totp.totpdevice", "accounts.entry"],
            *["axes.accessattempt", "axes.accessfailurelog", "axes.accesslog"],
            *["redirects.redirect", "sites.site"],
        ],
    ),
]
# Versions are reached from the page they are of.
LEFT_OUT = "djangocms_versioning.pagecontentversion"
NAMES = {
    "cms.pagecontent": _("Pages"),
    "filer.folder": _("Pictures and files"),
    "desk.link": _("Links that lead elsewhere"),
    "auth.group": _("Roles"),
    "otp_totp.totpdevice": _("Second factors"),
}


class StaffSite(AdminSite):
    """The portal behind the sign-in."""

    site_header = site_title = _("Bali Process Record: staff")
    index_title = _("What waits for you")

    def get_app_list(self, request, app_label=None):
        by_app = super().get_app_list(request, app_label)
        if app_label:
            return by_app
        lists = {
            model["model"]._meta.label_lower: model
            for app in by_app
            for model in app["models"]
            if model["model"]._meta.label_lower != LEFT_OUT
        }
        for label, name in NAMES.items():
            if label in lists:
                lists[label]["name"] = name
        grouped = [
            {
                "name": name,
                "app_label": f"group-{number}",
                "app_url": "",
                "has_module_perms": True,
                "models": [lists.pop(label) for label in labels if label in lists],
            }
            for number, (name, labels) in enumerate(GROUPS)
        ]
        for app in by_app:
            app["models"] = [
                one for one in app["models"] if one["model"]._meta.label_lower in lists
            ]
        return [app for app in [*grouped, *by_app] if app["models"]]
