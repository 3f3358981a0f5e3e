"""The 404 page, with suggestions of similar addresses."""

import re

from django.core.cache import cache
from django.shortcuts import render
from django.utils.translation import get_language, get_language_from_path
from django.views.decorators.csrf import requires_csrf_token
from rapidfuzz import fuzz, process

from apps.records import tombstones
from apps.search import registry
from apps.search.result_page import Answer
from apps.search.search_query import Query
from apps.search_engine import IndexUnusable

from .page_steps import PageEnding, PageStep
from .published_texts import readable_texts
from .redirects import address

HOUR = 60 * 60
# Bounds of the work that a mistyped address can ask for.
MAX_LENGTH = 80
MAX_ADDRESSES = 10_000  # of each kind
MAX_CANDIDATES = 12
MAX_SUGGESTIONS = 5
# Of 100: how much must agree for a slip of the finger, to be worth a look, and for one
# word to be a form of another.
TYPO_SCORE = 92
MIN_SCORE = 75
SAME_WORD_SCORE = 85
MIN_WORD_LENGTH = 4  # letters that a word has at least, to say what a page is about
SAME_SECTION_BONUS = 15


@requires_csrf_token
def not_found(request, exception):
    """404 with suggestions; a redirect or tombstone if a record or page was there."""
    # Nothing has an address with NUL, and PostgreSQL cannot be asked for one.
    if "\0" not in request.path:
        ended = tombstones.tombstone_response(request, get_language()) or ended_page(
            request
        )
        if ended is not None:
            return ended
    context = {"suggestions": suggestions(request.path_info)}
    return render(request, "404.html", context, status=404)


def ended_page(request):
    """The response at the address of a withdrawn page; None at other addresses."""
    ending = PageEnding.objects.filter(address=request.path).first()
    if ending is None:
        return None
    is_error = ending.ending == PageStep.Ending.ERROR
    context = {"record": ending, "is_page": True}
    return render(request, "410.html", context, status=410 if is_error else 200)


def suggestions(path):
    """Records and pages whose slug or title is similar to a path.

    As mappings with title, url and meta (the kind), most similar first.
    """
    segments = [segment for segment in path.split("/") if segment][1:]
    if not segments or not get_language_from_path(path):
        return []
    asked = " ".join(re.findall(r"\w+", segments[-1].casefold()))[:MAX_LENGTH]
    if len(asked) < 3:
        return []
    section = f"/{segments[0]}/" if len(segments) > 1 else ""
    rows = {row["url"]: (score, row) for score, row in _near(asked)}
    if max((score for score, _row in rows.values()), default=0) < TYPO_SCORE:
        for row in _found(asked):
            if _shares_a_word(asked, row["title"]):
                rows.setdefault(row["url"], (_likeness(asked, row["title"]), row))
    ranked = sorted(
        rows.values(),
        key=lambda pair: -pair[0] - SAME_SECTION_BONUS * (section in pair[1]["url"]),
    )
    return [row for _score, row in ranked[:MAX_SUGGESTIONS]]


def _likeness(asked, words):
    return fuzz.token_sort_ratio(asked, words.casefold())


def _shares_a_word(asked, title):
    """Whether a title has a significant word of the path, in some form."""
    return any(
        fuzz.ratio(word, other) >= SAME_WORD_SCORE
        for word in asked.split()
        if len(word) >= MIN_WORD_LENGTH
        for other in re.findall(r"\w+", title.casefold())
    )


def _near(asked):
    """(score, row) of records and pages with a similar slug."""
    known = cache.get_or_set(f"addresses:{get_language()}", _known, HOUR)
    matches = process.extract(
        asked,
        {key: words for key, (words, _row) in known.items()},
        scorer=fuzz.WRatio,
        score_cutoff=MIN_SCORE,
        limit=MAX_CANDIDATES,
    )
    for words, _score, (kind, pk) in matches:
        row = known[kind, pk][1] or _described(kind, pk)
        if row:
            yield max(_likeness(asked, words), _likeness(asked, row["title"])), row


def _known():
    """(words of the slug, row) by kind and primary key; the row is None for records."""
    known = {
        (name, pk): (slug.replace("-", " "), None)
        for name, kind in registry.kinds().items()
        for pk, slug in kind.model.objects.public().values_list("pk", "slug")[
            :MAX_ADDRESSES
        ]
    }
    pages = (
        readable_texts()
        .filter(language=get_language())
        .values_list("pk", "title", "path")
    )
    for pk, title, path in pages[:MAX_ADDRESSES]:
        row = {"title": title, "url": address(get_language(), path), "meta": ""}
        known["page", pk] = (path.rpartition("/")[2].replace("-", " "), row)
    return known


def _described(name, pk):
    """The row of a record; None if it is no longer public."""
    kind = registry.kinds()[name]
    record = kind.rows().filter(pk=pk).first()
    if record is None:
        return None
    title, meta = kind.describe(record)
    return {"title": title, "url": record.get_absolute_url(), "meta": meta}


def _found(asked):
    """Rows found by a search for the words."""
    try:
        answer = Answer(Query(q=asked))
    except IndexUnusable:
        return []
    return [
        {"title": row.title, "url": row.url, "meta": row.detail}
        for row in answer.rows or answer.relaxed_rows
    ]
