"""Bodies and mechanisms of the Bali Process."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import MAX_YEARS_AHEAD
from apps.core.dates import EarliestDay, EDTFField, LatestDay, points_of
from apps.core.languages import local
from apps.records.addresses import record_address
from apps.records.models import PeriodQuerySet, RecordQuerySet, if_public
from apps.records.publish_checks import advice, blocker, overlaps
from apps.sources.models import CitedRecord


class GroupQuerySet(PeriodQuerySet, RecordQuerySet):
    """Queries of bodies."""

    begin, end = "founded", "ended"

    def with_counts(self):
        """Each with the number of its public meetings."""
        meetings = self.model.meetings.rel.related_model.objects.public()
        count = Count("meetings", filter=Q(meetings__in=meetings), distinct=True)
        # Counting drops the default order, which paging needs.
        counted = self.annotate(meeting_count=count)
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
    DERIVED = frozenset({"chairs", "numbering"})
    OWN_WORDS = frozenset({"rhythm", "place"})
    MADE_OF = {"other_names": ["names"]}
    WEIGHTS = {"composition": 3, "founded": 2, "ended": 2, "chairs": 2}

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
    founded = EDTFField(
        _("founded"), blank=True, moment=True, years_ahead=MAX_YEARS_AHEAD
    )
    founded_earliest = EarliestDay("founded")
    founded_latest = LatestDay("founded")
    ended = EDTFField(_("ended"), blank=True, moment=True, years_ahead=MAX_YEARS_AHEAD)
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

    @property
    def presumed_since(self):
        """The date to which it is known to last: when it last met, or was founded."""
        return self.last_shown or points_of(self.founded)[-1]

    def get_absolute_url(self):
        return record_address("groups:group", self.slug)

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

    @classmethod
    def saying(cls, field):
        if field == "other_names":
            return Q(Exists(GroupName.objects.filter(group=OuterRef("pk"))))
        return super().saying(field)

    @property
    def display_name(self):
        """The name in the reader's language."""
        return local(self, "name")

    heading = display_name

    @property
    def public_parent(self):
        """The body it is part of; None where that is not public."""
        return if_public(self.parent)

    def outside_lifetime(self, earliest, latest):
        """A message if a date lies outside the lifetime of the body; else blank."""
        if latest and self.founded_earliest and latest < self.founded_earliest:
            return gettext("“%(body)s” was founded later: %(date)s.") % {
                "body": self,
                "date": self.founded,
            }
        if earliest and self.ended_latest and earliest > self.ended_latest:
            return gettext("“%(body)s” had ended by then: %(date)s.") % {
                "body": self,
                "date": self.ended,
            }
        return ""

    def findings(self):
        seats = self.seats.select_related("member")
        twice = overlaps(seats, same=lambda seat: (seat.member_id, seat.role))
        chairs = [seat for seat in seats if seat.role == "chair"]
        return [
            *super().findings(),
            *(
                blocker(
                    _(
                        "The same seat is recorded twice for the same time: %(one)s; "
                        "%(other)s."
                    )
                    % {"one": one.period, "other": other.period}
                )
                for one, other in twice
            ),
            *(
                advice(
                    _("Two chairs at the same time: %(one)s; %(other)s.")
                    % {"one": one.period, "other": other.period}
                )
                for one, other in overlaps(chairs, same=lambda seat: seat.role)
                if one.member_id != other.member_id
            ),
        ]

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
    used_by_ind = models.CharField(
        _("used by (Indonesian)"), max_length=200, blank=True
    )

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
