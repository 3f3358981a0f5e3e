"""Documents and pages that say something."""

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.core.models import Record, RecordQuerySet


class SourceQuerySet(RecordQuerySet):
    def with_claim_count(self):
        # Counting drops the default order, which paging needs.
        return self.annotate(claim_count=Count("claims")).order_by("title", "pk")


class Source(Record):
    """A document or page that says something about the Bali Process."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Official page of the Bali Process")
        GOVERNMENT = "government", _("Government or ministry")
        ORGANISATION = "organisation", _("International organisation")
        PRESS = "press", _("News report")
        ACADEMIC = "academic", _("Academic or expert work")
        MIRROR = "mirror", _("Copy kept elsewhere")
        DEVELOPER = "developer", _("Developer copy of the official site")
        REFERENCE = "reference", _("Encyclopedia or reference page")
        DOCUMENT = "document", _("Document of the founding collection")
        OTHER = "other", _("Other page")

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(
        _("web address"),
        max_length=600,
        blank=True,
        help_text=_("Where it was seen. Blank for a document that is not online."),
    )
    date = EDTFField(_("date"), blank=True)
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    seen_on = models.DateField(
        _("last looked at"),
        null=True,
        blank=True,
        help_text=_("The day somebody last looked at it."),
    )
    description = models.TextField(
        _("what it is"),
        blank=True,
        help_text=_("In our own words: what it is, and how far it can be trusted."),
    )
    description_ind = models.TextField(_("what it is (Indonesian)"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("sources:source", args=[self.slug])
