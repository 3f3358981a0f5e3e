"""Language codes and names, and texts marked with their language."""

import re
import unicodedata
from functools import lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_CODE = r"[a-z]{2,3}(-[A-Za-z]{2,4})?"


class ForeignLanguageText(str):
    """A text in another language than the page.

    In a template it renders as `<span lang>`, so that a screen reader pronounces it
    right. Where no element may stand, as in an attribute or an option, use
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
    """A text, as ForeignLanguageText if its language is not the active one."""
    if not text or not language or language == (get_language() or "en"):
        return text
    return ForeignLanguageText(text, language)


def local(record, name):
    """A text of a record in the reader's language, English where it has no other.

    English lives in the column `name`, Bahasa Indonesia in `name_ind`.
    """
    if get_language() == "id" and (text := getattr(record, f"{name}_ind", "")):
        return text
    return in_language(getattr(record, name), "en")


def sort_key(text):
    """Key to sort texts by, ignoring accents and case."""
    letters = unicodedata.normalize("NFKD", f"{text}")
    return "".join(c for c in letters if not unicodedata.combining(c)).casefold()


def validate_languages(value):
    """Raise ValidationError unless the value is language codes separated by spaces."""
    if not re.fullmatch(f"{_CODE}( {_CODE})*", value):
        raise ValidationError(
            _("Write language codes with a space between them, such as “en id”.")
        )


@lru_cache(maxsize=8)
def _locale(language):
    return Locale.parse(language)


def language_name(code):
    """A language in the reader's words."""
    locale = _locale(get_language() or "en")
    return locale.languages.get(code.split("-")[0], code)
