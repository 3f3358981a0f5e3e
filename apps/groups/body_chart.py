"""The time chart of a body: chairs, meetings, milestones, publications."""

from django.utils.translation import gettext as _

from apps.charts.swimlanes import Swimlane, chart, events
from apps.records.phases import period_span


def chart_of(related):
    """Lanes of what a body's page lists, None where nothing has a date."""
    leaders = {}
    for seat in related["chairs"]:
        name = f"{seat.get_role_display()}: {seat.member.display_name}"
        lane = leaders.setdefault((seat.member_id, seat.role), Swimlane(name, []))
        same = [
            s
            for s in related["chairs"]
            if (s.member_id, s.role) == (seat.member_id, seat.role)
        ]
        lane.spans.append(period_span(name, seat, "seat", same))
    meetings = events(related["meetings"], "dates", "meeting")
    milestones = events(related["milestones"], "date", "milestone")
    papers = events(related["publications"], "issued", "publication")
    if not (meetings or milestones or papers or len(leaders) > 1):
        return None
    return chart(
        [
            *leaders.values(),
            Swimlane(_("Meetings"), meetings, "#meetings"),
            Swimlane(_("Milestones"), milestones, "#milestones"),
            Swimlane(_("Papers"), papers, "#publications"),
        ]
    )
