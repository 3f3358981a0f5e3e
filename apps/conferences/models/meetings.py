"""Meetings of Bali Process bodies."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import FIRST_PROCESS_YEAR, MAX_YEARS_AHEAD
from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.core.languages import local
from apps.groups.models import Group
from apps.members.models import Member
from apps.records.addresses import record_address
from apps.records.models import RecordQuerySet, if_public
from apps.records.publish_checks import advice, blocker
from apps.sources.models import CitedRecord


class MeetingQuerySet(RecordQuerySet):
    """Queries of meetings; one without a date is neither upcoming nor past."""

    def upcoming(self):
        """Meetings that end today or later, the nearest first."""
        return self.filter(dates_latest__gte=timezone.localdate()).order_by(
            "dates_earliest"
        )

    def past(self):
        """Meetings that ended before today, the latest first."""
        return self.filter(dates_latest__lt=timezone.localdate()).order_by(
            "-dates_earliest"
        )

    def held(self):
        """Meetings that anybody may see, and that are over."""
        return self.public().filter(dates_latest__lte=timezone.localdate())

    def with_place(self):
        """Everything a list of meetings shows, in one query."""
        return self.select_related("group", "host")

    def held_or_founding(self, group):
        """Meetings of a body and any that `founded` it, in one query."""
        founding = Meeting.founded_groups.through.objects.filter(
            meeting=OuterRef("pk"), group=group
        )
        return self.annotate(founded=Exists(founding)).filter(
            Q(group=group) | Q(founded=True)
        )


class MeetingManager(models.Manager.from_queryset(MeetingQuerySet)):
    """Of all meetings; as `meetings` of a body, of those of the body."""

    def with_founding(self):
        """Public meetings of a body and any that `founded` it, in one query."""
        return Meeting.objects.public().with_place().held_or_founding(self.instance)


class Meeting(CitedRecord):
    """One sitting of one body, from a ministerial conference downwards.

    The papers a meeting produced are publications, and point back here.
    """

    STATEMENTS = {
        "title": _("Title"),
        "number": _("Number"),
        "dates": _("Dates"),
        "place": _("Place"),
        "format": _("Format"),
        "chairs": _("Co-chairs"),
        "attendance": _("Who took part"),
        "outcome": _("Outcome"),
        "summary": _("Summary"),
    }
    DERIVED = frozenset({"chairs"})
    MADE_OF = {"place": ["city", "host"]}
    WEIGHTS = {"dates": 2, "place": 2, "number": 2, "chairs": 2, "attendance": 2}

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("Ministerial conference")
        MEETING = "meeting", _("Meeting")
        FORUM = "forum", _("Forum")
        EVENT = "event", _("Event")
        WORKSHOP = "workshop", _("Workshop")
        OPERATION = "operation", _("Joint operation")
        ACTIVATION = "activation", _("Activation")

    class Format(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    title = models.CharField(_("title"), max_length=250)
    title_ind = models.CharField(_("title (Indonesian)"), max_length=250, blank=True)
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("body"),
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.MEETING
    )
    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("Place in its series, if numbered."),
    )
    series = models.CharField(
        _("series"),
        max_length=60,
        blank=True,
        help_text=_(
            "Where a body has restarted its numbering: the series this number "
            "belongs to."
        ),
    )
    dates = EDTFField(
        _("dates"),
        blank=True,
        first_year=FIRST_PROCESS_YEAR,
        years_ahead=MAX_YEARS_AHEAD,
    )
    dates_earliest = EarliestDay("dates")
    dates_latest = LatestDay("dates")
    city = models.CharField(_("city"), max_length=120, blank=True)
    host = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        related_name="hosted_meetings",
        null=True,
        blank=True,
        verbose_name=_("host"),
        help_text=_("Where it took place. Blank for meetings held online."),
    )
    format = models.CharField(_("format"), max_length=10, choices=Format, blank=True)
    attendance = models.TextField(
        _("who took part"), blank=True, help_text=_("In a sentence, with numbers.")
    )
    attendance_ind = models.TextField(_("who took part (Indonesian)"), blank=True)
    outcome = models.TextField(
        _("outcome"), blank=True, help_text=_("Decisions, in our own words.")
    )
    outcome_ind = models.TextField(_("outcome (Indonesian)"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_ind = models.TextField(_("summary (Indonesian)"), blank=True)
    founded_groups = models.ManyToManyField(
        Group,
        related_name="founding_meetings",
        blank=True,
        verbose_name=_("bodies it founded"),
    )

    objects = MeetingManager()

    class Meta:
        ordering = [F("dates_earliest").desc(nulls_last=True), "title"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [models.Index(fields=["dates_earliest"], name="meeting_by_date")]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(dates_earliest__isnull=True)
                | Q(dates_latest__gte=F("dates_earliest")),
                violation_error_message=_("A meeting cannot end before it starts."),
            ),
            models.UniqueConstraint(
                name="meeting_number_once_in_series",
                fields=["group", "series", "number"],
                condition=Q(number__isnull=False),
                violation_error_message=_(
                    "This body already has a meeting so numbered in this series."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return record_address("conferences:meeting", self.slug)

    @property
    def display_title(self):
        """The title in the reader's language."""
        return local(self, "title")

    heading = display_title

    def findings(self):
        outside = self.group.outside_lifetime(self.dates_earliest, self.dates_latest)
        return [
            *super().findings(),
            *([blocker(outside)] if outside else []),
            *([] if self.dates else [advice(_("No dates are recorded."))]),
        ]

    @classmethod
    def saying(cls, field):
        if field == "place":
            return ~Q(city="") | Q(host__in=Member.objects.public())
        return super().saying(field)

    def weight(self, field):
        """As for any record; more hangs on the days of a ministerial conference."""
        of_ministers = self.kind == self.Kind.CONFERENCE
        return 3 if of_ministers and field == "dates" else super().weight(field)

    @property
    def place(self):
        """City and host as one phrase; empty for a meeting held online."""
        host = self.public_host.display_name if self.public_host else ""
        return ", ".join(part for part in [self.city, host] if part)

    @property
    def where(self):
        """The place, or that there was none: the meeting was held online."""
        online = self.format == self.Format.ONLINE
        return self.place or (self.get_format_display() if online else "")

    @property
    def public_host(self):
        """The host; None where it is not public."""
        return if_public(self.host)

    @property
    def public_group(self):
        """The body that met; None where it is not public."""
        return if_public(self.group)

    @property
    def chairs(self):
        """Those who chaired, as one line."""
        return "; ".join(str(a) for a in self.attendances.chairs())
