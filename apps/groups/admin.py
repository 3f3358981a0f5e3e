from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from apps.core.admin import PUBLISHING, RecordAdmin, in_indonesian
from apps.sources.admin import ClaimInline

from .models import Appointment, Figure, Group, GroupName, Person, Seat


class GroupNameInline(admin.TabularInline):
    model = GroupName
    extra = 0


class SeatInline(admin.TabularInline):
    model = Seat
    extra = 0
    autocomplete_fields = ["member"]
    fields = ["member", "role", "since", "until", "note", "note_ind"]


class AppointmentInline(admin.TabularInline):
    model = Appointment
    extra = 0
    autocomplete_fields = ["person", "member"]
    fields = ["person", "office", "office_ind", "member", "since", "until"]


class FigureInline(admin.StackedInline):
    model = Figure
    extra = 0
    prepopulated_fields = {"key": ["label"]}
    fields = [
        ("label", "label_ind", "key"),
        ("qualifier", "value", "unit", "unit_ind"),
        ("period", "subject"),
        ("note", "note_ind"),
    ]


@admin.register(Group)
class GroupAdmin(RecordAdmin):
    list_display = ["name", "acronym", "kind", "founded", "parent", "status"]
    list_filter = ["kind", "status"]
    list_select_related = ["parent"]
    search_fields = ["name", "acronym", "names__name"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [
        GroupNameInline,
        SeatInline,
        AppointmentInline,
        FigureInline,
        ClaimInline,
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "acronym", "kind", "parent", "position"]}),
        (_("What it is for"), {"fields": ["mandate", "composition"]}),
        (_("When"), {"fields": ["founded", "founding_basis", "ended", "rhythm"]}),
        (_("Where, and today"), {"fields": ["place", "state", "url"]}),
        in_indonesian(
            "name_ind",
            "mandate_ind",
            "composition_ind",
            "founding_basis_ind",
            "rhythm_ind",
            "place_ind",
            "state_ind",
        ),
        PUBLISHING,
    ]


class PersonAppointmentInline(AppointmentInline):
    autocomplete_fields = ["group", "member"]
    fields = ["group", "office", "office_ind", "member", "since", "until"]


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PersonAppointmentInline]
