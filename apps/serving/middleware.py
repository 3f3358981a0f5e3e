"""Headers every answer carries, and the language of a page."""

import re

from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language_from_path

PUBLIC_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)
# The editors' widgets of the CMS set style attributes; scripts stay as strict.
STAFF_POLICY = PUBLIC_POLICY.replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)
# The ending of a file.
FILE = re.compile(r"\.\w+$")
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityPolicy:
    """Say what a page may load: our own files, and no inline code."""

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


class SignedIn:
    """What somebody gets who is signed in, by the first factor too, is kept by nobody.

    The page that says something went wrong is the exception: going back from it shows
    the form as it was left only where nothing forbids keeping it.
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
    """The language of the page: from its address, else from what the browser asks for.

    Addresses of machines and of staff have no language: one that is missing there is
    missing, and does not send anybody to a page of the same name. The same holds of
    any other address that ends like a file.
    """

    WITHOUT_LANGUAGE = (
        "/.well-known/",
        "/api/",
        "/admin/",
        "/files/",
        "/media/",
        "/static/",
        "/oai",
        "/unapi",
        "/sitemap",
    )

    def process_response(self, request, response):
        path = request.path_info
        is_file = FILE.search(path) and not get_language_from_path(path)
        if is_file or path.startswith(self.WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
