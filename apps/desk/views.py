"""Work lists in full, and the staff manual."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.core.paging import page_of

from .work_lists import SECTIONS, items_of, records_unresolved, unresolved

PER_PAGE = 100


def section(request, key):
    """All items of one work list."""
    known = {section.key: section for section in SECTIONS}
    if key == "unjudged":
        title = _("Disagreements not yet resolved")
        advice = _("Mark the claim that the record follows as preferred, and say why.")
        rows = records_unresolved(unresolved())
    elif key in known:
        title, advice = known[key].title, known[key].advice
        rows = known[key].rows(request.user)
    else:
        raise Http404(key)
    page = page_of([] if rows is None else rows, request, per_page=PER_PAGE)
    pairs = [tuple(row[:2]) for row in page]
    items = items_of(pairs)
    context = admin.site.each_context(request) | {
        "title": title,
        "advice": advice,
        "page": page,
        "items": [items[pair] for pair in pairs if pair in items],
    }
    return render(request, "desk/section.html", context)


def manual(request):
    """How staff do their work, step by step."""
    context = admin.site.each_context(request) | {"title": _("Staff manual")}
    return render(request, f"desk/manual_{get_language()}.html", context)
