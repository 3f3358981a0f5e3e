"""The 500 and 503 page: in both languages, with the submitted form data."""

import sys

from django.http import HttpResponse
from django.template.loader import render_to_string

from apps.serving.database_outage import is_outage

# Whoever was logging in types it again: no answer repeats a secret.
SECRETS = ("password", "otp")
WAIT = 30  # seconds until a database that is away is asked for again


def server_error(request):
    """An answer that asks nothing of what may have failed: no database, no session."""
    away = is_outage(sys.exception())
    context = {
        "fields": posted_fields(request),
        "address": request.get_full_path(),
        "away": away,
    }
    return HttpResponse(
        render_to_string("500.html", context),
        status=503 if away else 500,
        headers={"Retry-After": str(WAIT)} if away else None,
    )


def posted_fields(request):
    """(name, value) of every field of the form that was sent."""
    try:
        sent = request.POST
    except Exception:  # reading it may be the very thing that failed
        return []
    if any(secret in name for name in sent for secret in SECRETS):
        return []
    return [(name, value) for name, values in sent.lists() for value in values]
