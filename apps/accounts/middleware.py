"""A session is nobody's until both factors have been shown, and it ends."""

import time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from . import form_recovery
from .two_factor import SIGNED_IN_AT

SEEN_AT = "seen_at"
MINUTE = 60


class SecondFactor:
    """Treat a session without the second factor, or one that is over, as anybody's.

    Everywhere: staff pages, the toolbar and wizards of the CMS, public pages. Whose
    it is stands in `request.half_signed_in`, for the pages that ask for the second.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.half_signed_in = None
        # Who has no session is not asked who they are: readers do not wait for it.
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
    """Whether a session has been idle too long or has lasted too long; else it is seen."""
    now = int(time.time())
    since = session.setdefault(SIGNED_IN_AT, now)
    seen = session.setdefault(SEEN_AT, now)
    if now - since > settings.SESSION_LONGEST or now - seen > settings.SESSION_IDLE:
        return True
    if now - seen > MINUTE:  # not at each request: a session is written seldom
        session[SEEN_AT] = now
    return False
