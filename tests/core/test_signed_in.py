"""What somebody gets who is signed in is for nobody else."""

import pytest

from tests.factories import SourceFactory
from tests.staff import sign_in, somebody

ADDRESSES = [
    "/en/members/",
    "/en/sources/official-event-page/",
    "/en/og/portal.png",
    "/api/v1/members",
    "/api/v1/openapi.json",
    "/robots.txt",
    "/en/there-is-no-such-page/",
    "/admin/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_what_staff_are_answered_is_kept_by_nobody(client, address, role):
    SourceFactory(slug="official-event-page")
    sign_in(client, somebody(role))

    response = client.get(address)

    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_what_half_a_sign_in_is_answered_is_kept_by_nobody(client):
    client.force_login(somebody("editor"))

    response = client.get("/api/v1/members")

    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/members", "/en/og/portal.png"])
def test_what_anybody_is_answered_may_be_kept(client, address):
    assert client.get(address).headers["Cache-Control"].startswith("public, ")
