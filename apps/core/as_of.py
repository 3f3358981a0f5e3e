"""The record as of a day: which day is asked for, and which other to compare it with.

The days of a page stand in its address, so that a footnote can cite what it showed.
"""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .date_limits import BEYOND_RECORD, FIRST_DAY, validate_day_of_the_record
from .filters import DayField, FilterForm

NAMES = ["as_of", "compare", "year"]


class AsOfForm(FilterForm):
    """Which day to show the record as of.

    The fields are hidden among the filters of a list: a panel of their own shows them
    (components/as_of.html).
    """

    as_of = DayField(
        label=_("Day"),
        required=False,
        widget=forms.HiddenInput,
        validators=[validate_day_of_the_record],
    )
    compare = DayField(
        label=_("Compare with"),
        required=False,
        widget=forms.HiddenInput,
        validators=[validate_day_of_the_record],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Made anew each time: the last year is the one we are in.
        self.fields["year"] = forms.IntegerField(
            label=_("Year"),
            required=False,
            min_value=FIRST_DAY.year,
            max_value=timezone.localdate().year,
        )
        self.fields["year"].widget = forms.HiddenInput()


@dataclass
class AsOf:
    """The day a page shows the record as of, today unless its address says otherwise."""

    request: HttpRequest
    form: AsOfForm  # filled from the request's query

    @cached_property
    def today(self):
        return timezone.localdate()

    @property
    def first(self):
        return FIRST_DAY

    @cached_property
    def chosen(self):
        """The other filters of the list, and the days."""
        return self.form.chosen()

    @property
    def are_refused(self):
        """Whether a day is asked for of which the record can say nothing.

        A text that is no day is a wrong filter, and filters nothing.
        """
        days = ["as_of", "compare"]
        return any(self.form.has_error(name, BEYOND_RECORD) for name in days)

    def refusal(self, title):
        """In place of the page so called: why a day is refused. None where none is."""
        if not self.are_refused:
            return None
        context = {"days": self, "title": title}
        return render(self.request, "core/day_refused.html", context, status=422)

    @property
    def day(self):
        return self.chosen.get("as_of") or self.today

    @property
    def other(self):
        """The day to compare with, None where that is not asked for."""
        other = self.chosen.get("compare")
        return None if other == self.day else other

    @property
    def earlier(self):
        return min(self.day, self.other)

    @property
    def later(self):
        return max(self.day, self.other)

    @property
    def kept(self):
        """(name, value) of the filters that hold whatever day is asked for."""
        return [
            (name, self.request.GET[name])
            for name in self.chosen
            if name not in NAMES and name in self.request.GET
        ]

    def at(self, day, other=None):
        """The address of this page as of a day, nothing in it but what is set."""
        query = QueryDict(mutable=True)
        query.update(dict(self.kept))
        query["as_of"] = day.isoformat()
        if other:
            query["compare"] = other.isoformat()
        return f"{self.request.path}?{query.urlencode()}"

    @property
    def address(self):
        """The whole address that stays with the days the page shows now."""
        return self.request.build_absolute_uri(self.at(self.day, self.other))

    @property
    def now_address(self):
        """The address without a day."""
        query = QueryDict(mutable=True)
        query.update(dict(self.kept))
        return f"{self.request.path}{'?' if query else ''}{query.urlencode()}"

    @property
    def years(self):
        """The years a reader can choose from, as the marks of a scale in percent."""
        first, last = FIRST_DAY.year, self.today.year
        return [
            {
                "year": year,
                "x": f"{100 * (year - first) / max(last - first, 1):.2f}",
                "named": year == first or (year % 5 == 0 and year > first + 3),
            }
            for year in range(first, last + 1)
        ]

    def at_year(self):
        """Where a chosen year leads: its last day, or today. None where none is chosen."""
        year = self.chosen.get("year")
        if year is None:
            return None
        day = min(dt.date(year, 12, 31), self.today)
        return redirect(self.at(day, self.chosen.get("compare")))
