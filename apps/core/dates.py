"""Dates as sources give them: EDTF level 1 text, with its earliest and latest day.

EDTF is the Extended Date/Time Format of ISO 8601-2. The forms the record uses:
a day `2002-02-26`, a month `2011-03`, a year `2013`, a decade `201X`, each
possibly uncertain (`?`), approximate (`~`) or both (`%`); an interval of two of
these (`2002-02-26/2002-02-28`), which lasts; and one of a set of two plain ones
(`[2013-04-02..2015-03-27]`), one unknown day between them. A missing month stays
missing.
"""

import calendar
import datetime as dt
import re
from functools import lru_cache

from babel.dates import format_date
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from edtf import EDTFParseException, parse_edtf

from .date_limits import Limits

POINT = re.compile(
    r"(?P<year>\d{3}[\dX])(?:-(?P<month>0[1-9]|1[0-2]))?(?:-(?P<day>\d\d))?"
    r"(?P<doubt>[?~%]?)"
)
ONE_OF_A_SET = re.compile(r"\[([\d-]+)\.\.([\d-]+)\]", re.ASCII)
PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
EXACT = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
PATTERNS = {"year": "y", "month": "MMMM y", "day": "d MMMM y"}


def points_of(text):
    """The points of an EDTF text: one, or the two ends of an interval or a set."""
    one_of = ONE_OF_A_SET.fullmatch(text)
    return list(one_of.groups()) if one_of else text.split("/")


def is_one_of_a_set(text):
    """Whether an EDTF text means one unknown day between two."""
    return ONE_OF_A_SET.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def bounds(text):
    """The earliest and the latest day an EDTF text can mean.

    Raises ValueError for text that is not one of the forms above, or names a day
    that no calendar has. An interval that runs backwards is returned unchanged;
    `validate_edtf` refuses it.
    """
    points = points_of(text)
    if len(points) > 2 or not all(POINT.fullmatch(point) for point in points):
        raise ValueError(text)
    if all(PLAIN.fullmatch(point) for point in points):
        return _plain_days(points[0])[0], _plain_days(points[-1])[1]
    try:
        parsed = parse_edtf(text)
        days = [parsed.lower_strict(), parsed.upper_strict()]
        return tuple(dt.date(*day[:3]) for day in days)
    except (EDTFParseException, TypeError, AttributeError) as error:
        raise ValueError(text) from error


def _plain_days(point):
    """The first and last day of a plain year, month or day.

    A fast path: nearly every date is one, and the EDTF parser takes 1,000 times as long.
    """
    year, month, day = PLAIN.fullmatch(point).groups()
    first = dt.date(int(year), int(month or 1), int(day or 1))
    if day:
        return first, first
    last_month = int(month or 12)
    last_day = calendar.monthrange(int(year), last_month)[1]
    return first, dt.date(int(year), last_month, last_day)


def years_of(earliest, latest):
    """Every year that a time span overlaps, as a tuple; empty if it is unknown."""
    return tuple(range(earliest.year, latest.year + 1)) if earliest else ()


def validate_edtf(text):
    """Raise ValidationError for text that is no date, or an interval that runs backwards."""
    try:
        earliest, latest = bounds(text)
    except ValueError:
        raise ValidationError(
            _(
                "“%(text)s” is not a valid date. Write a day as 2002-02-26, a "
                "month as 2011-03, a year as 2013; add ~ for about, ? for "
                "uncertain; two dates with / between them for a span of time, "
                "[2013-04..2015] for one unknown day between two."
            ),
            code="edtf",
            params={"text": text},
        ) from None
    if earliest > latest:
        raise ValidationError(
            _("“%(text)s” ends before it starts."),
            code="edtf_backwards",
            params={"text": text},
        )


def validate_moment(text):
    """Raise ValidationError for an interval where one day is meant."""
    if "/" in text:
        raise ValidationError(
            _(
                "“%(text)s” is a span of time, and one day is meant here. If it is not "
                "known exactly, write [%(set)s]: one day between the two."
            ),
            code="edtf_span",
            params={"text": text, "set": text.replace("/", "..")},
        )


class LimitedDateMixin:
    """Field mixin: `first_year` and `years_ahead` become a `Limits` validator.

    They are left out of migrations, as the database does not enforce them.
    """

    def __init__(self, *args, **kwargs):
        names = Limits.__dataclass_fields__.keys() & kwargs
        self.limits = Limits(**{name: kwargs.pop(name) for name in names})
        super().__init__(*args, **kwargs)

    @cached_property
    def validators(self):
        return [*super().validators, self.limits]


class PastDayField(LimitedDateMixin, models.DateField):
    """A day on which something was done."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class EDTFField(LimitedDateMixin, models.CharField):
    """A date as EDTF text. Pair it with an EarliestDay and a LatestDay to sort by.

    `moment`: one day is meant, so that an interval is refused.
    """

    default_validators = [validate_edtf]
    description = _("Date (EDTF)")

    def __init__(self, *args, moment=False, **kwargs):
        self.moment = moment
        kwargs["max_length"] = 40
        kwargs.setdefault(
            "help_text",
            _(
                "As precisely as the source says and no further: 2002-02-26, 2011-03, "
                "2013, 2013~ (about), 2002-02-26/2002-02-28 (from – to)."
            ),
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    @cached_property
    def validators(self):
        return [*super().validators, *([validate_moment] if self.moment else [])]

    def to_python(self, value):
        return super().to_python(value).strip() if value is not None else value


class EDTFBound(models.DateField):
    """A day computed from an EDTF field of the same row whenever it is saved."""

    index = None  # 0 the earliest day, 1 the latest

    def __init__(self, of, **kwargs):
        self.of = of
        kwargs |= {"null": True, "blank": True, "editable": False}
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ["null", "blank", "editable"]:
            kwargs.pop(key, None)
        return name, path, [self.of, *args], kwargs

    def pre_save(self, model_instance, add):
        text = getattr(model_instance, self.of)
        day = bounds(text)[self.index] if text else None
        setattr(model_instance, self.attname, day)
        return day


def set_bounds(record):
    """Compute every EDTFBound of a row, so that its constraints can be checked.

    Text that is no date leaves its bounds empty; the EDTF field reports the error.
    """
    for field in record._meta.concrete_fields:
        if isinstance(field, EDTFBound):
            try:
                field.pre_save(record, add=False)
            except ValueError:
                setattr(record, field.attname, None)


class EarliestDay(EDTFBound):
    """The first day an EDTF field can mean."""

    index = 0


class LatestDay(EDTFBound):
    """The last day an EDTF field can mean."""

    index = 1


def _point_in_words(point, language):
    """One point of an EDTF text in words, to its own precision."""
    parts = POINT.fullmatch(point).groupdict()
    if parts["year"].endswith("X"):
        words = gettext("the %(decade)s0s") % {"decade": parts["year"][:3]}
    else:
        precision = "day" if parts["day"] else "month" if parts["month"] else "year"
        date = dt.date(*(int(parts[key] or 1) for key in ["year", "month", "day"]))
        words = format_date(date, PATTERNS[precision], locale=language)
    doubt = {
        "?": gettext("%(date)s (uncertain)"),
        "~": gettext("about %(date)s"),
        "%": gettext("about %(date)s (uncertain)"),
    }.get(parts["doubt"])
    return doubt % {"date": words} if doubt else words


def _day_span(first, last, language):
    """Two days, with the month or year they share written once."""
    one, two = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    end = format_date(two, PATTERNS["day"], locale=language)
    if (one.year, one.month) == (two.year, two.month):
        return f"{one.day}–{end}"
    if one.year == two.year:
        return f"{format_date(one, 'd MMMM', locale=language)} – {end}"
    return f"{format_date(one, PATTERNS['day'], locale=language)} – {end}"


@lru_cache(maxsize=8192)
def _format(text, language):
    points = points_of(text)
    if len(points) == 1 or points[0] == points[1]:
        return _point_in_words(points[0], language)
    if is_one_of_a_set(text):
        return gettext("between %(earliest)s and %(latest)s") % {
            "earliest": _point_in_words(points[0], language),
            "latest": _point_in_words(points[1], language),
        }
    if all(re.fullmatch(r"\d{4}-\d\d-\d\d", point) for point in points):
        return _day_span(*points, language)
    return f"{_point_in_words(points[0], language)} – {_point_in_words(points[1], language)}"


def is_exact(text):
    """Whether an EDTF text names one day, or a first and a last, without doubt."""
    return EXACT.fullmatch(text) is not None


def format_edtf(text):
    """An EDTF text in the reader's words: '26–28 February 2002', 'about 2013', and for
    one of a set 'between August 2017 and July 2019'. Blank for blank."""
    return _format(text, get_language() or "en") if text else ""
