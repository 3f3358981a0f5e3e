"""Meetings and milestones, as search finds them."""

from django.db.models import Prefetch

from apps.core.dates import format_edtf, years_of
from apps.search.registry import SearchKind, in_each_language, in_roles
from apps.search_engine import Record as Document

from .models import Attendance, Meeting, Milestone

ORDINALS = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
]


def meeting_document(meeting, key):
    """The search document of a meeting."""
    group, host = meeting.public_group, meeting.public_host
    attendances = list(meeting.attendances.all())
    members = [each.member for each in attendances if each.member]
    members += [host] if host else []
    return Document(
        key=key,
        kind="meeting",
        title=meeting.title,
        names=tuple(_names(meeting)),
        summary=meeting.summary,
        text="\n".join(
            [
                meeting.summary_ind,
                meeting.outcome,
                meeting.outcome_ind,
                meeting.attendance,
                meeting.attendance_ind,
                *in_each_language(lambda: meeting.place),
                group.name if group else "",
                host.name if host else "",
                *in_roles(
                    (Attendance.Capacity(each.capacity).label, str(each))
                    for each in attendances
                ),
            ]
        ),
        date=meeting.dates_earliest,
        years=years_of(meeting.dates_earliest, meeting.dates_latest),
        groups=(group.slug,) if group else (),
        members=tuple(dict.fromkeys(member.slug for member in members)),
    )


def _names(meeting):
    """What else it is called: Fourth Ministerial Conference, Ministerial Conference 4."""
    if meeting.title_ind:
        yield meeting.title_ind
    group = meeting.public_group
    if group and meeting.number and not meeting.series:
        if meeting.number <= len(ORDINALS):
            yield f"{ORDINALS[meeting.number - 1]} {group.name}"
        yield f"{group.name} {meeting.number}"


def describe_meeting(meeting):
    """(title, dates and place) of a meeting in a list of results."""
    parts = [format_edtf(meeting.dates), meeting.place]
    return meeting.display_title, " · ".join(part for part in parts if part)


def milestone_document(milestone, key):
    """The search document of a milestone."""
    return Document(
        key=key,
        kind="milestone",
        title=milestone.title,
        names=tuple(filter(None, [milestone.title_ind])),
        summary=milestone.summary,
        text=milestone.summary_ind,
        date=milestone.date_earliest,
        years=years_of(milestone.date_earliest, milestone.date_latest),
        groups=(milestone.group.slug,) if milestone.public_group else (),
    )


def describe_milestone(milestone):
    """(title, date) of a milestone in a list of results."""
    return milestone.display_title, format_edtf(milestone.date)


MEETINGS = SearchKind(
    records=lambda: (
        Meeting.objects.public()
        .with_place()
        .prefetch_related(Prefetch("attendances", Attendance.objects.with_attendees()))
    ),
    document=meeting_document,
    rows=lambda: Meeting.objects.public().select_related("host"),
    describe=describe_meeting,
)
MILESTONES = SearchKind(
    records=lambda: Milestone.objects.public().with_links(),
    document=milestone_document,
    rows=lambda: Milestone.objects.public(),
    describe=describe_milestone,
)
