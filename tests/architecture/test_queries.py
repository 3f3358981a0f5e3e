"""What a page costs the database does not grow with the record."""

import pytest
from django.urls import resolve

from tests.public_pages import queries_at, routes

MOST = 12


@pytest.mark.django_db
def test_every_public_address_asks_the_same_few_questions_however_much_there_is():
    at_one, at_three = queries_at(rows=1), queries_at(rows=3)

    paths = {address.partition("?")[0] for address, _queries in at_three.values()}
    reached = {resolve(path).route for path in paths if not path.startswith("/id/")}
    assert routes() - reached == set()
    counts = {
        label: (len(at_one[label][1]), len(at_three[label][1])) for label in at_three
    }
    # Fewer, where so many rows of one kind fill a page that it has none of another.
    assert {label: c for label, c in counts.items() if c[0] < c[1]} == {}
    assert {label: c for label, c in counts.items() if c[1] > MOST} == {}
