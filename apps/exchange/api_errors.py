"""Exception handlers of the API."""

from django.http import Http404
from ninja.errors import HttpError, ValidationError

from apps.records.api import NoSuchPage
from apps.records.tombstones import Gone
from apps.search.search_query import InvalidParameter
from apps.search_engine import IndexUnusable

from .problem_details import problem


def no_such_page(request, error):
    """404 for a page number past the end of a list."""
    return problem("not-found", "The list has no page of that number.")


def no_such_record(request, error):
    """404 for a slug without a public record."""
    return problem("not-found", "There is no public record at this address.")


def gone(request, error):
    """410 for a record that was withdrawn."""
    return problem("gone", "There was a public record of this slug; now there is none.")


def wrong_query(request, error):
    """422 for a value that the search refuses."""
    return problem("wrong-parameter", str(error))


def wrong_parameter(request, error):
    """422 for a value that does not fit its schema; names each parameter."""
    details = "; ".join(
        f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}"
        for e in error.errors
    )
    return problem("wrong-parameter", details)


def wrong_request(request, error):
    """The status of the error, for anything else wrong with a request."""
    return problem("wrong-request", str(error), status=error.status_code)


def no_index(request, error):
    """503 while the search index is being built."""
    return problem(
        "no-index", "Try again in a few seconds.", headers={"Retry-After": "10"}
    )


HANDLERS = {
    NoSuchPage: no_such_page,
    Http404: no_such_record,
    Gone: gone,
    InvalidParameter: wrong_query,
    ValidationError: wrong_parameter,
    HttpError: wrong_request,
    IndexUnusable: no_index,
}
