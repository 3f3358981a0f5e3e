from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .models import Link, Place


class PlaceInline(admin.TabularInline):
    model = Place
    extra = 0
    can_delete = False
    fields = readonly_fields = ["title", "field", "edit_link"]

    @admin.display(description=_("where to correct it"))
    def edit_link(self, place):
        if not place.edit_url:
            return ""
        return format_html('<a href="{}">{}</a>', place.edit_url, _("Open it to edit"))

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("desk.view_link")

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Link)
class LinkAdmin(admin.ModelAdmin):
    """Links out of the portal. They are found by themselves; staff may leave one alone."""

    list_display = ["url", "state", "answer", "checked_at", "is_ignored"]
    list_filter = ["state", "is_ignored"]
    search_fields = ["url", "places__title"]
    fields = [
        "url",
        "state",
        "answer",
        "leads_to",
        "checked_at",
        "is_ignored",
        "reason",
    ]
    readonly_fields = ["url", "state", "answer", "leads_to", "checked_at"]
    inlines = [PlaceInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
