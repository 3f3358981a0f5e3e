from django.apps import AppConfig
from django.db.models.signals import m2m_changed, pre_save
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = _("Signing in")

    staff_menu = {
        "settings": {
            "auth.user": "",
            "auth.group": _("Roles"),
            "otp_totp.totpdevice": _("Second factors"),
            "accounts.entry": "",
            "axes.accessattempt": "",
            "axes.accessfailurelog": "",
            "axes.accesslog": "",
        }
    }

    # What roles may do here, for whoever makes the roles.
    role_permissions = {
        "administrator": {
            "accounts.view_entry",
            "otp_totp.view_totpdevice",
            "otp_totp.delete_totpdevice",
        }
    }

    def ready(self):
        # Inline: models exist only now.
        from django.contrib.auth.models import Group, User  # noqa: PLC0415

        from . import permission_audit  # noqa: PLC0415

        # Signals, as rights change by many doors: staff pages, commands, the shell.
        pre_save.connect(permission_audit.log_flags, User, dispatch_uid="note_flags")
        for relation in [
            User.groups.through,
            User.user_permissions.through,
            Group.permissions.through,
        ]:
            m2m_changed.connect(
                permission_audit.log_permissions, relation, dispatch_uid="rights"
            )
