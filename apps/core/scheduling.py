"""What appears or disappears at a moment, without anybody there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .labels import Labelled


class Scheduled(Labelled):
    """Something that may become public, or cease to be, by the clock alone."""

    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("For a scheduled record: the moment it appears."),
    )
    withdraw_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        help_text=_("The moment it disappears, if it is to."),
    )

    class Meta:
        abstract = True
