"""A form that cannot be taken is given back with what was typed, to be sent again.

The session of its author has ended, or a new one has begun since the form was opened.
Nothing is kept on the server, and nothing is sent before its author presses a button.
"""

from django.contrib import admin
from django.http import HttpResponseForbidden
from django.shortcuts import render
from django.utils.translation import gettext as _

# No page repeats a field with one of these in its name.
SECRETS = ("password", "otp", "csrf")
# Whoever stands at the door types again.
SIGN_IN_VIEWS = {"sign-in", "sign-out", "second-factor"}


def session_has_ended(request):
    """Whether this is a form of the staff pages, from somebody who is signed in no more."""
    match = request.resolver_match
    return (
        request.method == "POST"
        and not request.user.is_authenticated
        and match.route.startswith("admin/")
        and match.url_name not in SIGN_IN_VIEWS
    )


def posted_fields(request):
    """(name, value) of every field that was sent, secrets apart."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRETS)
        for value in values
    ]


def ask_to_sign_in(request):
    """Give a form back to whoever has to sign in again to send it."""
    title = _("Your session has ended")
    # The CMS shows what its scripts are answered, in one line.
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        advice = _("Sign in again in another tab, come back, and do this once more.")
        return HttpResponseForbidden(f"{title}. {advice}", content_type="text/plain")
    return _form_page(request, title, ended=True, again=True)


def csrf_failure(request, reason=""):
    """Give a form back that lacks the token of its browser; Django calls this.

    What another site has written is not offered for sending.
    """
    own = f"{request.scheme}://{request.get_host()}"
    ours = request.headers.get("Origin") == own
    if ours and session_has_ended(request):
        return ask_to_sign_in(request)
    at_door = request.resolver_match.url_name in SIGN_IN_VIEWS
    return _form_page(
        request, _("This form was not accepted"), again=ours and not at_door
    )


def _form_page(request, title, *, again, ended=False):
    """A page that holds the form: 403, as it was not taken."""
    context = admin.site.each_context(request) | {
        "title": title,
        "ended": ended,
        "again": again,
        "fields": posted_fields(request),
        "files": [file.name for file in request.FILES.values()],
        "address": request.get_full_path(),
    }
    public = not ended and not request.resolver_match.route.startswith("admin/")
    template = "403_csrf.html" if public else "accounts/kept_form.html"
    response = render(request, template, context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response
