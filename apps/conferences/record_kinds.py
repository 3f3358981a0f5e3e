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
        timeline=timeline_entries.of_meetings,
        sitemap="conferences",
        api=api.of_meetings,
    ),
    RecordKind(
        name="milestone",
        label=_("Milestones"),
        one=_("Milestone"),
        model=Milestone,
        list_name="timeline",
        search=search_indexes.MILESTONES,
        timeline=timeline_entries.of_milestones,
        sitemap="milestones",
        api=api.of_milestones,
    ),
)
