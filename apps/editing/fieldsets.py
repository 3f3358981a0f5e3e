"""Fieldsets that the change pages of all records share."""

from django.utils.translation import gettext_lazy as _

PUBLISHING = (
    _("Publishing"),
    {
        "fields": ["state_display", "checked_on"],
        "description": _(
            "Records are published, scheduled and withdrawn with the buttons "
            "below, never by saving."
        ),
    },
)
NOTE = (
    _("This change"),
    {
        "fields": ["change_note"],
        "description": _(
            "For a public record the note is public too: it appears in its "
            "history, without your name."
        ),
    },
)


def in_indonesian(*fields):
    """A collapsed fieldset for the Indonesian texts of a record."""
    return (
        _("In Bahasa Indonesia"),
        {
            "fields": list(fields),
            "classes": ["collapse"],
            "description": _("Where a text is blank, readers see the English one."),
        },
    )
