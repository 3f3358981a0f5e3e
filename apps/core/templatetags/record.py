"""Filters for values of records: dates, texts in the reader's language."""

from django import template
from django.template.defaultfilters import stringfilter

from apps.core import dates, languages

register = template.Library()


@register.filter
def edtf(text):
    """'2002-02-26/2002-02-28' as '26–28 February 2002'."""
    return dates.format_edtf(text)


@register.filter
def is_exact(text):
    """Whether an EDTF text names its days without doubt."""
    return dates.is_exact(text)


@register.filter
def local(record, name):
    """A text of a record in the reader's language: `{{ group|local:"name" }}`."""
    return languages.local(record, name)


@register.filter
@stringfilter
def plain(text):
    """A text without its language, for an attribute or a title of a page."""
    return text
