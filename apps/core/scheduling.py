"""Scheduled publication and withdrawal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .labels import CachedChoiceLabels


class Scheduled(CachedChoiceLabels):
    """Abstract model of what is published or withdrawn at a set time."""

    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("For a scheduled record: when it is published."),
    )
    withdraw_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        help_text=_("When it is withdrawn, if at all."),
    )

    class Meta:
        abstract = True
