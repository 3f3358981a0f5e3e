"""Meetings and milestones in the line of time."""

from apps.core.languages import local
from apps.sources.claims_in_lists import sources_of

from .models import Meeting, Milestone
from .timeline import Entry, within


def meeting_entries(chosen):
    """Timeline entries of public meetings, as chosen in TimelineForm."""
    for meeting in within(Meeting.objects.public().with_place(), "dates", chosen):
        yield Entry(
            "meeting",
            meeting,
            meeting.display_title,
            meeting.dates,
            meeting.dates_earliest,
            meeting.dates_latest,
            url=meeting.get_absolute_url(),
            meta=meeting.place,
            group=meeting.public_group,
        )


def milestone_entries(chosen):
    """Timeline entries of public milestones, linked to their meeting or body."""
    sources = sources_of(Milestone)
    for milestone in within(Milestone.objects.public().with_links(), "date", chosen):
        about = milestone.public_meeting or milestone.public_group
        yield Entry(
            "milestone",
            milestone,
            milestone.display_title,
            milestone.date,
            milestone.date_earliest,
            milestone.date_latest,
            url=milestone.get_absolute_url(),
            text=local(milestone, "summary"),
            meta=about.heading if about else "",
            group=milestone.public_group,
            sources=sources.get(milestone.pk, []),
        )
