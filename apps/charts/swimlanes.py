"""Swimlane charts: time spans drawn to scale in lanes, each phase by how certain it is.

A chart shows nothing that a list or table on the same page does not say.
"""

import datetime as dt
from dataclasses import dataclass, field

from babel.dates import format_date
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from apps.core.dates import format_edtf, is_exact

EXACT, SOMETIME = "exact", "sometime"  # the phase of an event, as its date is known
UNSURE = {SOMETIME, "possible"}  # phases without a certain day
MIN_SPAN = 1.2  # percent of the scale; a shorter span is drawn as a point
MARKER_WIDTH = 2.6  # percent of the scale that a point takes in its row
MAX_YEARS_WITH_MONTHS = 3  # a longer scale has ticks for years only
# Pixels: a marker that is a link must be large enough to be touched.
ROW_HEIGHT, ROW_HEIGHT_WITHOUT_LINKS = 24, 16


@dataclass
class TimeSpan:
    """One item of a lane, and its phases in order: (name, first day, last day).

    The name of a phase is the standing of a period in it, or EXACT or SOMETIME: an event
    takes up the whole of it, or happened within it.
    """

    title: str
    when: str
    kind: str
    url: str = ""
    phases: list = field(default_factory=list)

    @property
    def words(self):
        return f"{self.title}, {self.when}"

    @property
    def first(self):
        return self.phases[0][1]

    @property
    def last(self):
        return self.phases[-1][2]

    @property
    def is_sure(self):
        """Whether any of its days is certain."""
        return not {name for name, _first, _last in self.phases} <= UNSURE


def event(title, text, days, kind, url=""):
    """The span of a dated event; certain only if its EDTF text names days."""
    name = EXACT if is_exact(text) else SOMETIME
    return TimeSpan(title, format_edtf(text), kind, url, [(name, *days)])


def events(records, field, kind):
    """The spans of records dated by the EDTF field `field`; undated ones are left out."""
    return [
        event(
            record.display_title,
            getattr(record, field),
            (getattr(record, f"{field}_earliest"), getattr(record, f"{field}_latest")),
            kind,
            record.get_absolute_url(),
        )
        for record in records
        if getattr(record, field)
    ]


@dataclass
class Scale:
    """The time axis of a chart, from its first day to its last."""

    first: dt.date
    last: dt.date

    def __post_init__(self):
        self.length = max((self.last - self.first).days + 1, 1)

    @classmethod
    def of_years(cls, first, last):
        return cls(dt.date(first, 1, 1), dt.date(last, 12, 31))

    def start(self, day):
        """Where a day begins, in percent; the left edge for an earlier day."""
        if day < self.first:
            return 0.0
        return min(100 * (day - self.first).days / self.length, 100.0)

    def end(self, day):
        """Where a day ends, in percent; the right edge for a later day."""
        if day > self.last:
            return 100.0
        return max(100 * ((day - self.first).days + 1) / self.length, 0.0)

    @property
    def ticks(self):
        """Years or months as {x, name, major}; major ones are labelled on narrow screens."""
        years = range(self.first.year, self.last.year + 1)
        days = (
            self._months(years)
            if len(years) <= MAX_YEARS_WITH_MONTHS
            else self._years(years)
        )
        return [
            {"x": percent(self.start(day)), "name": name, "major": major}
            for day, name, major in days
        ]

    @staticmethod
    def _years(years):
        every = 1 if len(years) <= 6 else 5
        return [
            (dt.date(year, 1, 1), str(year), year % every == 0)
            for year in years
            if len(years) <= 12 or year % every == 0
        ]

    @staticmethod
    def _months(years):
        language = get_language() or "en"
        step = {1: 1, 2: 3}.get(len(years), 6)
        for year in years:
            for month in range(1, 13, step):
                day = dt.date(year, month, 1)
                name = format_date(day, "MMM", locale=language)
                if month == 1 and len(years) > 1:
                    name = str(year)
                yield day, name, len(years) > 1 or month % 3 == 1


def percent(number):
    """A percentage for SVG, with a decimal point in every language."""
    return f"{number:.2f}"


@dataclass
class Marker:
    """A span as drawn in a lane: bars in percent of the scale, or a point."""

    span: TimeSpan
    y: int
    bars: list  # (x, width, name of the phase); empty where it is too short for one
    x: str  # of the point, "" where there are bars

    @property
    def top(self):
        return self.y - 5

    @property
    def key(self):
        """The names of what it is drawn with, for the key of the chart."""
        if self.bars:
            return {name for _x, _width, name in self.bars}
        names = {name for name, _first, _last in self.span.phases}
        return {self.span.kind, *names} - {EXACT}


@dataclass
class Swimlane:
    """A lane of a chart: a name and its spans."""

    name: str
    spans: list[TimeSpan]
    url: str = ""
    scale: Scale = None
    row: int = ROW_HEIGHT

    @cached_property
    def markers(self):
        """The markers of its spans, in as many rows as they need not to overlap."""
        self.ends = []  # of each row, in percent
        spans = sorted(self.spans, key=lambda s: self.scale.start(s.first))
        return [self._marker(span) for span in spans]

    @property
    def height(self):
        return self.row * len(self.ends) if self.markers else 0

    @property
    def label(self):
        """The accessible name of the lane."""
        return f"{self.name}: {len(self.markers)}"

    def _marker(self, span):
        start, end = self.scale.start(span.first), self.scale.end(span.last)
        bars, x = bars_of(span, self.scale), ""
        if end - start < MIN_SPAN:
            middle = min(max((start + end) / 2, 0.6), 99.4)
            start, end = middle - MARKER_WIDTH / 2, middle + MARKER_WIDTH / 2
            bars, x = [], percent(middle)
        row = next((i for i, taken in enumerate(self.ends) if taken <= start), None)
        if row is None:
            row = len(self.ends)
            self.ends.append(0)
        self.ends[row] = end
        return Marker(span, self.row * row + self.row // 2, bars, x)


def bars_of(span, scale):
    """(x, width, name) of the bars of a span, one for each phase on the scale."""
    parts = [
        (scale.start(first), scale.end(last), name) for name, first, last in span.phases
    ]
    return [(percent(x), percent(to - x), name) for x, to, name in parts if to > x]


@dataclass
class Chart:
    """Lanes on one scale; with `links`, each marker links to its record."""

    lanes: list[Swimlane]
    scale: Scale
    links: bool = True

    def __post_init__(self):
        for lane in self.lanes:
            lane.scale = self.scale
            lane.spans = [span for span in lane.spans if span.phases]
            lane.row = ROW_HEIGHT if self.links else ROW_HEIGHT_WITHOUT_LINKS
        self.lanes = [lane for lane in self.lanes if lane.spans]

    @cached_property
    def key(self):
        """The names of what is drawn: kinds of events, and phases."""
        return set().union(*(m.key for lane in self.lanes for m in lane.markers))


def chart(lanes, links=True):
    """A chart from the first year of its spans to the current one; None if all are empty."""
    spans = [span for lane in lanes for span in lane.spans if span.phases]
    if not spans:
        return None
    first = min(span.first for span in spans)
    last = max(timezone.localdate(), *(span.last for span in spans))
    return Chart(lanes, Scale.of_years(first.year, last.year), links)
