"""Meetings of Bali Process bodies, and dated events that are no meeting."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.core.models import RecordQuerySet, local
from apps.groups.models import Group, Person
from apps.members.models import Member
from apps.sources.models import CitedRecord


class MeetingQuerySet(RecordQuerySet):
    def upcoming(self):
        return self.filter(dates_latest__gte=timezone.localdate()).order_by(
            "dates_earliest"
        )

    def past(self):
        return self.filter(dates_latest__lt=timezone.localdate()).order_by(
            "-dates_earliest"
        )

    def with_place(self):
        """Everything a list of meetings shows, in one query."""
        return self.select_related("group", "host")


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
        "outcome": _("What came of it"),
        "summary": _("Summary"),
    }

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
        help_text=_("Where a body began to count anew: which count this number is of."),
    )
    dates = EDTFField(_("dates"), blank=True)
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
        _("what came of it"), blank=True, help_text=_("Decisions, in our own words.")
    )
    outcome_ind = models.TextField(_("what came of it (Indonesian)"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_ind = models.TextField(_("summary (Indonesian)"), blank=True)
    founded_groups = models.ManyToManyField(
        Group,
        related_name="founding_meetings",
        blank=True,
        verbose_name=_("bodies it founded"),
    )

    objects = MeetingQuerySet.as_manager()

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
        return reverse("conferences:meeting", args=[self.slug])

    @property
    def display_title(self):
        return local(self, "title")

    @property
    def place(self):
        """City and host as one phrase; empty for a meeting held online."""
        host = self.host.display_name if self.host else ""
        return ", ".join(part for part in [self.city, host] if part)

    @property
    def chairs(self):
        """Those who chaired, as one line."""
        return "; ".join(str(a) for a in self.attendances.chairs())


class AttendanceQuerySet(models.QuerySet):
    def public(self):
        """Attendance at meetings that anybody may see, with meeting and body."""
        return self.filter(meeting__in=Meeting.objects.public()).select_related(
            "meeting__group", "meeting__host"
        )

    def chairs(self):
        return self.filter(
            capacity__in=[Attendance.Capacity.CO_CHAIR, Attendance.Capacity.COORDINATOR]
        ).select_related("member", "person")

    def with_who(self):
        return self.select_related("member", "person")


class Attendance(models.Model):
    """Who took part in a meeting, in which capacity: a member, a person, or both."""

    class Capacity(models.TextChoices):
        CO_CHAIR = "co-chair", _("Co-chair")
        COORDINATOR = "coordinator", _("Coordinator")
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")
        GUEST = "guest", _("Guest")

    # CASCADE: attendance is a part of the meeting's record.
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances"
    )
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        related_name="attendances",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="attendances",
        null=True,
        blank=True,
    )
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Such as the name used, or the office held."),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["capacity", "member__name", "person__name"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.CheckConstraint(
                name="attendance_names_somebody",
                condition=Q(member__isnull=False) | Q(person__isnull=False),
                violation_error_message=_("Name a member, a person, or both."),
            ),
            models.UniqueConstraint(
                name="attendance_once_per_meeting",
                fields=["meeting", "member", "person", "capacity"],
                violation_error_message=_("This is already listed for the meeting."),
            ),
        ]

    def __str__(self):
        names = [part.name for part in [self.person, self.member] if part]
        return f"{names[0]} ({names[1]})" if len(names) == 2 else names[0]


class MilestoneQuerySet(RecordQuerySet):
    def with_links(self):
        return self.select_related("group", "meeting")


class Milestone(CitedRecord):
    """A dated event that is no meeting: an office opens, a system starts, a crisis."""

    STATEMENTS = {
        "title": _("Title"),
        "date": _("Date"),
        "summary": _("Summary"),
    }

    title = models.CharField(_("title"), max_length=250)
    title_ind = models.CharField(_("title (Indonesian)"), max_length=250, blank=True)
    date = EDTFField(_("date"))
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
        return f"{reverse('timeline')}#{self.slug}"

    @property
    def display_title(self):
        return local(self, "title")
