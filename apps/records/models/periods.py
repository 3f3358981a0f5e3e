"""Periods with uncertain start and end."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import FIRST_PROCESS_YEAR, MAX_YEARS_AHEAD
from apps.core.dates import (
    EarliestDay,
    EDTFField,
    LatestDay,
    format_edtf,
    is_one_of_a_set,
    points_of,
    set_bounds,
)
from apps.core.labels import CachedChoiceLabels

SINCE_HELP = _(
    "When it began: 2013-04-01, 2011-10, 2015. Not known exactly: the span it "
    "must lie in, [2017-08..2019-07]. Blank: not recorded."
)


class Period(CachedChoiceLabels):
    """Abstract model of what holds from one date to another, either possibly unknown."""

    since = EDTFField(
        _("since"),
        blank=True,
        moment=True,
        first_year=FIRST_PROCESS_YEAR,
        years_ahead=MAX_YEARS_AHEAD,
        help_text=SINCE_HELP,
    )
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = EDTFField(
        _("until"),
        blank=True,
        moment=True,
        first_year=FIRST_PROCESS_YEAR,
        years_ahead=MAX_YEARS_AHEAD,
        help_text=_("When it ended, as above. Blank: no end is recorded."),
    )
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")

    first_shown = last_shown = ""  # of rows read as of a day, what shows them

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=Q(since_earliest__isnull=True)
                | Q(until_latest__isnull=True)
                | Q(until_latest__gte=F("since_earliest")),
                violation_error_message=_("A period cannot end before it starts."),
            )
        ]

    def clean(self):
        super().clean()
        set_bounds(self)
        # Said here too: a form cannot check a constraint on columns it does not show.
        if (
            self.since_earliest
            and self.until_latest
            and self.until_latest < self.since_earliest
        ):
            raise ValidationError({"until": _("A period cannot end before it starts.")})

    @property
    def presumed_since(self):
        """The date to which it is known to go on: when it was last shown, or it began."""
        return self.last_shown or points_of(self.since)[-1]

    @property
    def span(self):
        """The period in the reader's words: 'since 2015', '2018 – 2019', and where a
        start or end is one unknown day, 'began between 2014 and May 2015'."""
        since, until = format_edtf(self.since), format_edtf(self.until)
        if not since and not until and self.first_shown:
            first = format_edtf(self.first_shown)
            return gettext("first shown %(day)s") % {"day": first}
        if not since and not until:
            return gettext("period not recorded")
        if is_one_of_a_set(self.since) or is_one_of_a_set(self.until):
            began = gettext("began %(day)s") % {"day": since} if since else ""
            ended = gettext("ended %(day)s") % {"day": until} if until else ""
            return ", ".join(part for part in [began, ended] if part)
        if since and until:
            return (
                since if since == until else format_edtf(f"{self.since}/{self.until}")
            )
        if since:
            return gettext("since %(day)s") % {"day": since}
        return gettext("until %(day)s") % {"day": until}
