"""The time chart of a member: capacities, seats, meetings, publications."""

from django.utils.translation import gettext as _

from apps.charts.swimlanes import Swimlane, chart, events
from apps.records.phases import period_span

MAX_NAME_LENGTH = 30  # letters of a name for which a lane has no room


def chart_of(member, related):
    """Lanes of what a member's page lists, None where there is nothing but its part."""
    lanes = {}
    participations = member.participations.all()
    for row in participations:
        name = row.get_capacity_display()
        lane = lanes.setdefault(row.capacity, Swimlane(name, []))
        lane.spans.append(period_span(name, row, "part", participations))
    for seat in related["seats"]:
        group = seat.group
        short = group.display_name
        if len(short) > MAX_NAME_LENGTH:
            short = group.acronym or short
        name = f"{seat.get_role_display()}: {short}"
        whole = f"{seat.get_role_display()}, {group.display_name}"
        key = (group.position, group.pk, seat.role)
        lane = lanes.setdefault(key, Swimlane(name, [], group.get_absolute_url()))
        same = [
            s
            for s in related["seats"]
            if (s.group_id, s.role) == (seat.group_id, seat.role)
        ]
        lane.spans.append(period_span(whole, seat, "seat", same))
    recorded = [attendance.meeting for attendance in related["attendances"]]
    papers = events(related["publications"], "issued", "publication")
    more = [
        Swimlane(_("Meetings held there"), meeting_spans(related["hosted"]), "#hosted"),
        Swimlane(_("Meetings it is recorded at"), meeting_spans(recorded), "#attended"),
        Swimlane(_("Papers about it"), papers, "#publications"),
    ]
    if not related["seats"] and not any(lane.spans for lane in more):
        return None
    return chart([*lanes.values(), *more])


def meeting_spans(meetings):
    """Meetings as markers, each once."""
    once = {meeting.pk: meeting for meeting in meetings}.values()
    return events(once, "dates", "meeting")
