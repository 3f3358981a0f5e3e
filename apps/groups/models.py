"""Bodies and mechanisms of the Bali Process, their people, seats and figures."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.core.models import Period, PeriodQuerySet, RecordQuerySet, local
from apps.members.models import Member
from apps.sources.models import CitedFact, CitedRecord


class GroupQuerySet(RecordQuerySet):
    def with_counts(self):
        # Counting drops the default order, which paging needs.
        counted = self.annotate(meeting_count=Count("meetings", distinct=True))
        return counted.order_by(*self.model._meta.ordering)


class Group(CitedRecord):
    """A body, office, mechanism or system of the Bali Process."""

    STATEMENTS = {
        "name": _("Name"),
        "other_names": _("Other names"),
        "founded": _("Founded"),
        "founding_basis": _("What founded it"),
        "ended": _("Ended"),
        "mandate": _("Mandate"),
        "composition": _("Composition"),
        "rhythm": _("How often it meets"),
        "place": _("Where it meets or sits"),
        "state": _("Present state"),
        "chairs": _("Chairs"),
        "numbering": _("Numbering of its meetings"),
    }

    class Kind(models.TextChoices):
        PROCESS = "process", _("The Process as a whole")
        CONFERENCE = "conference", _("Conference of ministers")
        OFFICIALS = "officials", _("Meeting of officials")
        WORKING_GROUP = "working-group", _("Working group")
        EXPERT_GROUP = "expert-group", _("Expert group")
        TASK_FORCE = "task-force", _("Task force")
        FORUM = "forum", _("Forum")
        OFFICE = "office", _("Office")
        FRAMEWORK = "framework", _("Framework")
        MECHANISM = "mechanism", _("Mechanism")
        SYSTEM = "system", _("System or tool")
        OPERATION = "operation", _("Series of operations")

    name = models.CharField(_("name"), max_length=200)
    name_ind = models.CharField(_("name (Indonesian)"), max_length=200, blank=True)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    # PROTECT, here and below: what others hang on is not deleted from under them.
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("part of"),
        help_text=_("The body it belongs to or reports to."),
    )
    founded = EDTFField(_("founded"), blank=True)
    founded_earliest = EarliestDay("founded")
    founded_latest = LatestDay("founded")
    ended = EDTFField(_("ended"), blank=True)
    ended_earliest = EarliestDay("ended")
    ended_latest = LatestDay("ended")
    founding_basis = models.TextField(
        _("what founded it"), blank=True, help_text=_("The decision or event.")
    )
    founding_basis_ind = models.TextField(_("what founded it (Indonesian)"), blank=True)
    mandate = models.TextField(
        _("mandate"), blank=True, help_text=_("What it is for, in our own words.")
    )
    mandate_ind = models.TextField(_("mandate (Indonesian)"), blank=True)
    composition = models.TextField(
        _("composition"), blank=True, help_text=_("Who belongs to it, in a sentence.")
    )
    composition_ind = models.TextField(_("composition (Indonesian)"), blank=True)
    rhythm = models.CharField(_("how often it meets"), max_length=200, blank=True)
    rhythm_ind = models.CharField(
        _("how often it meets (Indonesian)"), max_length=200, blank=True
    )
    place = models.CharField(_("where it meets or sits"), max_length=200, blank=True)
    place_ind = models.CharField(
        _("where it meets or sits (Indonesian)"), max_length=200, blank=True
    )
    state = models.TextField(
        _("present state"), blank=True, help_text=_("What is known of it today.")
    )
    state_ind = models.TextField(_("present state (Indonesian)"), blank=True)
    url = models.URLField(_("web address"), max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("Small numbers come first in lists.")
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("body or mechanism")
        verbose_name_plural = _("bodies and mechanisms")
        constraints = [
            models.CheckConstraint(
                name="group_ends_after_it_is_founded",
                condition=Q(founded_earliest__isnull=True)
                | Q(ended_latest__isnull=True)
                | Q(ended_latest__gte=F("founded_earliest")),
                violation_error_message=_("A body cannot end before it is founded."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("groups:group", args=[self.slug])

    def clean(self):
        super().clean()
        # Said here too: a form cannot check a constraint on columns it does not show.
        if (
            self.founded_earliest
            and self.ended_latest
            and self.ended_latest < self.founded_earliest
        ):
            raise ValidationError(
                {"ended": _("A body cannot end before it is founded.")}
            )

    @property
    def display_name(self):
        return local(self, "name")

    @property
    def other_names(self):
        """Other names as one line."""
        return "; ".join(name.name for name in self.names.all())

    @property
    def chairs(self):
        """Who chairs or coordinates, as one line; the seats hold the periods."""
        return "; ".join(str(seat) for seat in self.seats.chairs())

    @property
    def numbering(self):
        """The numbers its meetings bear, as one line."""
        numbers = self.meetings.exclude(number=None).values_list("number", flat=True)
        return ", ".join(map(str, numbers))


class GroupName(models.Model):
    """Another name of a body."""

    # CASCADE: a name belongs to its bearer.
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    used_by = models.CharField(_("used by"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                name="group_has_each_name_once",
                fields=["group", "name"],
                violation_error_message=_("This body already has this other name."),
            )
        ]

    def __str__(self):
        return self.name


class Person(models.Model):
    """Somebody who holds or held a public office. Public roles only."""

    slug = models.SlugField(_("key"), max_length=120, unique=True)
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As sources print it, without titles.")
    )

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
    def public(self):
        """Seats of bodies and members that anybody may see, with both."""
        return self.filter(
            group__in=Group.objects.public(), member__in=Member.objects.public()
        ).select_related("group", "member")

    def chairs(self):
        """Seats of those who lead: chairs, co-chairs, coordinators, managers."""
        return self.filter(role__in=Seat.LEADING)


class Seat(WithinGroupLife, CitedFact):
    """A member's place in a body over a period."""

    STATEMENTS = {"period": _("Seat and period")}

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


class AppointmentQuerySet(PeriodQuerySet):
    def with_people(self):
        return self.select_related("person", "member")


class Appointment(WithinGroupLife, CitedFact):
    """A public office held by a person over a period."""

    STATEMENTS = {"period": _("Office and period")}

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


class FigureQuerySet(models.QuerySet):
    def public(self):
        return self.filter(group__in=Group.objects.public())


class Figure(CitedFact):
    """A number a source reports about a body's work, or the world it works in."""

    STATEMENTS = {"value": _("Figure")}

    class Subject(models.TextChoices):
        WORK = "work", _("Its work")
        CONTEXT = "context", _("The situation around it")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(_("key"), max_length=80)
    label = models.CharField(
        _("label"), max_length=200, help_text=_("Such as “practitioners trained”.")
    )
    label_ind = models.CharField(_("label (Indonesian)"), max_length=200, blank=True)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    qualifier = models.CharField(
        _("qualifier"),
        max_length=20,
        blank=True,
        help_text=_("Where the source is not exact: “more than”, “about”."),
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    unit_ind = models.CharField(_("unit (Indonesian)"), max_length=60, blank=True)
    period = EDTFField(
        _("period"), blank=True, help_text=_("The time the number is about.")
    )
    period_earliest = EarliestDay("period")
    period_latest = LatestDay("period")
    subject = models.CharField(
        _("about"), max_length=10, choices=Subject, default=Subject.WORK
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    note_ind = models.CharField(_("note (Indonesian)"), max_length=400, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["-period_earliest", "label"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                name="figure_key_once_in_group",
                fields=["group", "key"],
                violation_error_message=_("This body already has a figure so keyed."),
            )
        ]

    def __str__(self):
        return f"{self.value.normalize():f} {self.label}"
