"""Meetings, attendance and milestones, on the staff pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.editing.fieldsets import PUBLISHING, in_indonesian
from apps.sources.admin import ClaimInline
from apps.sources.cited_admin import CitedInline, CitedRecordAdmin
from apps.spreadsheets.sheet_admin import SheetAdmin

from .meeting_sheets import AttendanceSheet, MeetingSheet
from .models import Attendance, Meeting, Milestone


class AttendanceInline(CitedInline, admin.TabularInline):
    """Who took part in a meeting."""

    model = Attendance
    extra = 0
    autocomplete_fields = ["member", "person"]


@admin.register(Meeting)
class MeetingAdmin(SheetAdmin, CitedRecordAdmin):
    """Meetings, with import and export of their list."""

    sheet_class = MeetingSheet
    list_display = ["title", "group", "kind", "dates", "city", "host", "status"]
    list_filter = ["kind", "group", "format", "status"]
    list_select_related = ["group", "host"]
    date_hierarchy = "dates_earliest"
    search_fields = ["title", "city", "host__name", "group__name"]
    autocomplete_fields = ["group", "host", "founded_groups"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [AttendanceInline, ClaimInline]
    fieldsets = [
        (
            None,
            {"fields": ["title", "slug", "group", "kind", ("number", "series")]},
        ),
        (_("When and where"), {"fields": ["dates", "city", "host", "format"]}),
        (_("Who"), {"fields": ["attendance"]}),
        (_("What"), {"fields": ["summary", "outcome", "founded_groups"]}),
        in_indonesian("title_ind", "attendance_ind", "summary_ind", "outcome_ind"),
        PUBLISHING,
    ]


@admin.register(Attendance)
class AttendanceAdmin(SheetAdmin):
    """Who took part in anything, in one list; it is written on meetings."""

    sheet_class = AttendanceSheet
    list_display = ["meeting", "member", "person", "capacity", "note"]
    list_filter = ["capacity", "meeting__kind", "meeting__group"]
    list_select_related = ["meeting", "member", "person"]
    search_fields = ["meeting__title", "member__name", "person__name", "note"]
    readonly_fields = ["meeting", "member", "person", "capacity", "note", "note_ind"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Milestone)
class MilestoneAdmin(CitedRecordAdmin):
    """Milestones."""

    list_display = ["title", "date", "group", "status"]
    list_filter = ["group", "status"]
    list_select_related = ["group"]
    date_hierarchy = "date_earliest"
    search_fields = ["title", "summary"]
    autocomplete_fields = ["group", "meeting"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [ClaimInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "date", "group", "meeting", "summary"]}),
        in_indonesian("title_ind", "summary_ind"),
        PUBLISHING,
    ]
