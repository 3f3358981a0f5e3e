"""Who sits on a body, and who holds a public office."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.core.date_limits import MAX_YEARS_AHEAD
from apps.core.dates import EDTFField
from apps.core.languages import local
from apps.members.models import Member
from apps.records.models import Period, PeriodQuerySet
from apps.records.models.periods import SINCE_HELP
from apps.sources.models import CitedFact

from .bodies import Group


class Person(models.Model):
    """Somebody who holds or held a public office. Public roles only."""

    slug = models.SlugField(_("key"), max_length=120, unique=True)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As sources print it, without titles.")
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name


class WithinGroupLife(Period):
    """A period that must lie within the life of the body it belongs to."""

    class Meta(Period.Meta):
        abstract = True

    def clean(self):
        super().clean()
        group = self.group
        if group is None:
            return
        if (
            group.founded_earliest
            and self.until_latest
            and self.until_latest < group.founded_earliest
        ) or (
            group.founded_earliest
            and self.since_latest
            and self.since_latest < group.founded_earliest
        ):
            raise ValidationError(
                {
                    "since": _("%(group)s was founded later: %(founded)s.")
                    % {"group": group, "founded": group.founded}
                }
            )
        if (
            group.ended_latest
            and self.since_earliest
            and self.since_earliest > group.ended_latest
        ):
            raise ValidationError(
                {
                    "since": _("%(group)s had ended by then: %(ended)s.")
                    % {"group": group, "ended": group.ended}
                }
            )

    def save(self, *args, **kwargs):
        # No database constraint can compare two tables; this is the next best place.
        self.clean()
        super().save(*args, **kwargs)


class SeatQuerySet(PeriodQuerySet):
    body = "group"
    subject = ("group", "member", "role")

    def public(self):
        """Seats of bodies and members that anybody may see, with both."""
        return self.filter(
            group__in=Group.objects.public(), member__in=Member.objects.public()
        ).select_related("group", "member")

    def chairs(self):
        """Seats of those who lead: chairs, co-chairs, coordinators, managers."""
        return self.filter(role__in=self.model.LEADING)


class Seat(WithinGroupLife, CitedFact):
    """A member's place in a body over a period."""

    STATEMENTS = {"role": _("Role"), "since": _("Since"), "until": _("Until")}
    WEIGHTS = {"role": 2, "since": 2, "until": 2}

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co-chair", _("Co-chair")
        COORDINATOR = "coordinator", _("Coordinator")
        CO_MANAGER = "co-manager", _("Provides a co-manager")
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")
        PARTNER = "partner", _("Partner")

    LEADING = ["chair", "co-chair", "coordinator", "co-manager"]

    # CASCADE, here and below: a seat is nothing without its body.
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    note = models.CharField(_("note"), max_length=400, blank=True)
    note_ind = models.CharField(_("note (Indonesian)"), max_length=400, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta(WithinGroupLife.Meta):
        ordering = ["since_earliest", "member__name"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")

    def __str__(self):
        return f"{self.member}, {self.get_role_display()}"

    @property
    def period(self):
        """Who, as what and when: 'Viet Nam, Co-chair since 2022'."""
        return f"{self} {self.span}"

    @property
    def caption(self):
        return f"{self.member.display_name}, {self.get_role_display()}, {self.span}"

    @property
    def natural_anchor(self):
        return f"seat-{self.member.slug}-{self.role}"


class AppointmentQuerySet(PeriodQuerySet):
    body = "group"
    subject = ("office", "group", "member")

    def public(self):
        """Offices in bodies and for members that anybody may see, with all of them."""
        return self.filter(
            Q(group=None) | Q(group__in=Group.objects.public()),
            Q(member=None) | Q(member__in=Member.objects.public()),
        ).select_related("person", "member", "group")


class Appointment(WithinGroupLife, CitedFact):
    """A public office held by a person over a period."""

    STATEMENTS = {"office": _("Office"), "since": _("Since"), "until": _("Until")}
    WEIGHTS = {"office": 2, "since": 2, "until": 2}
    IS_NUMBERED = True  # people come and go, and come back

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments"
    )
    office = models.CharField(
        _("office"), max_length=200, help_text=_("Such as “Co-Manager (Australia)”.")
    )
    office_ind = models.CharField(_("office (Indonesian)"), max_length=200, blank=True)
    group = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        related_name="appointments",
        null=True,
        blank=True,
    )
    member = models.ForeignKey(
        Member,
        on_delete=models.PROTECT,
        related_name="appointments",
        null=True,
        blank=True,
        verbose_name=_("on behalf of"),
    )
    # A ministry is as old as its state: its holder may have come before the Process.
    since = EDTFField(
        _("since"),
        blank=True,
        moment=True,
        years_ahead=MAX_YEARS_AHEAD,
        help_text=SINCE_HELP,
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta(WithinGroupLife.Meta):
        ordering = ["since_earliest", "person__name"]
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")

    def __str__(self):
        return f"{self.person}, {self.office}"

    @property
    def period(self):
        """Who, as what and when."""
        return f"{self} {self.span}"

    @property
    def caption(self):
        return f"{self.person}, {local(self, 'office')}, {self.span}"

    @property
    def natural_anchor(self):
        return f"office-{self.person.slug}"
