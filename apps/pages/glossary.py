"""Terms of the glossary, marked at their first use in a long text.

The explanation is a popover of the browser and needs no script.
"""

import re
from dataclasses import dataclass

from cms.models import PageUrl
from django.conf import settings
from django.core.cache import cache
from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string

from .models import GlossaryTerm
from .published_texts import published_texts
from .redirects import address

HOUR = 60 * 60
TAG = re.compile(r"(<[^>]+>)")
NAME = re.compile(r"</?\s*([a-z0-9]+)", re.IGNORECASE)
# Terms are marked in running text only, and never inside interactive elements.
WITHIN = {"p", "li", "dd"}
NOT_WITHIN = {
    *["a", "button", "svg", "table", "dfn", "abbr", "q", "blockquote"],
    *["h1", "h2", "h3", "h4", "h5", "h6", "form", "figure", "time"],
}


@dataclass(frozen=True)
class Term:
    """One term with its explanation."""

    anchor: str
    term: str
    forms: tuple[str, ...]
    body: str
    url: str


def terms(language):
    """The terms of a language that long texts explain."""
    return cache.get_or_set(f"glossary:{language}", lambda: _read(language), HOUR)


def _read(language):
    public = published_texts().filter(
        language=language, page__login_required=False, page__site=settings.SITE_ID
    )
    path = PageUrl.objects.filter(
        language=language,
        page__pagecontent_set=OuterRef("placeholder__object_id"),
    )
    rows = GlossaryTerm.objects.filter(
        explained=True,
        language=language,
        placeholder__content_type__app_label="cms",
        placeholder__content_type__model="pagecontent",
        placeholder__object_id__in=public.values("pk"),
    ).annotate(path=Subquery(path.values("path")[:1]))
    return [
        Term(
            anchor=row.anchor,
            term=row.term,
            forms=row.forms,
            body=row.body,
            url=f"{address(language, row.path)}#{row.anchor}",
        )
        for row in rows
        if row.path
    ]


def explain(html, known):
    """The HTML with an explanation at the first use of each known term."""
    waiting = {form.casefold(): term for term in known for form in term.forms}
    if not waiting:
        return html
    longest_first = sorted(waiting, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])",
        re.IGNORECASE,
    )
    explained = set()

    def mark(match):
        term = waiting[match[0].casefold()]
        if term.anchor in explained:
            return match[0]
        explained.add(term.anchor)
        return render_to_string(
            "components/term.html", {"term": term, "words": match[0]}
        ).strip()

    parts, inside, barred = [], 0, 0
    for part in TAG.split(html):
        name = NAME.match(part)
        if name and not part.endswith("/>"):
            step = -1 if part.startswith("</") else 1
            inside += step * (name[1].lower() in WITHIN)
            barred += step * (name[1].lower() in NOT_WITHIN)
        elif not name and inside > 0 and barred == 0:
            part = pattern.sub(mark, part)
        parts.append(part)
    return "".join(parts)
