"""Form recovery: a form refused after the session ended is returned with its data.

Also after a CSRF failure because a new session has begun. Nothing is stored on the
server; the user sends the form again.
"""

from django.contrib import admin
from django.http import HttpResponseForbidden
from django.shortcuts import render
from django.utils.translation import gettext as _

# Fields with one of these in their names are never returned.
SECRETS = ("password", "otp", "csrf")
# Their forms are not recovered.
SIGN_IN_VIEWS = {"sign-in", "sign-out", "second-factor"}


def session_has_ended(request):
    """Whether this is a form of the admin, from a user who is no longer signed in."""
    match = request.resolver_match
    return (
        request.method == "POST"
        and not request.user.is_authenticated
        and match.route.startswith("admin/")
        and match.url_name not in SIGN_IN_VIEWS
    )


def posted_fields(request):
    """(name, value) of every submitted field, except secrets."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name for secret in SECRETS)
        for value in values
    ]


def ask_to_sign_in(request):
    """Return the form to a user who has to sign in again."""
    title = _("Your session has ended")
    # The CMS shows what its scripts are answered, in one line.
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        advice = _("Sign in again in another tab, come back, and do this once more.")
        return HttpResponseForbidden(f"{title}. {advice}", content_type="text/plain")
    return _form_page(request, title, ended=True, again=True)


def csrf_failure(request, reason=""):
    """CSRF_FAILURE_VIEW: returns the form, unless it came from another site."""
    own = f"{request.scheme}://{request.get_host()}"
    ours = request.headers.get("Origin") == own
    if ours and session_has_ended(request):
        return ask_to_sign_in(request)
    at_door = request.resolver_match.url_name in SIGN_IN_VIEWS
    return _form_page(
        request, _("This form was not accepted"), again=ours and not at_door
    )


def _form_page(request, title, *, again, ended=False):
    """403 with the submitted data in a form."""
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
