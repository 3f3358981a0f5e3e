"""The chart of the timeline: its lanes, and links to zoom in."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from apps.charts.swimlanes import Chart, Scale, Swimlane, event

from .timeline import kinds

FIRST_YEAR = 2002
# Above this the markers stand too close to be followed one by one.
MOST_LINKS = 80


@dataclass
class Zoom:
    """The years shown, and the addresses of the years beside and around them."""

    chosen: dict  # valid values of TimelineForm

    @property
    def first(self):
        """The first year shown."""
        return self.chosen.get("since") or FIRST_YEAR

    @property
    def last(self):
        """The last year shown, never before the first."""
        return max(self.chosen.get("until") or timezone.localdate().year, self.first)

    @property
    def is_one_year(self):
        return self.first == self.last

    @property
    def is_close(self):
        """Whether the years are narrowed at either end."""
        return "since" in self.chosen or "until" in self.chosen

    def address(self, since=None, until=None, group=None):
        """The timeline from one year to another, its other filters as they are."""
        query = QueryDict(mutable=True)
        group = group or self.chosen.get("group")
        if group:
            query["group"] = group.slug
        if "kind" in self.chosen:
            query["kind"] = self.chosen["kind"]
        if since:
            query["since"] = since
        if until:
            query["until"] = until
        return reverse("timeline") + ("?" + query.urlencode() if query else "")

    @property
    def whole(self):
        """The address of all years, with the other filters."""
        return self.address()

    def of_body(self, group):
        """Where a body's lane leads: to its own years here, or else to its page."""
        if "group" in self.chosen:
            return group.get_absolute_url()
        return self.address(
            self.chosen.get("since"), self.chosen.get("until"), group=group
        )

    @property
    def years(self):
        """Each year of the record with its address, the one shown marked."""
        last = timezone.localdate().year
        return [
            {
                "year": year,
                "url": self.address(year, year),
                "here": self.is_one_year and year == self.first,
            }
            for year in range(FIRST_YEAR, max(last, self.last) + 1)
        ]


def chart_of(entries, zoom):
    """Meetings in a lane for each public body, then all else in a lane for each kind.

    None where there is nothing to draw.
    """
    lanes = {}
    for entry in entries:
        if entry.kind == "meeting" and entry.group:
            order = (0, entry.group.position, entry.group.name)
            lane = Swimlane(entry.group.display_name, [], zoom.of_body(entry.group))
        else:
            order = (1, list(kinds()).index(entry.kind), "")
            lane = Swimlane(str(kinds()[entry.kind].label), [])
        days = (entry.earliest, entry.latest)
        lanes.setdefault(order, lane).spans.append(
            event(entry.title, entry.date, days, entry.kind, entry.url)
        )
    if not lanes:
        return None
    first, last = zoom.first, zoom.last
    if "since" not in zoom.chosen:
        first = min(first, *(entry.earliest.year for entry in entries))
    if "until" not in zoom.chosen:
        last = max(last, *(entry.latest.year for entry in entries))
    return Chart(
        [lane for _order, lane in sorted(lanes.items())],
        Scale.of_years(first, last),
        links=len(entries) <= MOST_LINKS,
    )
