"""Pages that only staff see, beside those of the CMS and of single records."""

from django.contrib import admin
from django.shortcuts import render
from django.utils.translation import gettext as _

from apps.core.paging import page_of

from .translations import all_gaps


def translations(request):
    """Everything that waits for a translator."""
    gaps = all_gaps()
    context = admin.site.each_context(request) | {
        "title": _("What is not in Bahasa Indonesia yet"),
        "page": page_of(gaps, request, per_page=200),
    }
    return render(request, "pages/staff/translations.html", context)
