import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from apps.members.models import Participation
from apps.records.models import Standing
from tests.factories import MemberFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


def standing(day, **period):
    participation = ParticipationFactory(**period)
    found = Participation.objects.as_of(dt.date.fromisoformat(day))
    return found.get(pk=participation.pk).standing


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        ("2002-02-26", "", "2016-03-23", Standing.PRESUMED),
        ("2002-02-26", "", "2002-02-27", Standing.PRESUMED),
        ("2002-02-26", "", "2002-02-26", Standing.DOCUMENTED),
        ("2002-02-26", "", "2002-02-25", Standing.NO),
        ("2013-04-01", "", "2013-03-31", Standing.NO),
        ("[2017-08-25..2019-07-23]", "", "2018-06-01", Standing.POSSIBLE),
        ("[2017-08-25..2019-07-23]", "", "2019-07-23", Standing.DOCUMENTED),
        ("[2017-08-25..2019-07-23]", "", "2017-08-24", Standing.NO),
        ("", "", "2016-03-23", Standing.POSSIBLE),
        ("", "2013", "2014-01-01", Standing.NO),
        ("2002", "2013", "2013-06-01", Standing.POSSIBLE),
        ("2002", "2013", "2010-01-01", Standing.DOCUMENTED),
        ("2002", "2013", "2002-06-01", Standing.POSSIBLE),
        ("2002~", "", "2005-01-01", Standing.PRESUMED),
    ],
)
def test_membership_on_a_day_has_one_of_four_answers(since, until, day, expected):
    assert standing(day, since=since, until=until) == expected


def test_the_register_of_a_day_leaves_out_those_certainly_not_in():
    day = dt.date(2012, 1, 1)
    founder = ParticipationFactory(since="2002-02-26")
    unknown = ParticipationFactory()
    ParticipationFactory(since="2013-04-01")

    assert set(Participation.objects.standing_on(day)) == {founder, unknown}


def test_a_period_cannot_end_before_it_starts():
    participation = ParticipationFactory.build(
        member=MemberFactory(), since="2013-04-01", until="2012"
    )

    with pytest.raises(ValidationError, match="cannot end before it starts"):
        participation.full_clean()


def test_an_unparseable_date_says_how_to_write_one():
    participation = ParticipationFactory.build(
        member=MemberFactory(), since="1st of April"
    )

    with pytest.raises(ValidationError, match="Write a day as 2002-02-26"):
        participation.full_clean()


def test_names_of_states_in_indonesian_come_from_unicode():
    member = MemberFactory(name="Philippines", iso_code="PH")

    with override("id"):
        assert member.display_name == "Filipina"
    assert member.display_name == "Philippines"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2013-04-01", "", "since 1 April 2013"),
        ("2018", "2019", "2018 – 2019"),
        ("2002-02-26", "2002-02-28", "26–28 February 2002"),
        ("2015", "2015", "2015"),
        ("", "2013", "until 2013"),
        ("", "", "period not recorded"),
        ("[2014..2015-05]", "", "began between 2014 and May 2015"),
        ("2015", "[2016..2017]", "began 2015, ended between 2016 and 2017"),
        ("", "[2021..2022]", "ended between 2021 and 2022"),
    ],
)
def test_a_period_is_told_as_far_as_it_is_known(since, until, words):
    assert Participation(since=since, until=until).span == words
