"""Numbers that sources report."""

from django.db import models
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import MAX_YEARS_AHEAD
from apps.core.dates import EarliestDay, EDTFField, LatestDay, format_edtf
from apps.core.languages import local
from apps.sources.models import CitedFact

from .bodies import Group


class FigureQuerySet(models.QuerySet):
    """Queries of figures."""

    def public(self):
        """Figures of bodies that anybody may see."""
        return self.filter(group__in=Group.objects.public())


class Figure(CitedFact):
    """A number a source reports about a body's work, or the world it works in."""

    STATEMENTS = {"value": _("Figure"), "period": _("Period")}
    WEIGHTS = {"value": 3, "period": 2}

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
    qualifier_ind = models.CharField(
        _("qualifier (Indonesian)"), max_length=40, blank=True
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    unit_ind = models.CharField(_("unit (Indonesian)"), max_length=60, blank=True)
    period = EDTFField(
        _("period"),
        blank=True,
        years_ahead=MAX_YEARS_AHEAD,
        help_text=_("The time the number is about."),
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

    @property
    def caption(self):
        """What is counted, when and how many: 'practitioners trained, 2023: 348'."""
        what = ", ".join(filter(None, [local(self, "label"), format_edtf(self.period)]))
        return f"{what}: {floatformat(self.value, '-2g')}"

    @property
    def natural_anchor(self):
        return f"figure-{self.key}"
