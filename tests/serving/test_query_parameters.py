"""What a link adds to the address of a page makes no other page."""

import pytest
from django.conf import settings as portal
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import Ledger
from apps.search.index_sync import rebuild
from apps.serving import cache_generations
from apps.serving.page_cache import REVALIDATE
from tests.factories import MemberFactory, ParticipationFactory
from tests.factories.everything import make_everything
from tests.public_pages import addresses
from tests.staff import sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings, tmp_path):
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"


def asked(client, address):
    """An answer, and how many questions it put to the database."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    return response, len(captured)


def test_no_page_is_made_anew_for_a_parameter_that_it_does_not_read(client):
    load_pages(portal.BASE_DIR / "fixtures" / "pages", Ledger())
    records = make_everything(1)
    rebuild()
    cache_generations.invalidate()
    kept, anew = [], []

    for address in addresses(records):
        plain = client.get(address)
        if plain.streaming:
            b"".join(plain.streaming_content)
        if plain.headers.get("Cache-Control") != REVALIDATE:
            continue  # never kept: a file, a picture, an answer of the API
        kept.append(address)
        mark = "&" if "?" in address else "?"
        added, queries = asked(client, f"{address}{mark}utm_source=letter&x=1")
        if queries or added.content != plain.content:
            anew.append(address)

    assert len(kept) > 40
    assert anew == []


def test_the_order_of_parameters_makes_no_other_page(client):
    plain = client.get("/en/members/?q=fiji&capacity=member")

    added, queries = asked(client, "/en/members/?x=1&capacity=member&q=fiji")

    assert added.content == plain.content
    assert queries == 0


def test_what_a_page_reads_still_narrows_it(client):
    for name, capacity in [("Fiji", "member"), ("Nauru", "observer")]:
        member = MemberFactory(name=name)
        ParticipationFactory(member=member, capacity=capacity)
    client.get("/en/members/")

    text = client.get("/en/members/?x=1&capacity=observer").text

    assert "Nauru" in text
    assert "Fiji" not in text


def test_an_answer_from_what_is_kept_says_all_that_the_first_one_said(client):
    plain = client.get("/en/api/")
    again = client.get("/en/api/?x=1")

    assert {**again.headers} == {**plain.headers}


def test_staff_may_add_what_they_like(client):
    editor = somebody("editor")
    sign_in(client, editor)

    assert client.get("/en/members/?x=1").wsgi_request.GET.dict() == {"x": "1"}
