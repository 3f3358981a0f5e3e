"""The as-of day of a page, and the day to compare it with.

Both are query parameters, so that a footnote can cite what the page showed.
"""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .date_limits import FIRST_DAY, OUTSIDE_RECORD, validate_day_of_the_record
from .filters import DayField, FilterForm

AS_OF_PARAMETERS = ["as_of", "compare", "year"]


class AsOfForm(FilterForm):
    """The as-of day, the day to compare it with, or a year.

    Hidden fields among the filters of a list; components/as_of.html shows them.
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
        # Not a class attribute: `max_value` is the current year.
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
        """The valid values of the form: filters of the list, and the days."""
        return self.form.chosen()

    @property
    def is_refused(self):
        """Whether a day is asked for that lies outside the record.

        A text that is no date is an invalid filter, which filters nothing.
        """
        days = ["as_of", "compare"]
        return any(self.form.has_error(name, OUTSIDE_RECORD) for name in days)

    def refusal_response(self, title):
        """422 with the reason why a day is refused; None if none is."""
        if not self.is_refused:
            return None
        context = {"as_of": self, "title": title}
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
    def other_filters(self):
        """(name, value) of the query parameters other than the days."""
        return [
            (name, self.request.GET[name])
            for name in self.chosen
            if name not in AS_OF_PARAMETERS and name in self.request.GET
        ]

    def url_as_of(self, day, other=None):
        """The address of this page as of a day, with the filters in use."""
        query = QueryDict(mutable=True)
        query.update(dict(self.other_filters))
        query["as_of"] = day.isoformat()
        if other:
            query["compare"] = other.isoformat()
        return f"{self.request.path}?{query.urlencode()}"

    @property
    def address(self):
        """The absolute address of this view, with its days, to be cited."""
        return self.request.build_absolute_uri(self.url_as_of(self.day, self.other))

    @property
    def url_today(self):
        """The address of this page without a day: as of today."""
        query = QueryDict(mutable=True)
        query.update(dict(self.other_filters))
        return f"{self.request.path}{'?' if query else ''}{query.urlencode()}"

    @property
    def years(self):
        """The years of the slider: year, position in percent, whether it is labelled."""
        first, last = FIRST_DAY.year, self.today.year
        return [
            {
                "year": year,
                "x": f"{100 * (year - first) / max(last - first, 1):.2f}",
                "named": year == first or (year % 5 == 0 and year > first + 3),
            }
            for year in range(first, last + 1)
        ]

    def year_redirect(self):
        """Redirect to the last day of the chosen year, or today; None if none is chosen."""
        year = self.chosen.get("year")
        if year is None:
            return None
        day = min(dt.date(year, 12, 31), self.today)
        return redirect(self.url_as_of(day, self.chosen.get("compare")))
