"""What a page costs the database does not grow with the record."""

import pytest

from tests.public_pages import queries_at

MOST = 12


@pytest.mark.django_db
def test_every_public_page_asks_the_same_few_questions_however_much_there_is():
    at_one, at_three = queries_at(rows=1), queries_at(rows=3)

    counts = {
        address: (len(at_one[address]), len(at_three[address])) for address in at_three
    }
    assert {a: c for a, c in counts.items() if c[0] != c[1]} == {}
    assert {a: c for a, c in counts.items() if c[1] > MOST} == {}
