import pytest
from django.core.exceptions import ValidationError

from tests.factories import GroupFactory, MemberFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("life", "seat", "message"),
    [
        ({"founded": "2009-04"}, {"since": "2003"}, "was founded later"),
        ({"founded": "2009-04"}, {"until": "2008-12"}, "was founded later"),
        ({"ended": "2003"}, {"since": "2004-01"}, "had ended by then"),
    ],
)
def test_a_seat_lies_within_the_life_of_its_body(life, seat, message):
    group = GroupFactory(**life)

    with pytest.raises(ValidationError, match=message):
        SeatFactory(group=group, member=MemberFactory(), **seat)


def test_a_seat_may_start_in_the_year_its_body_was_founded():
    group = GroupFactory(founded="2009-04")

    assert SeatFactory(group=group, since="2009").pk


def test_a_body_cannot_end_before_it_is_founded():
    group = GroupFactory.build(founded="2009", ended="2003")

    with pytest.raises(ValidationError, match="cannot end before it is founded"):
        group.full_clean()
