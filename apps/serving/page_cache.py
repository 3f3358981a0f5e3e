"""Snapshots: pages as anybody sees them, kept as rendered and compressed.

`Keep` is the outermost middleware and puts public pages aside; `Serve` wraps the
whole application and answers from there before Django is entered. A snapshot
lives as long as its generation. Whoever is signed in or sends anything always
reaches Django. Pages asked for with a query string lie in drawers of their own, so
that the endless ways to ask a list crowd out no other page.
"""

import gzip
import os
import random
import re
import secrets
from hashlib import blake2b

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from . import cache_generations
from .query_parameters import drop_others, read_by

# Bounds of the disk used: snapshots in one of the 256 drawers, and in one of the 256
# for query strings; bytes in a snapshot.
MOST_IN_A_DRAWER = 64
MOST_ASKED_IN_A_DRAWER = 16
MOST_BYTES = 512 * 1024
LONGEST_QUERY = 200
ASKED = "asked-"  # what the names of drawers for query strings begin with

REVALIDATE = "public, max-age=0, must-revalidate"
VARY = "Accept-Encoding, Cookie"
# A page that depends on anything else a browser sends is not kept.
VARY_KNOWN = {"", "accept-encoding", "cookie"}
LEFT_OUT_OF_304 = {"Content-Type", "Content-Language", "Content-Encoding"}


def _cookies(*names):
    return re.compile(rf"(?:^|;)\s*(?:{'|'.join(map(re.escape, names))})\s*=")


PERSONAL = _cookies(settings.SESSION_COOKIE_NAME, "messages")
# A form made for somebody's token must not be handed to others.
FORM_TOKEN = _cookies(settings.CSRF_COOKIE_NAME)


def _asks_as_anybody(environ):
    return (
        len(environ.get("QUERY_STRING", "")) <= LONGEST_QUERY
        and "HTTP_AUTHORIZATION" not in environ
        and not PERSONAL.search(environ.get("HTTP_COOKIE", ""))
    )


def _takes_gzip(environ):
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    return "gzip" in accepted and not re.search(
        r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", accepted
    )


def _path(generation, environ):
    """Where the snapshot of an address is: a digest, so any address is a safe name.

    The host is part of it, so a page made for one is never shown under another,
    and one that Django refuses has none.
    """
    scheme = environ["wsgi.url_scheme"]
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        if header in environ:
            first = environ[header].split(",")[0].strip()
            scheme = "https" if first == secure else "http"
    query = environ.get("QUERY_STRING", "")
    address = "\0".join(
        [
            scheme,
            environ.get("HTTP_HOST", "").lower(),
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            query,
        ]
    )
    name = blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    drawer = f"{ASKED if query else ''}{name[:2]}"
    return f"{settings.SNAPSHOTS_DIR}/{generation}/{drawer}/{name[2:]}"


def _read(environ):
    """Head and compressed body of the snapshot of an address; empty where none is."""
    generation = cache_generations.current()
    if generation is None:
        return "", b""
    try:
        with open(_path(generation, environ), "rb") as file:
            head, body = file.read().split(b"\n\n", 1)
    except (OSError, ValueError):
        return "", b""  # not kept yet, or damaged
    return head.decode("latin-1"), body


def _recall(request):
    """The page as kept for anybody, None where none is kept."""
    if len(get_messages(request)) or "HTTP_AUTHORIZATION" in request.META:
        return None
    head, body = _read(request.META)
    if not body:
        return None
    headers = dict(line.split(": ", 1) for line in head.split("\n"))
    return HttpResponse(gzip.decompress(body), headers=headers)


class Serve:
    """Answer from snapshots; ask the application for anything else."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and _asks_as_anybody(environ):
            head, body = _read(environ)
            if body:
                return self.answer(environ, start_response, head, body)
        return self.application(environ, start_response)

    @staticmethod
    def answer(environ, start_response, head, body):
        headers = [tuple(line.split(": ", 1)) for line in head.split("\n")]
        etag = headers[0][1]
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and (etag in asked or asked.strip() == "*"):
            kept = [pair for pair in headers if pair[0] not in LEFT_OUT_OF_304]
            start_response("304 Not Modified", kept)
            return []
        if _takes_gzip(environ):
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = gzip.decompress(body)
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


class Keep:
    """Compress public pages and keep those that anybody would see the same."""

    def __init__(self, get_response):
        if settings.DEBUG:
            raise MiddlewareNotUsed  # templates change under a developer's hands
        self.get_response = get_response

    def __call__(self, request):
        with cache_generations.pinned() as generation:
            response = self.get_response(request)
        if not _is_public(request, response):
            return response
        del response.headers["Expires"]
        response.headers["Cache-Control"] = REVALIDATE
        response.headers["Vary"] = VARY
        digest = blake2b(response.content, digest_size=12).hexdigest()
        response.headers["ETag"] = f'W/"{digest}"'
        body = gzip.compress(response.content, compresslevel=6, mtime=0)
        if generation and _asks_as_anybody(request.META):
            _keep(_path(generation, request.META), response.headers, body)
        if _takes_gzip(request.META):
            response.content = body
            response.headers["Content-Encoding"] = "gzip"
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
        return get_conditional_response(
            request, etag=response.headers["ETag"], response=response
        )

    @staticmethod
    def process_view(request, view, args, kwargs):
        """Drop what the view does not read of the address; what `Serve` could not find
        by the address as it was asked may be kept without it."""
        names = read_by(view)
        if names is None or request.method not in ("GET", "HEAD"):
            return None
        if request.user.is_authenticated:
            return None
        drop_others(request, names)
        return _recall(request)


def _is_public(request, response):
    """Whether an answer is a page that anybody would be given."""
    cookies = request.META.get("HTTP_COOKIE", "")
    control = response.headers.get("Cache-Control", "")
    vary = response.headers.get("Vary", "").lower().split(",")
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "Content-Encoding" not in response.headers
        and not response.cookies
        and not re.search("private|no-store|no-cache", control)
        and {name.strip() for name in vary} <= VARY_KNOWN
        and "HTTP_AUTHORIZATION" not in request.META
        and not PERSONAL.search(cookies)
        and not FORM_TOKEN.search(cookies)
    )


def _keep(path, headers, body):
    """Put a page aside, whole or not at all; no room or no generation is no harm."""
    if len(body) > MOST_BYTES:
        return
    lines = [f"ETag: {headers['ETag']}"] + [
        f"{name}: {value}"
        for name, value in headers.items()
        if name not in {"ETag", "Content-Length"}
    ]
    drawer = os.path.dirname(path)
    try:
        if not os.path.isdir(drawer):
            os.mkdir(drawer)  # not its parents: a generation that is over stays gone
        kept = os.listdir(drawer)
        asked = os.path.basename(drawer).startswith(ASKED)
        if len(kept) >= (MOST_ASKED_IN_A_DRAWER if asked else MOST_IN_A_DRAWER):
            os.unlink(f"{drawer}/{random.choice(kept)}")
        aside = f"{path}.{secrets.token_hex(4)}"
        try:
            with open(aside, "wb") as file:
                file.write("\n".join(lines).encode("latin-1") + b"\n\n" + body)
            os.replace(aside, path)
        except OSError:
            os.unlink(aside)
    except OSError:
        pass
