"""Dated events that are no meeting."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import MAX_YEARS_AHEAD
from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.core.languages import local
from apps.groups.models import Group
from apps.records.addresses import record_address
from apps.records.models import RecordQuerySet, if_public
from apps.records.publish_checks import advice
from apps.sources.models import CitedRecord

from .meetings import Meeting


class MilestoneQuerySet(RecordQuerySet):
    """Queries of milestones."""

    def with_links(self):
        """Each with its body and meeting, in one query."""
        return self.select_related("group", "meeting")


class Milestone(CitedRecord):
    """A dated event that is no meeting: an office opens, a system starts, a crisis."""

    # Its title is in our own words, as its summary is; what that says is sourced.
    STATEMENTS = {"date": _("Date"), "summary": _("Summary")}
    WEIGHTS = {"date": 2}

    title = models.CharField(_("title"), max_length=250)
    title_ind = models.CharField(_("title (Indonesian)"), max_length=250, blank=True)
    date = EDTFField(_("date"), years_ahead=MAX_YEARS_AHEAD)
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="milestones",
        null=True,
        blank=True,
        verbose_name=_("body"),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="milestones",
        null=True,
        blank=True,
        verbose_name=_("meeting"),
    )
    summary = models.TextField(_("summary"), blank=True)
    summary_ind = models.TextField(_("summary (Indonesian)"), blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["date_earliest", "title"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                name="milestone_ends_after_it_starts",
                condition=Q(date_latest__gte=F("date_earliest")),
                violation_error_message=_("A milestone cannot end before it starts."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return record_address("milestone", self.slug)

    def findings(self):
        outside = self.group and self.group.outside_lifetime(
            self.date_earliest, self.date_latest
        )
        return [*super().findings(), *([advice(outside)] if outside else [])]

    @property
    def display_title(self):
        """The title in the reader's language."""
        return local(self, "title")

    heading = display_title

    @property
    def public_group(self):
        """Its body; None where there is none or it is not public."""
        return if_public(self.group)

    @property
    def public_meeting(self):
        """Its meeting; None where there is none or it is not public."""
        return if_public(self.meeting)
