"""How the words of the thesaurus are shown."""

from django import template
from django.utils.translation import get_language

from apps.core.languages import language_name

register = template.Library()


@register.filter
def by_language(names):
    """Other words for a topic, language by language; the reader's own comes first."""
    reader = get_language()
    found = {}
    for name in sorted(names, key=lambda n: (n.language != reader, n.language)):
        found.setdefault(name.language, []).append(name.name)
    return [
        {
            "code": code,
            "language": "" if code == reader else language_name(code),
            "names": words,
        }
        for code, words in found.items()
    ]
