"""The standing of periods on a day: what is known of whether they held on it.

A period has begun by its recorded start, or once something shows that it holds; without
a recorded end it is known to go on as far as something shows it. What shows a period is
not stored: apps say where to look for it (`showings`).
"""

import datetime as dt
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, DateField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Least, Substr
from django.db.models.lookups import GreaterThan, IsNull
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from apps.core.date_limits import FIRST_DAY

# Functions of a model of periods, added by the modules `period_evidence` of apps. Each gives the
# rows that show a period, tied to it by OuterRef, or None. They have `shown`, a date as
# EDTF text, and `shown_from` and `shown_to`, the first and the last day that it proves.
showings = []


class Standing(models.TextChoices):
    """How certain it is that something held on a given day, surest first."""

    DOCUMENTED = "documented", pgettext_lazy("standing", "Documented")
    PRESUMED = "presumed", pgettext_lazy("standing", "Presumed")
    POSSIBLE = "possible", pgettext_lazy("standing", "Possible")
    NO = "no", pgettext_lazy("standing", "No")


DOCUMENTED, PRESUMED, POSSIBLE, NO = map(Value, Standing)
NEVER = "9999-12-31"
AFTER_DAY = len("2002-02-26 ") + 1  # where the text begins in a key


def as_text(date):
    return Cast(date, models.CharField())


def day_or(expression, day):
    """A day, and another one where there is none."""
    never = Value(day, output_field=DateField())
    return Coalesce(expression, never, output_field=DateField())


def is_same(column):
    """That a column says the same as in the outer row, nothing included."""
    nothing = Q(IsNull(OuterRef(column), True), **{f"{column}__isnull": True})
    return Q(**{column: OuterRef(column)}) | nothing


def key(showings, order, nothing, extreme):
    """The key of what comes first among all that shows a row: its day, and the text."""
    found = Value(nothing)
    for rows in showings:
        day = "shown_from" if order == "key" else "shown_to"
        keyed = rows.annotate(key=Concat(as_text(day), Value(" "), as_text("shown")))
        first = Subquery(keyed.order_by(order).values("key")[:1])
        found = extreme(found, Coalesce(first, Value(nothing)))
    return found


class PeriodQuerySet(models.QuerySet):
    """Rows that hold from one date to another, either possibly unknown."""

    begin, end = "since", "until"  # their EDTF columns
    body = ""  # the relation to the body in whose life they must lie
    subject = ()  # the columns that tell whose they are: they follow one another

    def as_of(self, day: dt.date, name="standing"):
        """Each row with its `standing` on a day, or under another name.

        No: it had certainly not begun, or had certainly ended, or its body had; or
        another period of its subject has certainly begun since.
        Documented: it had begun and is shown on that day or later: by evidence, by its
        recorded end, or by its start that very day.
        Presumed: it had begun, no end is recorded, and it was last shown earlier.
        Possible: what is recorded of its start or end leaves it open.

        Rows have `first_shown` and `last_shown` too: the dates that show them first and
        last, as EDTF text, blank where nothing does.
        """
        if day > timezone.localdate():
            raise ValueError(f"Nothing is known of a day to come: {day}")
        shown = self._showings()
        impossible = self._cannot_hold(day) | self._succeeded(day, shown)
        standing = Case(
            When(impossible, then=NO),
            When(~self._begun(day, shown), then=POSSIBLE),
            When(self._still_shown(day, shown), then=DOCUMENTED),
            When(**{self.end: ""}, then=PRESUMED),
            default=POSSIBLE,
            output_field=models.CharField(),
        )
        first, last = key(shown, "key", NEVER, Least), key(shown, "-key", "", Greatest)
        return self.alias(first_key=first).annotate(
            first_shown=Substr(first, AFTER_DAY),
            last_shown=Substr(last, AFTER_DAY),
            **{name: standing},
        )

    def standing_on(self, day: dt.date):
        """Rows that hold on a day, however surely; those certainly not are left out."""
        return self.as_of(day).exclude(standing=Standing.NO)

    def _cannot_hold(self, day):
        """What had certainly not begun on a day, or had certainly ended."""
        if day < FIRST_DAY:
            return Q(pk__isnull=False)
        outside = Q(**{f"{self.begin}_earliest__gt": day})
        outside |= Q(**{f"{self.end}_latest__lt": day})
        if self.body:
            outside |= Q(**{f"{self.body}__founded_earliest__gt": day})
            outside |= Q(**{f"{self.body}__ended_latest__lt": day})
        return outside

    def _begun(self, day, shown):
        """What had certainly begun by a day: as recorded, or as something shows."""
        recorded = Q(**{f"{self.begin}_latest__lte": day})
        proved = (Exists(rows.filter(shown_from__lte=day)) for rows in shown)
        return reduce(or_, proved, recorded)

    def _still_shown(self, day, shown):
        """What is shown on a day or later, or begins that very day."""
        recorded = Q(**{f"{self.end}_earliest__gte": day})
        recorded |= Q(**{f"{self.begin}_latest": day})
        proved = (Exists(rows.filter(shown_to__gte=day)) for rows in shown)
        return reduce(or_, proved, recorded)

    def _succeeded(self, day, shown):
        """What another period of its subject has certainly followed by a day.

        One follows that starts later than this starts or was first shown, or no earlier
        than it ends.
        """
        if not self.subject:
            return Q(pk__in=[])
        later = Q(since_earliest__gt=OuterRef("since_earliest"))
        later |= Q(GreaterThan(as_text("since_earliest"), OuterRef("first_key")))
        later |= Q(since_earliest__gte=OuterRef("until_latest"))
        others = self.model.objects.exclude(pk=OuterRef("pk"))
        others = others.filter(later, *map(is_same, self.subject))
        return Q(Exists(others.filter(others._begun(day, shown))))

    def _showings(self):
        """What shows a row, kind by kind, on days within the row's own period."""
        earliest = day_or(OuterRef(f"{self.begin}_earliest"), dt.date.min)
        latest = day_or(OuterRef(f"{self.end}_latest"), dt.date.max)
        kinds = [showing(self.model) for showing in showings]
        return [
            rows.filter(shown_from__gte=earliest, shown_to__lte=latest)
            for rows in kinds
            if rows is not None
        ]
