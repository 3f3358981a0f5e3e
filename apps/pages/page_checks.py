"""Publish checks of pages: address, pictures, headings, links."""

from cms.models import CMSPlugin, PageContent
from cms.utils.plugins import downcast_plugins
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from lxml import html

from apps.records.publish_checks import advice, blocker

from .page_reachability import not_below_a_public_page, path_of, validate_path

# Link texts that do not name their target, in both languages.
EMPTY_WORDS = {
    "click here",
    "here",
    "this link",
    "link",
    "more",
    "read more",
    "learn more",
    "klik di sini",
    "di sini",
    "tautan ini",
    "tautan",
    "selengkapnya",
    "baca selengkapnya",
}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def findings(content):
    """The findings of the publish checks of one text of a page."""
    found, level = [], 1  # the title of the page is its one heading of level 1
    for text in texts_of(content):
        root = html.fromstring(f"<div>{text}</div>")
        for element in root.iter("img", "a", *HEADINGS):
            if element.tag == "img":
                found += picture(element)
            elif element.tag == "a":
                found += link(element)
            else:
                found += heading(element, level)
                level = int(element.tag[1])
    return [*address_findings(content), *dict.fromkeys(found), *page_findings(content)]


def address_findings(content):
    """Findings on its address; only advice if the page above it is not public yet."""
    path = path_of(content)
    if path is None:
        return [advice(not_below_a_public_page(content))]
    try:
        validate_path(content.language, path)
    except ValidationError as error:
        return [blocker(error.message)]
    return []


def texts_of(content):
    """The rich texts of a page, in reading order."""
    plugins = CMSPlugin.objects.filter(
        placeholder__in=content.get_placeholders(), language=content.language
    ).select_related("placeholder")
    for plugin in downcast_plugins(list(plugins.order_by("placeholder", "position"))):
        for field in plugin._meta.local_concrete_fields:
            value = getattr(plugin, field.attname)
            if isinstance(field, models.TextField) and value and "<" in value:
                yield value


def words_of(element):
    return " ".join(element.text_content().split())


def picture(element):
    """A picture needs an alternative text; an empty one marks it as decorative."""
    if element.get("alt") is not None:
        return []
    return [
        blocker(
            _(
                "A picture has no text for those who do not see it: %(name)s. Describe "
                "it, or mark it as decorative by leaving the text empty."
            )
            % {"name": (element.get("src") or "").rpartition("/")[2] or "?"}
        )
    ]


def link(element):
    words = words_of(element)
    pictures = [p for p in element.iter("img") if p.get("alt")]
    if not element.get("href"):
        return []
    if not words and not pictures and not element.get("aria-label"):
        return [
            blocker(_("A link has no text: %(url)s.") % {"url": element.get("href")})
        ]
    if words.casefold().strip(" .…→»>") in EMPTY_WORDS:
        return [
            advice(
                _("“%(words)s” does not say where the link leads: %(url)s.")
                % {"words": words, "url": element.get("href")}
            )
        ]
    return []


def heading(element, before):
    """Headings go down one level at a time, starting at level 2."""
    level, words = int(element.tag[1]), words_of(element)
    if level == 1:
        return [
            blocker(
                _("“%(words)s” is a second main heading. Give it level 2.")
                % {"words": words}
            )
        ]
    if level > before + 1:
        return [
            blocker(
                _(
                    "“%(words)s” has level %(level)d, and none of level %(missing)d is above."
                )
                % {"words": words, "level": level, "missing": before + 1}
            )
        ]
    return []


def page_findings(content):
    """Advice on missing metadata and languages, and on a duplicate title."""
    found = []
    if not content.meta_description:
        found.append(advice(_("It has no description for search engines.")))
    others = PageContent.objects.exclude(page=content.page)
    if others.filter(title__iexact=content.title, language=content.language).exists():
        found.append(
            advice(_("Another page has the same title: “%s”.") % content.title)
        )
    known = set(content.page.get_languages())
    missing = [name for code, name in settings.LANGUAGES if code not in known]
    if missing:
        found.append(
            advice(
                _("It has no text in: %(languages)s.")
                % {"languages": ", ".join(map(str, missing))}
            )
        )
    return found
