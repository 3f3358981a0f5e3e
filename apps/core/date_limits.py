"""Limits of dates, and suggestions for a date outside them.

Each date field declares its earliest year and how many years ahead it may lie; forms,
imports and fixtures check it. The error message suggests what may have been meant: a year
of the Buddhist era (543 years ahead), or a typing error.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

FIRST_DAY = dt.date(2002, 2, 26)  # of the first conference: the Process begins
# Earliest years: of what the Process itself does; of anything else, such as papers.
FIRST_PROCESS_YEAR, FIRST_YEAR = FIRST_DAY.year, 1900
MAX_YEARS_AHEAD = 5  # for which something may be agreed: a meeting, a term of office
POINT = re.compile(r"\d{3}[\dX](-\d\d){0,2}[?~%]?", re.ASCII)
BUDDHIST_YEARS = 543
OUTSIDE_RECORD = "beyond_record"


@dataclass(frozen=True)
class Limits:
    """A validator: raises ValidationError for a date outside the limits.

    Called with a date or EDTF text, every point of which must overlap the limits.
    """

    first_year: int = FIRST_YEAR
    years_ahead: int = 0  # 0: not in the future

    @property
    def last_day(self):
        today = timezone.localdate()
        if self.years_ahead:
            return dt.date(today.year + self.years_ahead, 12, 31)
        return today + dt.timedelta(days=1)  # tomorrow: time zones east of ours

    def __call__(self, date):
        for point in re.split(r"/|\.\.", str(date).strip("[]")):
            if POINT.fullmatch(point) and (
                self._is_early(point) or self._is_late(point)
            ):
                raise ValidationError(self._message(point), code="beyond_limits")

    # ISO 8601 dates compare as text, cut to the same precision.

    def _is_early(self, point):
        known = _known(point)
        return known < str(self.first_year)[: len(known)]

    def _is_late(self, point):
        known = _known(point)
        return known > self.last_day.isoformat()[: len(known)]

    def _message(self, point):
        """The error message for a point, with a suggestion."""
        if self._is_early(point):
            said = _(
                "“%(date)s” is too early: the earliest year possible here is %(year)s."
            ) % {
                "date": point,
                "year": self.first_year,
            }
        else:
            said = _(
                "“%(date)s” is too late: the latest date possible here is %(day)s."
            ) % {
                "date": point,
                "day": date_format(self.last_day, "j F Y"),
            }
        for year, question in _likely_years(point[:4]):
            meant = year + point[4:]
            if not (self._is_early(meant) or self._is_late(meant)):
                return f"{said} {question % {'date': meant}}"
        return said


def _known(point):
    """A point without its uncertain part: 2013~ as 2013, 201X as 201."""
    return point.rstrip("?~%").replace("X", "")


def _likely_years(year):
    """(year, question) for each year that may have been meant, likeliest first."""
    if year.isdecimal() and int(year) > BUDDHIST_YEARS:
        buddhist = _("It may be a year of the Buddhist era: did you mean %(date)s?")
        yield f"{int(year) - BUDDHIST_YEARS:04}", buddhist
    typo = _("Did you mean %(date)s?")
    for at in range(3):  # two digits transposed
        yield year[:at] + year[at + 1] + year[at] + year[at + 2 :], typo
    yield f"20{year[2:]}", typo


def validate_day_of_the_record(day):
    """Raise ValidationError for a day before the Process began, or in the future."""
    today = timezone.localdate()
    if FIRST_DAY <= day <= today:
        return
    if day > today:
        said = _("%(day)s is in the future.")
    else:
        said = _("%(day)s is before the Bali Process began.")
    range_ = _("Choose a day from %(first)s to today, %(today)s.")
    days = {"day": day, "first": FIRST_DAY, "today": today}
    shown = {name: date_format(value, "j F Y") for name, value in days.items()}
    raise ValidationError(f"{said} {range_}" % shown, code=OUTSIDE_RECORD)
