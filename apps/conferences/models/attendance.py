"""Who took part in a meeting."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.groups.models import Person
from apps.members.models import Member
from apps.sources.models import CitedFact

from .meetings import Meeting


class AttendanceQuerySet(models.QuerySet):
    """Queries of attendance."""

    def public(self):
        """Attendance at meetings that anybody may see, with meeting and body."""
        return self.filter(meeting__in=Meeting.objects.public()).select_related(
            "meeting__group", "meeting__host"
        )

    def newest(self):
        """The latest meeting first, those without a date last."""
        latest = F("meeting__dates_latest").desc(nulls_last=True)
        return self.order_by(latest, "meeting__title", "capacity")

    def chairs(self):
        """Attendance of co-chairs and coordinators, with member and person."""
        return self.filter(
            capacity__in=[Attendance.Capacity.CO_CHAIR, Attendance.Capacity.COORDINATOR]
        ).with_attendees()

    def with_attendees(self):
        """Attendance of people and of members that anybody may see, with both."""
        shown = Q(member=None) | Q(member__in=Member.objects.public())
        return self.filter(shown).select_related("member", "person")


class Attendance(CitedFact):
    """Who took part in a meeting, in which capacity: a member, a person, or both."""

    STATEMENTS = {"capacity": _("Took part as")}
    IS_COUNTED = True  # one list of participants supports them all

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
    note_ind = models.CharField(_("note (Indonesian)"), max_length=200, blank=True)

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

    @property
    def caption(self):
        who = [self.person.name] if self.person else []
        who += [self.member.display_name] if self.member else []
        return f"{', '.join(who)}: {self.get_capacity_display()}"

    @property
    def natural_anchor(self):
        return f"attendance-{(self.member or self.person).slug}"
