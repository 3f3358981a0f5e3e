"""The API explained by example: a page for whoever writes the program."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from apps.records.api import MOST_PER_PAGE
from apps.serving.query_parameters import vary_on_parameters

from . import middleware
from .api import api
from .api_examples import EXAMPLES, FILES

PARTS = {
    "examples": _("Questions and answers"),
    "answers": _("How to read an answer"),
    "files": _("Whole lists as files"),
    "limits": _("Limits"),
    "errors": _("Errors"),
    "changes": _("Compatibility"),
    "using": _("Using and citing"),
}


@vary_on_parameters()
def guide(request):
    """The page, in the language of its address."""
    context = {
        "root": reverse("api-1:api-root"),
        "description": reverse("api-1:openapi-json"),
        "parts": PARTS,
        "entries": [{"id": key, "title": title} for key, title in PARTS.items()],
        "examples": EXAMPLES,
        "files": FILES,
        "lists": [
            path for path in api.get_openapi_schema()["paths"] if "{" not in path
        ],
        "most_per_page": MOST_PER_PAGE,
        "limit": middleware.LIMIT,
        "window": middleware.WINDOW,
    }
    response = render(request, "exchange/guide.html", context)
    response.headers["Link"] = f'<{context["description"]}>; rel="service-desc"'
    return response


def root(request):
    """The page at the root of the API, in the reader's language; to a program that
    takes no pages, the description."""
    if not request.accepts("text/html"):
        response = HttpResponseRedirect(reverse("api-1:openapi-json"))
    else:
        language = translation.get_language_from_request(request)
        # Its own address in each language is the one to remember.
        request.page_addresses = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                request.page_addresses[code] = reverse("api-guide")
        with translation.override(language):
            response = guide(request)
        response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return response
