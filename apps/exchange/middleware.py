"""Middleware of the API: CORS, rate limit, conditional responses, errors."""

import time
from hashlib import blake2b

from django.core.cache import caches
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag

from apps.accounts.client_ip import client_address
from apps.serving import cache_generations

from .problem_details import as_problem, problem

PREFIX = "/api/"
# Room for a script that asks one thing after another; who wants all takes an export.
LIMIT = 3000  # requests
WINDOW = 60  # seconds
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def _count_request(address):
    """(requests left in this window, seconds until it ends) after one more request."""
    now = int(time.time())
    cache = caches["limits"]
    key = f"api:{address}:{now // WINDOW}"
    cache.add(key, 0, timeout=WINDOW * 2)
    try:
        used = cache.incr(key)
    except ValueError:  # dropped from the cache between the two lines
        used = 1
    return LIMIT - used, WINDOW - now % WINDOW


class ApiMiddleware:
    """CORS for reading, a rate limit with its headers, ETag and conditional answers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        left, seconds = _count_request(client_address(request))
        if left < 0:
            response = problem(
                "too-many-requests",
                f"Wait {seconds} seconds and ask again.",
                headers={"Retry-After": str(seconds)},
            )
        else:
            response = self._respond(request)
            if request.method in ("GET", "HEAD") and response.status_code == 200:
                response = self._make_conditional(request, response)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = (
            "ETag, Last-Modified, Link, RateLimit-Limit, RateLimit-Remaining, "
            "RateLimit-Reset, Retry-After"
        )
        response.headers["RateLimit-Limit"] = str(LIMIT)
        response.headers["RateLimit-Remaining"] = str(max(left, 0))
        response.headers["RateLimit-Reset"] = str(seconds)
        return response

    def process_view(self, request, *view):
        """Answers are in English and lead to English pages, whatever a browser prefers."""
        if request.path.startswith(PREFIX):
            translation.activate("en")

    def _respond(self, request):
        """The answer to a request, which may only want to read."""
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in ("GET", "HEAD"):
            return problem(
                "read-only", f"Ask by {METHODS}.", headers={"Allow": METHODS}
            )
        asked, request.method = request.method, "GET"
        response = as_problem(self.get_response(request))
        request.method = asked  # the server leaves out the body where HEAD was asked
        return response

    @staticmethod
    def _make_conditional(request, response):
        """The response with ETag and Last-Modified; 304 where the client has it."""
        etag = quote_etag(blake2b(response.content, digest_size=12).hexdigest())
        response.headers["ETag"] = etag
        response.headers.setdefault("Cache-Control", "public, max-age=0")
        if since := cache_generations.began_at():
            # What draws on many records changed, at the latest, when any of them did.
            response.headers.setdefault("Last-Modified", http_date(since))
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=etag, response=response)
