"""The time chart of a body: chairs, meetings, milestones, publications."""

from django.utils.translation import gettext as _

from apps.charts.swimlanes import Swimlane, chart, event, period


def chart_of(related):
    """Lanes of what a body's page lists, None where nothing has a date."""
    leaders = {}
    for seat in related["chairs"]:
        name = f"{seat.get_role_display()}: {seat.member.display_name}"
        lane = leaders.setdefault((seat.member_id, seat.role), Swimlane(name, []))
        lane.spans.append(period(name, seat, "seat"))
    meetings = [
        event(
            m.display_title,
            m.dates,
            (m.dates_earliest, m.dates_latest),
            "meeting",
            m.get_absolute_url(),
        )
        for m in related["meetings"]
        if m.dates
    ]
    milestones = [
        event(
            m.display_title,
            m.date,
            (m.date_earliest, m.date_latest),
            "milestone",
            m.get_absolute_url(),
        )
        for m in related["milestones"]
    ]
    papers = [
        event(
            p.display_title,
            p.issued,
            (p.issued_earliest, p.issued_latest),
            "publication",
            p.get_absolute_url(),
        )
        for p in related["publications"]
        if p.issued
    ]
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
