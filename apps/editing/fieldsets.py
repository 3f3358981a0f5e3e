"""Groups of fields that every record's page has."""

from django.utils.translation import gettext_lazy as _

PUBLISHING = (
    _("Publishing"),
    {
        "fields": ["standing_shown", "checked_on"],
        "description": _(
            "What is public, since when and until when is changed by the buttons below, "
            "never by saving."
        ),
    },
)
NOTE = (
    _("This change"),
    {
        "fields": ["change_note"],
        "description": _(
            "Of a record that is public, the note is public too: it stands in its "
            "history, without your name."
        ),
    },
)


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
