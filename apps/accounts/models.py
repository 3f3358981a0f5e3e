"""The audit log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("The audit log is never changed.")

    def delete(self):
        raise TypeError("Nothing is taken out of the audit log.")

    def sign_ins(self):
        """Comings and goings, and attempts at them."""
        return self.filter(kind__in=Entry.SIGN_IN_KINDS)


class Entry(models.Model):
    """Something that was done and that somebody may have to answer for.

    Entries are added and read, never changed or taken away.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", _("Signed in")
        SIGNED_OUT = "signed-out", _("Signed out")
        WRONG_PASSWORD = "wrong-password", _("Wrong password")
        WRONG_CODE = "wrong-code", _("Wrong code")
        LOCKED_OUT = "locked-out", _("Locked out")
        ENROLLED = "enrolled", _("Set up the second factor")
        RECOVERY = "recovery", _("Made new recovery codes")
        FACTOR_REMOVED = "factor-removed", _("Second factor removed")
        RIGHTS = "rights", _("Permissions changed")
        PUBLICATION = "publication", _("Published, scheduled or withdrawn")
        IMPORT = "import", _("Spreadsheet imported, or import undone")
        SHARE = "share", _("Draft shared, or share ended")

    SIGN_IN_KINDS = [
        Kind.SIGNED_IN,
        Kind.SIGNED_OUT,
        Kind.WRONG_PASSWORD,
        Kind.WRONG_CODE,
        Kind.LOCKED_OUT,
        Kind.ENROLLED,
        Kind.RECOVERY,
        Kind.FACTOR_REMOVED,
    ]

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    # PROTECT: whoever has done something stays known. Accounts are closed, not deleted.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="audit_entries",
        null=True,
        blank=True,
        verbose_name=_("who"),
        help_text=_("Blank: the operator by command, or somebody unknown."),
    )
    about = models.CharField(_("about"), max_length=500, blank=True)
    ip_address = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    browser = models.CharField(_("browser"), max_length=200, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("audit log")
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.user or ''} {self.about}".strip()

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise TypeError("The audit log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Nothing is taken out of the audit log.")
