"""Whatever is asked of a public address, it gets an answer or is told what is wrong."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import resolve

HTML = "<script>alert(1)</script>"
# As they stand in an address: what is no text has no other form.
HOSTILE = {
    "nothing": "",
    "NUL": "ba%00li",
    "lone surrogates": "%ED%A0%80%ED%BF%BF",
    "no encoding": "%FF%FE%",
    "100 kB": "a" * 100_000,
    "more digits than a number may have": "9" * 5_000,
    "ten thousand parentheses": "(" * 10_000,
    "an asterisk": "*",
    "a colon": ":",
    "SQL": quote("' OR 1=1; DROP TABLE members_member; --"),
    "HTML": quote(f'">{HTML}'),
    "a header": "x%0D%0ASet-Cookie:%20a=b",
    "a path": quote("../../../etc/passwd", safe=""),
    "page -1": "-1",
    "page 10^9": "1000000000",
    "beyond 64 bits": "9" * 20,
    "other digits": quote("٣"),
    "no day": "2016-02-30",
    "the year 0": "0000-01-01",
    "no address": quote("http://[::1/en/publications/x/"),
}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def cases(places):
    """(where, address) with something wrong in each parameter and each part of a path."""
    unknown = "&".join(f"{value}={value}" for value in HOSTILE.values())
    for path, names in places.items():
        yield path, f"{path}?{unknown}"
        parts = [str(part) for part in resolve(path).kwargs.values() if part]
        for what, value in HOSTILE.items():
            for name in names:
                yield (path, name, what), f"{path}?{name}={value}"
            for part in parts:
                before, _part, after = path.partition(part)
                yield (path, part, what), f"{before}{value}{after}"


def failure(client, address):
    """What is wrong with an answer, None where it is one that a stranger may get."""
    response = client.get(address)
    content = response.getvalue()
    if response.status_code >= 500:
        return response.status_code
    is_page = response["Content-Type"].startswith(("text/html", "application/xml"))
    if is_page and HTML.encode() in content:
        return "repeats HTML"
    return None


def test_whatever_is_asked_gets_an_answer(client, places):
    found = {case: failure(client, address) for case, address in cases(places)}

    assert {case: wrong for case, wrong in found.items() if wrong} == {}
    assert len(found) > 2000
