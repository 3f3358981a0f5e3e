"""The phases of a period: when it is documented, when presumed and when only possible.

They say of each day what `PeriodQuerySet.as_of` says of it. Rows must come from there,
with their first and last showing.
"""

import datetime as dt

from django.utils import timezone

from apps.charts.swimlanes import TimeSpan
from apps.core.date_limits import FIRST_DAY
from apps.core.dates import bounds, is_exact

from .models import Standing

DAY = dt.timedelta(days=1)


def period_span(title, row, kind, others=()):
    """A row as a span of a chart; `others` are rows of its subject, itself among them."""
    followers = [other for other in others if follows(other, row)]
    return TimeSpan(title, row.span, kind, phases=phases(row, followers))


def phases(row, followers=()):
    """(standing, first day, last day) of each phase, in order.

    None before the founding of the Process and of its body, none after today or once
    one of the followers has begun.
    """
    first = latest(row.since_earliest, of_body(row, "founded_earliest"), FIRST_DAY)
    ends = [day - DAY for day in map(begun, followers) if day]
    last = earliest(
        row.until_latest, of_body(row, "ended_latest"), timezone.localdate(), *ends
    )
    start = begun(row) or dt.date.max
    shown_to = latest(shown(row.last_shown, last=True), row.until_earliest, start)
    found = [(Standing.POSSIBLE, first, min(start - DAY, last))]
    if start <= last:
        after = Standing.POSSIBLE if row.until else Standing.PRESUMED
        found += [
            (Standing.DOCUMENTED, max(start, first), min(shown_to, last)),
            (after, max(shown_to + DAY, first), last),
        ]
    return [phase for phase in found if phase[1] <= phase[2]]


def begun(row):
    """The day by which a row had certainly begun, as recorded or as something shows."""
    return earliest(row.since_latest, shown(row.first_shown))


def follows(other, row):
    """Whether a period certainly began after another did, or no earlier than it ended."""
    start = other.since_earliest
    if other.pk == row.pk or start is None:
        return False
    starts = [day for day in (row.since_earliest, shown(row.first_shown)) if day]
    return any(start > day for day in starts) or bool(
        row.until_latest and start >= row.until_latest
    )


def shown(text, last=False):
    """The first day of a showing, or the last if its days are known; None for blank."""
    return bounds(text)[-1 if last and is_exact(text) else 0] if text else None


def of_body(row, name):
    """A day in the life of the body that a row belongs to, None where it has none."""
    return getattr(getattr(row, "group", None), name, None)


def earliest(*days):
    """The earliest of days, those that are not recorded left out."""
    return min(filter(None, days), default=None)


def latest(*days):
    """The latest of days, those that are not recorded left out."""
    return max(filter(None, days), default=None)
