"""What is said where the portal fails: in both languages, and with what was written."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string

# Whoever was logging in types it again: no answer repeats a secret.
SECRETS = ("password", "otp")


def server_error(request):
    """An answer that asks nothing of what may have failed: no database, no session."""
    context = {"fields": written(request), "address": request.get_full_path()}
    return HttpResponseServerError(render_to_string("500.html", context))


def written(request):
    """(name, value) of every field of the form that was sent."""
    try:
        sent = request.POST
    except Exception:  # reading it may be the very thing that failed
        return []
    if any(secret in name for name in sent for secret in SECRETS):
        return []
    return [(name, value) for name, values in sent.lists() for value in values]
