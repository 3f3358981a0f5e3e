"""Texts that know their language, so that a page can say where it changes."""

import unicodedata

from django.utils.html import format_html
from django.utils.translation import get_language


class Foreign(str):
    """A text in another language than the page it stands on.

    In a template it marks itself, so that a screen reader pronounces it rightly. Where
    no element may stand, as in an attribute or an option, use its plain text:
    `{{ name|plain }}`.
    """

    __slots__ = ("language",)

    def __new__(cls, text, language="en"):
        foreign = super().__new__(cls, text)
        foreign.language = language
        return foreign

    def __html__(self):
        return format_html('<span lang="{}">{}</span>', self.language, str(self))


def in_language(text, language):
    """A text of a known language as it should stand on the page being made."""
    if not text or not language or language == (get_language() or "en"):
        return text
    return Foreign(text, language)


def local(record, name):
    """A text of a record in the reader's language, English where it has no other.

    English lives in the column `name`, Bahasa Indonesia in `name_ind`.
    """
    if get_language() == "id" and (text := getattr(record, f"{name}_ind", "")):
        return text
    return in_language(getattr(record, name), "en")


def sorting_key(text):
    """What a text is sorted by for readers: accents and capitals make no difference."""
    letters = unicodedata.normalize("NFKD", f"{text}")
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()
