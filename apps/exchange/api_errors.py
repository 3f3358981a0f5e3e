"""Exception handlers of the API."""

from django.http import Http404
from ninja.errors import HttpError, ValidationError

from apps.records.api import NoSuchPage
from apps.records.tombstones import Gone
from apps.search.search_query import InvalidParameter
from apps.search_engine import IndexUnusable

from .problem_details import problem


def no_such_page(request, error):
    return problem("not-found", "The list has no page of that number.")


def no_such_record(request, error):
    return problem("not-found", "There is no public record at this address.")


def gone(request, error):
    return problem("gone", "There was a public record of this slug; now there is none.")


def wrong_query(request, error):
    return problem("wrong-parameter", str(error))


def wrong_parameter(request, error):
    details = "; ".join(
        f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}"
        for e in error.errors
    )
    return problem("wrong-parameter", details)


def wrong_request(request, error):
    return problem("wrong-request", str(error), status=error.status_code)


def no_index(request, error):
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
