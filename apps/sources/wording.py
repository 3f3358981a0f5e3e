"""What sources say and support, in the reader's words."""

from django.db.models import DecimalField, IntegerField
from django.template.defaultfilters import floatformat
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext as _

from apps.core.dates import EDTFField
from apps.core.languages import in_language

# Longer texts stand on the page already.
LONGEST = 60


def in_words(model, field, text):
    """A value in canonical form, as a reader writes it; a long text is left out."""
    column = model.concrete(field)
    if isinstance(column, DecimalField):
        return floatformat(text, "-2g") or text
    words = model.in_words(field, text)
    if words != text or isinstance(column, EDTFField | IntegerField):
        return words
    return in_language(text, "en") if len(text) <= LONGEST else ""


def reading_in_words(claim):
    """The value it was given for, in the reader's words; blank for a long text."""
    return in_words(claim.stated_model, claim.field, claim.reading)


def supported(claim):
    """What a source supports without saying it: 'since 2009', 'role (Co-chair)'."""
    label = lower_first(claim.field_label)
    words = reading_in_words(claim)
    if not words:
        return label
    if isinstance(claim.stated_model.concrete(claim.field), EDTFField):
        return f"{label} {words}"
    return format_html("{} ({})", label, words)


def supported_line(claims):
    """All that a source only supports of one record or part, as one line."""
    said = dict.fromkeys(conditional_escape(supported(claim)) for claim in claims)
    return format_html_join(", ", "{}", ((words,) for words in said))


def difference(claim):
    """Why a reading that differs contradicts nothing, beside it; blank if it does."""
    return {
        "variant": _("another spelling"),
        "precision": _("one source says more"),
        "succession": _("each right at its time"),
    }.get(claim.differs, "")


def lower_first(label):
    """A label within a sentence."""
    return f"{label}"[:1].lower() + f"{label}"[1:]
