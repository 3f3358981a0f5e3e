"""The 500 and 503 pages: in both languages, with the submitted form data."""

import sys

from django.http import HttpResponse
from django.template.loader import render_to_string

from apps.serving.database_outage import is_outage

# Parts of the names of fields that no answer repeats.
SECRETS = ("password", "otp")
WAIT = 30  # seconds after which a client may ask again


def server_error(request):
    """500, or 503 while the database is away; made without database and session."""
    context = {"fields": posted_fields(request), "address": request.get_full_path()}
    status = 503 if is_outage(sys.exception()) else 500
    page = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    if status == 503:
        page.headers["Retry-After"] = str(WAIT)
    return page


def posted_fields(request):
    """(name, value) of every field of the submitted form; none if it has a secret."""
    try:
        sent = request.POST
    except Exception:  # reading the body may be what failed
        return []
    if any(secret in name for name in sent for secret in SECRETS):
        return []
    return [(name, value) for name, values in sent.lists() for value in values]
