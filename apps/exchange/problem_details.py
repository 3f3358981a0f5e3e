"""Errors of the API as RFC 9457 problem documents."""

import json

from django.http import HttpResponse
from ninja import Schema

# Where the guide explains each of them.
EXPLAINED = "/api/v1/#"
# {name: (status, title)}
PROBLEMS = {
    "wrong-request": (400, "The request is wrong"),
    "not-found": (404, "Not found"),
    "read-only": (405, "The API is read only"),
    "gone": (410, "Gone"),
    "wrong-parameter": (422, "A parameter is wrong"),
    "too-many-requests": (429, "Too many requests"),
    "failure": (500, "The portal failed"),
    "no-index": (503, "The search index is being built"),
    "no-database": (503, "The record cannot be read at the moment"),
}
CONTENT_TYPE = "application/problem+json"


class Problem(Schema):
    """An error, as RFC 9457 (application/problem+json)."""

    type: str
    title: str
    status: int
    detail: str


def problem(name, detail, *, status=None, headers=None):
    """An application/problem+json answer: one of PROBLEMS, and what it is this time."""
    usual, title = PROBLEMS[name]
    body = {
        "type": EXPLAINED + name,
        "title": title,
        "status": status or usual,
        "detail": detail,
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=body["status"],
        content_type=CONTENT_TYPE,
        headers=headers,
    )


def as_problem(response):
    """An answer of the API; as a problem where it is an error written for browsers."""
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type") == CONTENT_TYPE:
        return response
    if status == 404:
        return problem("not-found", "There is nothing at this address.")
    if status == 503:
        wait = {"Retry-After": response.headers["Retry-After"]}
        return problem("no-database", "The database does not answer.", headers=wait)
    if status < 500:
        return problem("wrong-request", response.reason_phrase, status=status)
    return problem("failure", "This has been noted. Try again later.", status=status)
