"""Proposed changes to public records."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome=Proposal.Outcome.WAITING)

    def for_record(self, record):
        content_type = ContentType.objects.get_for_model(record)
        return self.filter(content_type=content_type, object_id=record.pk)


class Proposal(models.Model):
    """A proposed change of a public record, waiting for a publisher.

    It stores the submitted form, so that the publisher sees the same form filled in the
    same way, and may correct it.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    # CASCADE: a change to a record that is gone changes nothing.
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    typed = models.TextField(_("the submitted form"))
    base = models.BigIntegerField(
        _("base version"), help_text=_("The number of a stored version.")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    # PROTECT: who proposed a change is part of its history.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("proposed by"),
    )
    made_at = models.DateTimeField(_("proposed at"), auto_now=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="proposal_about")
        ]

    def __str__(self):
        return str(self.record)

    @property
    def form_data(self):
        """The submitted form as a QueryDict."""
        return QueryDict(self.typed, mutable=True)
