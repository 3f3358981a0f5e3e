"""The server as deploy/gunicorn.conf.py sets it up."""

import gc
from urllib.parse import quote

import pytest

from tests.bench.serving import Server


def told(environ, start_response):
    """Answers how long the question was, and how many objects were set aside."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{len(environ['QUERY_STRING'])} {gc.get_freeze_count()}".encode()]


@pytest.fixture(scope="module")
def server():
    with Server("tests.serving.test_server:told") as server:
        yield server


def test_a_long_question_in_thai_is_taken(server):
    question = quote("การ" * 270)

    status, _headers, _body, text = server.get(f"/en/search/?{question}")

    assert (status, text.split()[0]) == (200, str(len(question)))


def test_what_is_loaded_is_not_looked_through_for_garbage(server):
    _status, _headers, _body, text = server.get("/")

    assert int(text.split()[1]) > 1000
