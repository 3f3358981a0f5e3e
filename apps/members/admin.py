"""Members with their names and participations, on the staff pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.editing.fieldsets import PUBLISHING, in_indonesian
from apps.sources.admin import ClaimInline
from apps.sources.cited_admin import CitedInline, CitedRecordAdmin
from apps.spreadsheets.sheet_admin import SheetAdmin

from .member_sheet import MemberSheet
from .models import Member, MemberName, Participation


class MemberNameInline(admin.TabularInline):
    """Other names of a member."""

    model = MemberName
    extra = 0


class ParticipationInline(CitedInline, admin.StackedInline):
    """The periods in which a member takes part, and in which capacity."""

    model = Participation
    extra = 0
    fields = [("capacity", "since", "until"), "note", "note_ind"]


@admin.register(Member)
class MemberAdmin(SheetAdmin, CitedRecordAdmin):
    """Members, with import and export of their list."""

    sheet_class = MemberSheet
    list_display = ["name", "acronym", "kind", "region", "iso_code", "status"]
    list_filter = ["kind", "region", "participations__capacity", "status"]
    search_fields = ["name", "acronym", "iso_code", "iso3_code", "names__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [MemberNameInline, ParticipationInline, ClaimInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "acronym", "kind"]}),
        (_("Code and region"), {"fields": [("iso_code", "iso3_code"), "region"]}),
        (_("In short"), {"fields": ["summary"]}),
        in_indonesian("name_ind", "summary_ind"),
        PUBLISHING,
    ]
