"""Excerpts of search results in the reader's language."""

from dataclasses import replace
from html import unescape
from textwrap import shorten

from django.utils.html import conditional_escape, strip_tags
from django.utils.translation import get_language

from apps.core.languages import ForeignLanguageText, local

LENGTH = 240  # of an excerpt, as the engine cuts them


def localized_excerpt(kind, record, title, excerpt):
    """An excerpt of the engine, which is of the English summary or of a file.

    Without a match in it, the summary in the reader's language takes its place. The
    reason is left out where title or summary show it anyway.
    """
    if excerpt.page:
        return excerpt
    text = local(record, kind.summary)
    found = _plain(excerpt.reason)
    if found and found in " ".join(text.split()):
        return replace(excerpt, html=excerpt.reason, reason="")
    reason = (
        "" if found in title else _marked_up(excerpt.reason, _language(record, found))
    )
    if get_language() == "en" or not excerpt.html:
        html = excerpt.html
    elif "<mark>" in excerpt.html:
        html = _marked_up(excerpt.html, "en")
    else:
        short = shorten(text, LENGTH, placeholder="…")
        html = conditional_escape(
            ForeignLanguageText(short, text.language)
            if isinstance(text, ForeignLanguageText)
            else short
        )
    return replace(excerpt, html=html, reason=reason)


def _plain(html):
    """The words of an excerpt alone."""
    return unescape(strip_tags(html)).strip("… ")


def _marked_up(html, language):
    """An excerpt that says its language, where it is not the page's."""
    return (
        html if language == get_language() else f'<span lang="{language}">{html}</span>'
    )


def _language(record, text):
    """The language of a text that stands somewhere in a record."""
    indonesian = (
        value for name, value in vars(record).items() if name.endswith("_ind")
    )
    return "id" if any(text in value for value in indonesian) else "en"
