"""Parts of files, as RFC 9110 wants them."""

import pytest
from django.test import RequestFactory

from apps.serving.byte_ranges import RangeNotSatisfiable, file_response, parse_range

TEN = b"0123456789"
ETAG = '"ten"'


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-3", (0, 3)),
        ("bytes=4-", (4, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-99", (0, 9)),
        ("bytes=8-99", (8, 9)),
        ("bytes=9-9", (9, 9)),
        ("bytes=0-0", (0, 0)),
        ("Bytes=0-0", (0, 0)),
        ("bytes=5-3", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("pages=0-3", None),
        ("bytes=a-b", None),
        ("bytes=٣-٤", None),
        ("bytes=" + "9" * 200, None),
    ],
)
def test_a_range_is_understood_or_ignored(header, part):
    assert parse_range(header, 10) == part


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_range_beyond_the_end_is_none(header):
    with pytest.raises(RangeNotSatisfiable):
        parse_range(header, 10)


@pytest.fixture
def answer(tmp_path, db):
    """The answer to a request for a file of ten bytes."""
    path = tmp_path / "ten"
    path.write_bytes(TEN)

    def ask(method="get", **headers):
        request = getattr(RequestFactory(), method)("/", headers=headers)
        response = file_response(
            request, path, etag=ETAG, content_type="text/plain", headers={}
        )
        body = b"".join(response) if response.streaming else response.content
        response.close()
        return response, body

    return ask


def test_without_a_range_all_is_given(answer):
    response, body = answer()

    assert (response.status_code, body) == (200, TEN)
    assert response.headers["Content-Length"] == "10"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["ETag"] == ETAG


def test_a_part_is_given(answer):
    response, body = answer(range="bytes=2-5")

    assert (response.status_code, body) == (206, b"2345")
    assert response.headers["Content-Range"] == "bytes 2-5/10"
    assert response.headers["Content-Length"] == "4"


def test_what_lies_beyond_the_end_is_refused(answer):
    response, body = answer(range="bytes=10-")

    assert (response.status_code, body) == (416, b"")
    assert response.headers["Content-Range"] == "bytes */10"


@pytest.mark.parametrize(
    ("condition", "status"),
    [(ETAG, 206), ('"nine"', 200), ("Wed, 21 Oct 2015 07:28:00 GMT", 200)],
)
def test_a_part_is_given_only_of_the_version_begun_with(answer, condition, status):
    response, _body = answer(range="bytes=2-5", if_range=condition)

    assert response.status_code == status


@pytest.mark.parametrize("known", [ETAG, f"W/{ETAG}", f'"nine", {ETAG}', "*"])
def test_what_is_known_already_is_not_sent(answer, known):
    response, body = answer(range="bytes=2-5", if_none_match=known)

    assert (response.status_code, body) == (304, b"")
    assert response.headers["ETag"] == ETAG


@pytest.mark.parametrize("asked", ["", "bytes=2-5", "bytes=10-"])
def test_head_tells_of_the_whole_and_sends_nothing(answer, asked):
    response, body = answer("head", range=asked)

    assert (response.status_code, body) == (200, b"")
    assert response.headers["Content-Length"] == "10"
    assert "Content-Range" not in response.headers
