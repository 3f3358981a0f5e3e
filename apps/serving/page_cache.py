"""The page cache: public pages on disk, as rendered and gzipped.

`UpdatePageCache` is the outermost middleware and stores pages; `FetchFromPageCache` wraps
the WSGI application and answers from the cache before Django is entered. An entry is valid
as long as its cache generation. Requests with a session, credentials or a body always
reach Django. Pages with a query string are stored in buckets of their own, so that they
do not evict others.
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
from .query_parameters import keep_only, parameters_read_by

# Limits of the disk space used: entries in one of the 256 buckets, in one of the 256
# buckets for query strings; bytes of an entry.
MAX_PER_BUCKET = 64
MAX_WITH_QUERY_PER_BUCKET = 16
MAX_BYTES = 512 * 1024
MAX_QUERY_LENGTH = 200
QUERY_PREFIX = "asked-"  # of the names of buckets for query strings

REVALIDATE = "public, max-age=0, must-revalidate"
VARY = "Accept-Encoding, Cookie"
# A page that varies on any other header is not cached.
CACHEABLE_VARY = {"", "accept-encoding", "cookie"}
NOT_IN_304 = {"Content-Type", "Content-Language", "Content-Encoding"}


def _cookies(*names):
    return re.compile(rf"(?:^|;)\s*(?:{'|'.join(map(re.escape, names))})\s*=")


PERSONAL = _cookies(settings.SESSION_COOKIE_NAME, "messages")
# A page with a form holds the CSRF token of its reader.
FORM_TOKEN = _cookies(settings.CSRF_COOKIE_NAME)


def _is_anonymous(environ):
    return (
        len(environ.get("QUERY_STRING", "")) <= MAX_QUERY_LENGTH
        and "HTTP_AUTHORIZATION" not in environ
        and not PERSONAL.search(environ.get("HTTP_COOKIE", ""))
    )


def _accepts_gzip(environ):
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    return "gzip" in accepted and not re.search(
        r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)", accepted
    )


def _path(generation, environ):
    """The file of a cache entry: named by a digest of scheme, host, path and query.

    The host is part of it, so a page rendered for one is never served for another.
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
    bucket = f"{QUERY_PREFIX if query else ''}{name[:2]}"
    return f"{settings.PAGE_CACHE_DIR}/{generation}/{bucket}/{name[2:]}"


def _read(environ):
    """(headers, gzipped body) of the entry for a request; ("", b"") on a miss."""
    generation = cache_generations.current()
    if generation is None:
        return "", b""
    try:
        with open(_path(generation, environ), "rb") as file:
            head, body = file.read().split(b"\n\n", 1)
    except (OSError, ValueError):
        return "", b""  # missing or damaged
    return head.decode("latin-1"), body


def _cached_response(request):
    """The response from the cache for a request inside Django; None on a miss."""
    if len(get_messages(request)) or "HTTP_AUTHORIZATION" in request.META:
        return None
    head, body = _read(request.META)
    if not body:
        return None
    headers = dict(line.split(": ", 1) for line in head.split("\n"))
    return HttpResponse(gzip.decompress(body), headers=headers)


class FetchFromPageCache:
    """WSGI application: answers from the page cache, or passes the request on."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and _is_anonymous(environ):
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
            kept = [pair for pair in headers if pair[0] not in NOT_IN_304]
            start_response("304 Not Modified", kept)
            return []
        if _accepts_gzip(environ):
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = gzip.decompress(body)
        headers.append(("Content-Length", str(len(body))))
        start_response("200 OK", headers)
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


class UpdatePageCache:
    """Middleware: gzips public pages, and stores those of anonymous requests."""

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
        if generation and _is_anonymous(request.META):
            _store(_path(generation, request.META), response.headers, body)
        if _accepts_gzip(request.META):
            response.content = body
            response.headers["Content-Encoding"] = "gzip"
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))
        return get_conditional_response(
            request, etag=response.headers["ETag"], response=response
        )

    @staticmethod
    def process_view(request, view, args, kwargs):
        """Drop query parameters that the view does not read, then look in the cache
        again."""
        names = parameters_read_by(view)
        if names is None or request.method not in ("GET", "HEAD"):
            return None
        if request.user.is_authenticated:
            return None
        keep_only(request, names)
        return _cached_response(request)


def _is_public(request, response):
    """Whether a response is a cacheable page, the same for every anonymous reader."""
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
        and {name.strip() for name in vary} <= CACHEABLE_VARY
        and "HTTP_AUTHORIZATION" not in request.META
        and not PERSONAL.search(cookies)
        and not FORM_TOKEN.search(cookies)
    )


def _store(path, headers, body):
    """Write an entry atomically; without disk space or generation, do nothing."""
    if len(body) > MAX_BYTES:
        return
    lines = [f"ETag: {headers['ETag']}"] + [
        f"{name}: {value}"
        for name, value in headers.items()
        if name not in {"ETag", "Content-Length"}
    ]
    bucket = os.path.dirname(path)
    try:
        if not os.path.isdir(bucket):
            os.mkdir(bucket)  # not its parent: a purged generation stays deleted
        kept = os.listdir(bucket)
        asked = os.path.basename(bucket).startswith(QUERY_PREFIX)
        if len(kept) >= (MAX_WITH_QUERY_PER_BUCKET if asked else MAX_PER_BUCKET):
            os.unlink(f"{bucket}/{random.choice(kept)}")
        aside = f"{path}.{secrets.token_hex(4)}"
        try:
            with open(aside, "wb") as file:
                file.write("\n".join(lines).encode("latin-1") + b"\n\n" + body)
            os.replace(aside, path)
        except OSError:
            os.unlink(aside)
    except OSError:
        pass
