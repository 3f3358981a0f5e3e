"""The gate before publication: what blocks, what is only advised."""

import pytest
from django.urls import reverse

from apps.records.publish_checks import Level
from tests import factories
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db


def found(record):
    return [(finding.level, finding.message) for finding in record.findings()]


def blocked(record):
    return [message for level, message in found(record) if level == Level.BLOCKING]


def cited(record, *fields):
    """A record whose statements have a source."""
    for field in fields or [next(iter(record.STATEMENTS))]:
        factories.ClaimFactory(record=record, field=field)
    return record


def test_a_record_without_any_source_is_blocked():
    meeting = factories.MeetingFactory()

    assert blocked(meeting) == [
        "No source is cited. Add what a source says under “Evidence”."
    ]
    assert blocked(cited(meeting)) == []


def test_statements_without_a_source_are_advised_by_name():
    meeting = cited(factories.MeetingFactory(number=1), "title", "number")

    assert found(meeting) == [
        (Level.ADVICE, "No source is cited for: Dates, Place."),
    ]


def test_a_disagreement_that_nobody_has_judged_is_advised():
    meeting = factories.MeetingFactory(city="", dates="")
    factories.ClaimFactory(record=meeting, field="title", value="One")
    other = factories.ClaimFactory(record=meeting, field="title", value="Another")
    message = "Sources differ and none is preferred: Title."

    assert (Level.ADVICE, message) in found(meeting)
    other.rank = "preferred"
    other.save()
    assert (Level.ADVICE, message) not in found(meeting)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({"since": "2002"}, {"since": "2010"}, True),
        ({"since": "2002", "until": "2009"}, {"since": "2010"}, False),
        ({"since": "2002", "until": "2010"}, {"since": "2010"}, False),
        ({"since": "2002", "until": "2011-03"}, {"since": "2010-05"}, True),
        ({"since": ""}, {"since": "2010"}, False),
        ({"since": "2002"}, {"since": ""}, False),
    ],
)
def test_two_capacities_at_one_time_block_where_the_dates_are_certain(
    first, second, clash
):
    member = cited(factories.MemberFactory())
    factories.ParticipationFactory(member=member, capacity="observer", **first)
    factories.ParticipationFactory(member=member, capacity="member", **second)

    assert bool(blocked(member)) == clash


def test_a_capacity_may_begin_on_the_day_another_ends():
    member = cited(factories.MemberFactory(status="draft"), "name")
    day = "2010-05-01"
    for capacity, period in [("observer", {"until": day}), ("member", {"since": day})]:
        factories.ParticipationFactory(
            member=member, capacity=capacity, **{"since": "2002"} | period
        )
    url = reverse("admin:members_member_move", args=[member.pk, "publish"])

    signed_in(somebody("publisher")).post(url, {"note": "It changed capacity."})

    member.refresh_from_db()
    assert member.status == "published"


def test_one_seat_twice_at_one_time_blocks_and_two_roles_do_not():
    group = cited(factories.GroupFactory())
    seat = factories.SeatFactory(group=group, role="co-chair", since="2010")
    factories.SeatFactory(group=group, member=seat.member, role="member", since="2010")
    assert blocked(group) == []

    factories.SeatFactory(
        group=group, member=seat.member, role="co-chair", since="2012"
    )
    assert [message.split(":")[0] for message in blocked(group)] == [
        "The same seat is recorded twice for the same time"
    ]


def test_two_chairs_at_one_time_are_advised():
    group = cited(factories.GroupFactory(), "name", "chairs")
    for _number in range(2):
        factories.SeatFactory(group=group, role="chair", since="2010")

    assert blocked(group) == []
    assert any(
        "Two chairs at the same time" in message for _level, message in found(group)
    )


@pytest.mark.parametrize(
    ("dates", "clash"),
    [
        ("2012-05-01", True),
        ("2013-02", False),
        ("2013", False),
        ("2016-01-02", True),
        ("", False),
    ],
)
def test_a_meeting_outside_the_life_of_its_body_is_blocked(dates, clash):
    group = factories.GroupFactory(founded="2013", ended="2015")
    meeting = cited(factories.MeetingFactory(group=group, dates=dates))

    assert bool(blocked(meeting)) == clash


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("Policy Guide on Protecting Victims", "Policy guide on protecting victims", 1),
        ("Policy Guide on Protecting Victims", "Protecting victims: policy guide", 1),
        ("Guide to Protecting Victims", "Guide to Protecting Victims.", 1),
        ("Fourth Ministerial Conference", "Fifth Ministerial Conference", 0),
        ("Annual Report 2022", "Annual Report 2023", 0),
        ("Adelaide Strategy", "Bali Declaration", 0),
    ],
)
def test_a_title_that_is_nearly_anothers_is_advised(title, other, alike):
    factories.PublicationFactory(title=other, status="draft")
    publication = cited(factories.PublicationFactory(title=title))
    advice = [message for _level, message in found(publication) if other in message]

    assert len(advice) == alike


@pytest.mark.parametrize(
    ("written", "elsewhere", "same"),
    [
        ("10.1234/ABC", "https://doi.org/10.1234/abc", True),
        ("doi:10.1234/abc", "10.1234/abc", True),
        ("10.1234/abc", "10.1234/abd", False),
    ],
)
def test_an_identifier_that_another_publication_has_blocks(written, elsewhere, same):
    one, other = factories.PublicationFactory(), factories.PublicationFactory()
    one.identifiers.create(scheme="doi", value=written)
    other.identifiers.create(scheme="DOI", value=elsewhere)

    assert bool(blocked(cited(one))) == same


def test_a_paper_dated_before_its_meeting_is_advised():
    meeting = factories.MeetingFactory(dates="2016-03-22/2016-03-23")
    paper = cited(factories.PublicationFactory(meeting=meeting, issued="2015"))

    assert any("before its meeting" in message for _level, message in found(paper))
