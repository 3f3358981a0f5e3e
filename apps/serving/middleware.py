"""Security headers, Cache-Control for staff, and the language of a page."""

import re

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.urls import LocalePrefixPattern, get_resolver
from django.utils.functional import cached_property
from django.utils.translation import get_language_from_path

PUBLIC_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)
# The editors' widgets of the CMS set style attributes; scripts stay restricted.
STAFF_POLICY = PUBLIC_POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
# A path with a file extension.
FILE = re.compile(r"\.\w+$")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy:
    """Content-Security-Policy (own files, no inline code) and Permissions-Policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        staff = bool(user and user.is_authenticated) or "/admin/" in request.path
        response.headers.setdefault(
            "Content-Security-Policy", STAFF_POLICY if staff else PUBLIC_POLICY
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class NoStoreWhenSignedIn:
    """`Cache-Control: no-store` for whoever is signed in, by the first factor too.

    Except for server errors: with no-store, going back from one would lose the form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        known = user and user.is_authenticated
        known = known or getattr(request, "half_signed_in", None)
        if known and response.status_code < 500:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class ReaderLanguage(LocaleMiddleware):
    """LocaleMiddleware that redirects to a language prefix only where addresses have one.

    A 404 below an unprefixed path (API, staff pages, files), or of any other path with a
    file extension, stays a 404.
    """

    # Programs ask any site for these.
    ASKED_ANYWHERE = (".well-known", "oai")

    @cached_property
    def unprefixed(self):
        """First path segments of addresses without a language prefix."""
        mounted = (
            str(pattern.pattern)
            for pattern in get_resolver().url_patterns
            if not isinstance(pattern.pattern, LocalePrefixPattern)
        )
        files = (settings.MEDIA_URL.lstrip("/"), settings.STATIC_URL.lstrip("/"))
        return {
            address.partition("/")[0]
            for address in [*mounted, *files, *self.ASKED_ANYWHERE]
        }

    def process_response(self, request, response):
        path = request.path_info
        is_file = FILE.search(path) and not get_language_from_path(path)
        if is_file or path.split("/")[1] in self.unprefixed:
            return response
        return super().process_response(request, response)
