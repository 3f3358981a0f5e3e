"""The menu of the site: published CMS pages in the order of the page tree."""

from dataclasses import dataclass, field

from cms.constants import VISIBILITY_USERS
from django.conf import settings
from django.core.cache import cache

from apps.serving import cache_generations

from .published_texts import readable_texts
from .redirects import address

HOUR = 60 * 60


@dataclass
class Entry:
    """One item of the menu; `lang` is set if its text is in another language."""

    title: str
    url: str
    lang: str = ""
    selected: bool = False
    children: list["Entry"] = field(default_factory=list)

    def select(self, path):
        """Mark this entry if it is the current page or above it."""
        for child in self.children:
            child.select(path)
        here = path == self.url
        below = path.startswith(self.url) and self.url.count("/") > 2
        self.selected = here or below or any(child.selected for child in self.children)


def _rows():
    """Every published text of the menu with its path, in tree order."""
    return (
        readable_texts()
        .filter(in_navigation=True)
        .exclude(limit_visibility_in_menu=VISIBILITY_USERS)
        .order_by("page__path")
        .values_list(
            "page_id",
            "page__parent_id",
            "language",
            "title",
            "menu_title",
            "path",
        )
    )


def _entries(language):
    """The top-level entries in one language, or in the first other one a page has."""
    wanted = [language, *(code for code, _name in settings.LANGUAGES)]
    texts, parents = {}, {}
    for page, parent, code, title, menu_title, path in _rows():
        parents[page] = parent
        entry = Entry(
            title=menu_title or title,
            url=address(code, path),
            lang="" if code == language else code,
        )
        texts.setdefault(page, {})[code] = entry
    entries = {
        page: next(found[code] for code in wanted if code in found)
        for page, found in texts.items()
    }
    for page, entry in entries.items():
        if parents[page] in entries:
            entries[parents[page]].children.append(entry)
    return [entry for page, entry in entries.items() if parents[page] is None]


def menu(language, path):
    """The menu with the entries of the current page selected.

    It is cached until something published changes: cached values end with their cache
    generation. Without a generation it is not cached.
    """
    if cache_generations.current() is None:
        entries = _entries(language)
    else:
        entries = cache.get_or_set(f"menu:{language}", lambda: _entries(language), HOUR)
    for entry in entries:
        entry.select(path)
    return entries
