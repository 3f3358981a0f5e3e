"""Middleware: users are anonymous until the second factor; sessions expire."""

import time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from . import form_recovery
from .two_factor import SIGNED_IN_AT

SEEN_AT = "seen_at"
MINUTE = 60


class SecondFactor:
    """Make the user anonymous if the second factor is missing or the session has expired.

    On all pages. `request.half_signed_in` is the user who has shown the first factor, for
    the views that ask for the second.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.half_signed_in = None
        # Without a session cookie, no query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self.check_session(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if form_recovery.session_has_ended(request):
            return form_recovery.ask_to_sign_in(request)
        return None

    def check_session(self, request):
        if not request.user.is_authenticated:
            return
        if has_expired(request.session):
            request.session.flush()
            make_anonymous(request)
        elif not request.user.is_verified():
            request.half_signed_in = request.user
            make_anonymous(request)


def make_anonymous(request):
    nobody = AnonymousUser()

    async def auser():
        return nobody

    request.user, request.auser = nobody, auser


def has_expired(session):
    """Whether a session was idle or lasted too long; else records its activity."""
    now = int(time.time())
    since = session.setdefault(SIGNED_IN_AT, now)
    seen = session.setdefault(SEEN_AT, now)
    if now - since > settings.SESSION_LONGEST or now - seen > settings.SESSION_IDLE:
        return True
    if now - seen > MINUTE:  # not at each request, as that saves the session
        session[SEEN_AT] = now
    return False
