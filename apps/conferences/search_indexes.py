"""Meetings and milestones, as search finds them."""

from django.utils.translation import gettext_lazy as _

from apps.core.dates import format_edtf
from apps.search.engine import Record as Document
from apps.search.registry import Kind, register

from .models import Meeting, Milestone


def meeting_document(meeting, key):
    attendances = list(meeting.attendances.all())
    people = [a.person.name for a in attendances if a.person]
    members = {a.member.slug: None for a in attendances if a.member}
    if meeting.host:
        members |= {meeting.host.slug: None}
    return Document(
        key=key,
        kind="meeting",
        title=meeting.title,
        names=tuple(filter(None, [meeting.title_ind])),
        summary=meeting.summary,
        text="\n".join(
            [
                meeting.summary_ind,
                meeting.outcome,
                meeting.attendance,
                meeting.place,
                meeting.group.name,
                *people,
            ]
        ),
        date=meeting.dates_earliest,
        year=meeting.dates_earliest.year if meeting.dates_earliest else None,
        groups=(meeting.group.slug,),
        members=tuple(members),
    )


def describe_meeting(meeting):
    parts = [format_edtf(meeting.dates), meeting.place]
    return meeting.display_title, " · ".join(part for part in parts if part)


def milestone_document(milestone, key):
    return Document(
        key=key,
        kind="milestone",
        title=milestone.title,
        names=tuple(filter(None, [milestone.title_ind])),
        summary=milestone.summary,
        text=milestone.summary_ind,
        date=milestone.date_earliest,
        year=milestone.date_earliest.year,
        groups=(milestone.group.slug,) if milestone.group else (),
    )


def describe_milestone(milestone):
    return milestone.display_title, format_edtf(milestone.date)


register(
    Kind(
        name="meeting",
        label=_("Meetings"),
        model=Meeting,
        records=lambda: (
            Meeting.objects.public()
            .with_place()
            .prefetch_related("attendances__member", "attendances__person")
        ),
        document=meeting_document,
        rows=lambda: Meeting.objects.public().with_place(),
        describe=describe_meeting,
    )
)
register(
    Kind(
        name="milestone",
        label=_("Milestones"),
        model=Milestone,
        records=lambda: Milestone.objects.public().with_links(),
        document=milestone_document,
        rows=lambda: Milestone.objects.public(),
        describe=describe_milestone,
    )
)
