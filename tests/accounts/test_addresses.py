"""Whose address a request is counted under."""

import pytest
from django.test import RequestFactory

from apps.accounts.client_ip import client_address


@pytest.mark.parametrize(
    ("remote", "said", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "2001:db8::1", "2001:db8::1"),
        ("", "", None),
    ],
)
def test_only_the_proxy_of_this_machine_is_believed(remote, said, address):
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=said)

    assert client_address(request) == address
