"""Bodies with their seats, office-holders and figures, on the staff pages; and people."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from apps.editing.fieldsets import PUBLISHING, in_indonesian
from apps.sources.admin import ClaimInline
from apps.sources.cited_admin import CitedInline, CitedRecordAdmin

from .models import Appointment, Figure, Group, GroupName, Person, Seat


class GroupNameInline(admin.TabularInline):
    """Other names of a body."""

    model = GroupName
    extra = 0


class SeatInline(CitedInline, admin.TabularInline):
    """Seats of members in a body."""

    model = Seat
    extra = 0
    autocomplete_fields = ["member"]
    fields = ["member", "role", "since", "until", "note", "note_ind"]


class AppointmentInline(CitedInline, admin.TabularInline):
    """Offices that people hold in a body."""

    model = Appointment
    extra = 0
    autocomplete_fields = ["person", "member"]
    fields = ["person", "office", "office_ind", "member", "since", "until"]


class FigureInline(CitedInline, admin.StackedInline):
    """Numbers that sources report about a body."""

    model = Figure
    extra = 0
    prepopulated_fields = {"key": ["label"]}
    fields = [
        ("label", "label_ind", "key"),
        ("qualifier", "qualifier_ind", "value", "unit", "unit_ind"),
        ("period", "subject"),
        ("note", "note_ind"),
    ]


@admin.register(Group)
class GroupAdmin(CitedRecordAdmin):
    """Bodies and mechanisms with all their parts."""

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
        (_("Place and present state"), {"fields": ["place", "state", "url"]}),
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


class PersonAppointmentInline(admin.TabularInline):
    """Offices, to read where they belong to a body: they are written on its page."""

    model = Appointment
    extra = 0
    autocomplete_fields = ["member"]
    fields = ["group", "office", "office_ind", "member", "since", "until"]
    readonly_fields = ["group"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(group=None)


@admin.register(Person)
class PersonAdmin(SimpleHistoryAdmin):
    """An office-holder. Their name stands on public pages, so publishers change it."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["offices"]

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """To bring a version back is to change the name."""
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def revert_disabled(self, request, obj=None):
        return not self.has_change_permission(request, obj)

    def get_inlines(self, request, obj):
        may = obj is not None and self.has_change_permission(request, obj)
        return [PersonAppointmentInline] if may else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description=_("offices in bodies"))
    def offices(self, person):
        """The person's offices in bodies, each linked to the page that edits it."""
        held = person.appointments.exclude(group=None).select_related("group")
        return format_html_join(
            mark_safe("<br>"),
            '<a href="{}">{}</a>: {}',
            (
                (
                    reverse("admin:groups_group_change", args=[office.group_id]),
                    office.group,
                    office.office,
                )
                for office in held
            ),
        )
