"""What the admin pages of every record share."""

from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

PUBLISHING = (
    _("Publishing"),
    {
        "fields": [
            "status",
            ("publish_at", "withdraw_at"),
            "withdrawal_reason",
            "checked_on",
        ],
        "description": _(
            "Only published records are public. A scheduled one appears at its moment."
        ),
    },
)


class RecordAdmin(SimpleHistoryAdmin):
    """A record page for staff: its fields by question, its evidence, its history."""

    list_per_page = 50
    save_on_top = True
    show_full_result_count = False
    history_list_display = ["status", "history_change_reason"]

    def get_prepopulated_fields(self, request, obj=None):
        """An address is proposed for a new record, and never changes by itself."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if obj and obj.is_public else fields


def in_indonesian(*fields):
    """A folded fieldset for the Indonesian texts of a record."""
    return (
        _("In Bahasa Indonesia"),
        {
            "fields": list(fields),
            "classes": ["collapse"],
            "description": _("Where a text is blank, readers see the English one."),
        },
    )
