"""Between which days a date can lie, and what was meant by one that does not.

Each field that holds a date says how early it can be and how many years ahead; every
door that writes the field asks here. Years of the Buddhist era, 543 ahead of the common
one, and slips of the finger pass for dates, and are asked back.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

FIRST_DAY = dt.date(2002, 2, 26)  # of the first conference: the Process begins
# How early: what the Process does itself; what it may have found there, such as papers.
OF_THE_PROCESS, OF_ANYBODY = FIRST_DAY.year, 1900
PLANNED = (
    5  # years ahead for which something may be agreed: a meeting, a term of office
)
POINT = re.compile(r"\d{3}[\dX](-\d\d){0,2}[?~%]?", re.ASCII)
BUDDHIST_YEARS = 543
BEYOND_RECORD = "beyond_record"


@dataclass(frozen=True)
class Limits:
    """How early a date can be and how far ahead; calling it refuses one beyond.

    Takes a day, or EDTF text, of which every point must lie within, in part at least.
    """

    first_year: int = OF_ANYBODY
    years_ahead: int = 0  # none: it cannot be known before it has happened

    @property
    def last_day(self):
        today = timezone.localdate()
        if self.years_ahead:
            return dt.date(today.year + self.years_ahead, 12, 31)
        return today + dt.timedelta(days=1)  # it is tomorrow already further east

    def __call__(self, date):
        for point in str(date).split("/"):
            if POINT.fullmatch(point) and (
                self._is_early(point) or self._is_late(point)
            ):
                raise ValidationError(self._question(point), code="beyond_limits")

    # Days written as in ISO 8601 come in the order of their texts, as far as both go.

    def _is_early(self, point):
        known = _known(point)
        return known < str(self.first_year)[: len(known)]

    def _is_late(self, point):
        known = _known(point)
        return known > self.last_day.isoformat()[: len(known)]

    def _question(self, point):
        """What is wrong with a point, and what may have been meant by it."""
        if self._is_early(point):
            said = _("“%(date)s” is too early: here no date is before %(year)s.") % {
                "date": point,
                "year": self.first_year,
            }
        else:
            said = _("“%(date)s” is too late: here no date is after %(day)s.") % {
                "date": point,
                "day": date_format(self.last_day, "j F Y"),
            }
        for year, question in _likely_years(point[:4]):
            meant = year + point[4:]
            if not (self._is_early(meant) or self._is_late(meant)):
                return f"{said} {question % {'date': meant}}"
        return said


def _known(point):
    """A point as far as it is known: 2013~ to the year, 201X to the decade."""
    return point.rstrip("?~%").replace("X", "")


def _likely_years(year):
    """(year, question) of what may have been meant by a year, the likeliest first."""
    if year.isdecimal() and int(year) > BUDDHIST_YEARS:
        buddhist = _("It may be a year of the Buddhist era: did you mean %(date)s?")
        yield f"{int(year) - BUDDHIST_YEARS:04}", buddhist
    slip = _("Did you mean %(date)s?")
    for at in range(3):  # two figures in the wrong order
        yield year[:at] + year[at + 1] + year[at] + year[at + 2 :], slip
    yield f"20{year[2:]}", slip


def validate_day_of_the_record(day):
    """Refuse a day the record cannot be asked about: before the Process, or to come."""
    today = timezone.localdate()
    if FIRST_DAY <= day <= today:
        return
    if day > today:
        said = _("%(day)s is still to come, and nobody knows what will hold then.")
    else:
        said = _(
            "%(day)s is before the Bali Process began, and nothing of it held then."
        )
    range_ = _("Choose a day from %(first)s to today, %(today)s.")
    days = {"day": day, "first": FIRST_DAY, "today": today}
    shown = {name: date_format(value, "j F Y") for name, value in days.items()}
    raise ValidationError(f"{said} {range_}" % shown, code=BEYOND_RECORD)
