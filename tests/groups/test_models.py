import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import GroupFactory, MemberFactory, SeatFactory
from tests.staff import signed_in, somebody, typed

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


@pytest.mark.parametrize(
    ("since", "until"),
    [("", "2009-04-01"), ("2009-04-01", ""), ("2013-12-31", "")],
)
def test_a_seat_may_be_of_the_first_or_the_last_day_of_its_body(since, until):
    group = GroupFactory(founded="2009-04-01", ended="2013-12-31", status="draft")
    seat = SeatFactory(group=group)
    editor = signed_in(somebody("editor"))
    url = reverse("admin:groups_group_change", args=[group.pk])

    form = typed(editor.get(url))
    editor.post(url, form | {"seats-0-since": since, "seats-0-until": until})

    seat.refresh_from_db()
    assert (seat.since, seat.until) == (since, until)


def test_a_body_cannot_end_before_it_is_founded():
    group = GroupFactory.build(founded="2009", ended="2003")

    with pytest.raises(ValidationError, match="cannot end before it is founded"):
        group.full_clean()
