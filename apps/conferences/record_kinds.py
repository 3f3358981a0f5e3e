"""Meetings and milestones, as every other app knows them."""

from django.utils.translation import gettext_lazy as _

from apps.records.kinds import RecordKind, register

from . import api, search_indexes, timeline_entries
from .models import Meeting, Milestone

register(
    RecordKind(
        name="meeting",
        label=_("Meetings"),
        one=_("Meeting"),
        model=Meeting,
        list_name="conferences:index",
        search=search_indexes.MEETINGS,
        timeline=timeline_entries.meeting_entries,
        sitemap="conferences",
        api=api.meetings_router,
    ),
    RecordKind(
        name="milestone",
        label=_("Milestones"),
        one=_("Milestone"),
        model=Milestone,
        list_name="timeline",
        search=search_indexes.MILESTONES,
        timeline=timeline_entries.milestone_entries,
        sitemap="milestones",
        api=api.milestones_router,
    ),
)
