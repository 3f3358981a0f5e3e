"""States, territories and organisations, and their part in the Bali Process."""

import re
from functools import lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import FIRST_DAY
from apps.core.dates import format_edtf
from apps.core.languages import in_language
from apps.records.addresses import record_address
from apps.records.models import Period, PeriodQuerySet, RecordQuerySet
from apps.records.publish_checks import blocker, overlaps
from apps.sources.models import CitedFact, CitedRecord


@lru_cache(maxsize=8)
def _territories(language):
    return Locale.parse(language).territories


def name_in(name, name_ind, iso_code, language):
    """A member's name in a language: our own, else that of the Unicode list (CLDR)."""
    if language == "en":
        return name
    return name_ind or _territories(language).get(iso_code) or in_language(name, "en")


def common_names(iso_code):
    """What the Unicode list calls a territory in English and Indonesian, for finding it.

    "Myanmar (Burma)" is two names.
    """
    for language in ["en", "id"]:
        listed = _territories(language).get(iso_code, "")
        yield from filter(None, map(str.strip, re.split(r"[()]", listed)))


class MemberQuerySet(RecordQuerySet):
    """Queries of members."""

    def with_details(self):
        """Each with its names and capacities."""
        return self.prefetch_related("names", "participations")

    def as_of(self, day):
        """Each with its names, and its capacities with their standing on a day."""
        capacities = Participation.objects.as_of(day)
        return self.prefetch_related("names", Prefetch("participations", capacities))


class Member(CitedRecord):
    """A state, territory or organisation that has had a part in the Bali Process."""

    STATEMENTS = {
        "name": _("Name"),
        "other_names": _("Other names"),
        "summary": _("Summary"),
    }
    MADE_OF = {"other_names": ["names"]}

    class Kind(models.TextChoices):
        STATE = "state", _("State")
        TERRITORY = "territory", _("Territory")
        ORGANISATION = "organisation", _("Organisation")

    class Region(models.TextChoices):
        """Sub-regions of the UN geoscheme (M49), Oceania as one."""

        EAST_ASIA = "eastern-asia", _("Eastern Asia")
        SOUTH_EAST_ASIA = "south-eastern-asia", _("South-eastern Asia")
        SOUTH_ASIA = "southern-asia", _("Southern Asia")
        WEST_ASIA = "western-asia", _("Western Asia")
        OCEANIA = "oceania", _("Oceania")
        NORTH_AMERICA = "northern-america", _("Northern America")
        EUROPE = "europe", _("Europe")
        AFRICA = "africa", _("Africa")

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As the list of the Bali Process writes it."),
    )
    name_ind = models.CharField(
        _("name (Indonesian)"),
        max_length=200,
        blank=True,
        help_text=_(
            "Only where the name in the Unicode list of countries is not suitable."
        ),
    )
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    iso_code = models.CharField(
        _("ISO 3166 code"),
        max_length=2,
        blank=True,
        help_text=_("Two letters, such as ID. Only to identify; blank where none."),
    )
    iso3_code = models.CharField(
        _("ISO 3166 code, three letters"), max_length=3, blank=True
    )
    region = models.CharField(_("region"), max_length=20, choices=Region, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_ind = models.TextField(_("summary (Indonesian)"), blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                name="iso_code_belongs_to_one_member",
                fields=["iso_code"],
                condition=~Q(iso_code=""),
                violation_error_message=_("Another member already has this ISO code."),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return record_address("members:member", self.slug)

    def findings(self):
        clashes = overlaps(self.participations.all(), same=lambda p: p.member_id)
        return [
            *super().findings(),
            *(
                blocker(
                    _("Two capacities at the same time: %(one)s; %(other)s.")
                    % {"one": one.period, "other": other.period}
                )
                for one, other in clashes
            ),
        ]

    def name_in(self, language):
        """The name in a language; English is the list's own wording."""
        return name_in(self.name, self.name_ind, self.iso_code, language)

    @classmethod
    def saying(cls, field):
        if field == "other_names":
            return Q(Exists(MemberName.objects.filter(member=OuterRef("pk"))))
        return super().saying(field)

    @property
    def display_name(self):
        """The name in the reader's language."""
        return self.name_in(get_language() or "en")

    heading = display_name

    @property
    def other_names(self):
        """Other names and spellings as one line."""
        return "; ".join(name.name for name in self.names.all())


class MemberName(models.Model):
    """Another name or spelling of a member, and who uses it."""

    # CASCADE: a name belongs to its bearer.
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    used_by = models.CharField(
        _("used by"),
        max_length=200,
        blank=True,
        help_text=_("Who uses it, such as “document 003”."),
    )
    used_by_ind = models.CharField(
        _("used by (Indonesian)"), max_length=200, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(
                name="member_has_each_name_once",
                fields=["member", "name"],
                violation_error_message=_("This member already has this other name."),
            )
        ]

    def __str__(self):
        return self.name


class ParticipationQuerySet(PeriodQuerySet):
    """Queries of participations, as of a day among them."""

    subject = ("member",)

    def public(self):
        """Participations of members that anybody may see, with the member."""
        return self.filter(member__in=Member.objects.public()).select_related("member")


class Participation(Period, CitedFact):
    """A member's capacity in the Bali Process over a period."""

    STATEMENTS = {
        "capacity": _("Capacity"),
        "since": _("Since"),
        "until": _("Until"),
    }
    WEIGHTS = {"capacity": 3, "since": 2, "until": 2}

    class Capacity(models.TextChoices):
        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")
        INVITED = "invited", _("Invited guest")

    # CASCADE: a part in the Process is nothing without the one who takes it.
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="participations"
    )
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity)
    note = models.CharField(_("note"), max_length=400, blank=True)
    note_ind = models.CharField(_("note (Indonesian)"), max_length=400, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["member__name", "since_earliest"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")

    def __str__(self):
        return f"{self.member}: {self.get_capacity_display()}"

    def clean(self):
        super().clean()
        for name in ["since", "until"]:
            day = getattr(self, f"{name}_latest")
            if day and day < FIRST_DAY:
                too_early = _("%(day)s is before the Bali Process began.")
                day = format_edtf(getattr(self, name))
                raise ValidationError({name: too_early % {"day": day}})

    @property
    def period(self):
        """Capacity and time in the reader's words: 'Member, since 1 April 2013'."""
        return f"{self.get_capacity_display()}, {self.span}"

    caption = period

    @property
    def natural_anchor(self):
        return f"participation-{self.capacity}"
