"""Endnotes of a long text: each linked record with its sources."""

import re
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext

from apps.conferences.models import Meeting
from apps.core.languages import in_language
from apps.groups.models import Group
from apps.members.models import Member
from apps.publications.models import Publication
from apps.sources.models import Claim

# Where records of a kind stand, and what each is called in either language.
SECTIONS = {
    "conferences": (Meeting, "title", "title_ind"),
    "groups": (Group, "name", "name_ind"),
    "members": (Member, "name", "name_ind"),
    "publications": (Publication, "title", "title"),
}
LINK = re.compile(
    # Not the titles of a timeline, which are no part of the text.
    rf'(?<!timeline__what">)<a\b[^>]*\bhref="/(?:en|id)/(?P<section>{"|".join(SECTIONS)})/'
    r'(?P<slug>[\w-]+)/"[^>]*>(?P<words>.*?)</a>',
    re.DOTALL,
)
MAX_SOURCES = 3


@dataclass
class Note:
    """The endnote on one linked record."""

    number: int
    url: str
    title: str
    sources: list = field(default_factory=list)

    @property
    def shown(self):
        return self.sources[:MAX_SOURCES]

    @property
    def more(self):
        return max(0, len(self.sources) - MAX_SOURCES)


def with_notes(html):
    """The HTML with a mark after the first link to each record, and its endnotes.

    Records without sources get no note.
    """
    asked = {(m["section"], m["slug"]) for m in LINK.finditer(html)}
    sources = _sources(asked) if asked else {}
    notes = {}

    def mark(match):
        key = match["section"], match["slug"]
        if key in notes or key not in sources:
            return match[0]
        title, cited = sources[key]
        notes[key] = Note(
            number=len(notes) + 1,
            url=re.search('href="([^"]+)"', match[0])[1],
            title=title,
            sources=cited,
        )
        return match[0] + format_html(
            '<a class="source-mark" id="mark-{0}" href="#note-{0}">'
            '<span class="visually-hidden">{1} </span>{0}</a>',
            notes[key].number,
            pgettext("footnote", "Note"),
        )

    return LINK.sub(mark, html), list(notes.values())


def _sources(asked):
    """Title and sources of records, by section and slug, in one query.

    Sources with the most claims on a record come first.
    """
    about, sections, slugs, titles = Q(pk__in=[]), [], [], []
    for section, (model, english, indonesian) in SECTIONS.items():
        wanted = {slug for of, slug in asked if of == section}
        if not wanted:
            continue
        kind = {
            "content_type__app_label": model._meta.app_label,
            "content_type__model": model._meta.model_name,
        }
        public = model.objects.public().filter(slug__in=wanted)
        about |= Q(object_id__in=public.values("pk"), **kind)
        record = model.objects.filter(pk=OuterRef("object_id"))
        name = english
        if get_language() == "id":
            name = Case(When(~Q(**{indonesian: ""}), indonesian), default=english)
        title = record.annotate(shown=F(name) if name == english else name)
        sections.append(When(then=Value(section), **kind))
        slugs.append(When(then=Subquery(record.values("slug")), **kind))
        titles.append(When(then=Subquery(title.values("shown")), **kind))
    rows = (
        Claim.objects.of_public_sources()
        .about_public_parts()
        .filter(about)
        .exclude(rank=Claim.Rank.DEPRECATED)
        .order_by()
        .annotate(section=Case(*sections), slug=Case(*slugs), title=Case(*titles))
        .values_list(
            "section",
            "slug",
            "title",
            "source__slug",
            "source__title",
            "source__language",
        )
        .annotate(said=Count("pk"))
        .order_by("-said", "source__title")
    )
    found = {}
    for section, slug, title, source, source_title, language, _said in rows:
        _title, sources = found.setdefault((section, slug), (title, []))
        url = reverse("sources:source", args=[source])
        sources.append({"url": url, "title": in_language(source_title, language)})
    return found
