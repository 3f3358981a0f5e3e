"""Workflow steps of pages, and tombstones of their addresses."""

from cms.models import Page
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from djangocms_versioning.models import Version

from apps.core.scheduling import Scheduled


class PageStepQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(done_at=None)

    def due(self, now=None):
        now = now or timezone.now()
        return self.waiting().filter(
            models.Q(publish_at__lte=now) | models.Q(withdraw_at__lte=now)
        )


class PageStep(Scheduled):
    """A transition of a version of a page's text, with user and note."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("Sent for review")
        RETURN = "return", _("Back to draft")
        SCHEDULE = "schedule", _("Scheduled")
        PUBLISH = "publish", _("Published")
        WITHDRAW = "withdraw", _("Withdrawn")

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Withdrawn: its address stays, with a notice")
        MERGED = "merged", _("Merged: its address redirects")
        ERROR = "error", _("Published in error: its address says that it is gone")

    # CASCADE: a step of a text that was never published goes with it.
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=Kind)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # PROTECT: who took a step is part of its history. Blank for steps of the portal.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    done_at = models.DateTimeField(
        _("done"), null=True, blank=True, help_text=_("Blank while it waits.")
    )
    ending = models.CharField(_("ending"), max_length=10, choices=Ending, blank=True)
    successor = models.CharField(_("redirects to"), max_length=300, blank=True)

    objects = PageStepQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("step of a page")
        verbose_name_plural = _("steps of pages")
        indexes = [models.Index(fields=["done_at"], name="page_step_waiting")]

    def __str__(self):
        return f"{self.version_id}: {self.get_kind_display()}"


class PageEnding(models.Model):
    """An address at which a page was public, and why it no longer is."""

    address = models.CharField(_("address"), max_length=400, unique=True)
    ending = models.CharField(_("ending"), max_length=10, choices=PageStep.Ending)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    # SET_NULL: the address is remembered longer than the page.
    page = models.ForeignKey(
        Page, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    made_at = models.DateTimeField(_("when"), auto_now=True)

    class Meta:
        verbose_name = _("ended address of a page")
        verbose_name_plural = _("ended addresses of pages")

    def __str__(self):
        return self.address

    @property
    def withdrawal_reason(self):
        """The reason, by the name it has in a record: both are shown by `410.html`."""
        return self.reason
