"""External links, and the results of their checks."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """An external URL in a record or page."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("Not checked yet")
        WORKS = "works", _("Works")
        BROKEN = "broken", _("Broken: not found")
        UNSURE = "unsure", _("Unclear: no answer, or refused")

    url = models.URLField(_("address"), max_length=2000, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.UNKNOWN, db_index=True
    )
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    leads_to = models.URLField(_("redirects to"), max_length=2000, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    is_ignored = models.BooleanField(
        _("ignore"),
        default=False,
        help_text=_("No longer checked, and not listed among broken links."),
    )
    reason = models.CharField(
        _("why it is ignored"),
        max_length=300,
        blank=True,
        help_text=_(
            "Such as: the site blocks automatic checks, but opens in a browser."
        ),
    )

    class Meta:
        ordering = ["url"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.url


class Place(models.Model):
    """One occurrence of a link in a record or page."""

    # CASCADE: a place is nothing without its link; places are found anew at each run.
    link = models.ForeignKey(
        Link, on_delete=models.CASCADE, related_name="places", verbose_name=_("link")
    )
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(_("record or page"), max_length=300)
    field = models.CharField(_("where on it"), max_length=100)
    edit_url = models.CharField(_("where to correct it"), max_length=300, blank=True)

    class Meta:
        ordering = ["title", "field"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self):
        return f"{self.title}: {self.field}"
