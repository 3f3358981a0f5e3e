"""Every statement of a page can be pointed at, and says what stands behind it."""

import re
from collections import Counter

import pytest

from apps.records.kinds import kinds
from apps.sources.models import CitedRecord
from apps.sources.record_check import RecordCheck
from apps.sources.unsourced import count_statements
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    ClaimFactory,
    FigureFactory,
    GroupFactory,
    MeetingFactory,
    MemberFactory,
    ParticipationFactory,
    PersonFactory,
    SeatFactory,
)
from tests.factories.everything import make_everything

pytestmark = pytest.mark.django_db


def ids(html):
    return re.findall(r'\bid="([^"]*)"', html)


def cited_pages(client):
    """(address, page) of every public record that can be cited."""
    for kind in kinds():
        if issubclass(kind.model, CitedRecord):
            for record in kind.model.objects.public():
                address = record.get_absolute_url()
                yield record, client.get(address).text


def test_every_statement_and_part_has_a_place_of_its_own(client):
    make_everything(2)

    for record, html in cited_pages(client):
        found = Counter(ids(html))
        assert [name for name, number in found.items() if number > 1] == []
        for name in record.STATEMENTS:
            if record.says(name):
                assert name.replace("_", "-") in found, record
        for part in record.cited_parts:
            assert any(place.startswith(part.natural_anchor) for place in found), part


def test_each_mark_opens_a_card_and_each_card_leads_to_its_statement(client):
    make_everything(2)

    for _record, html in cited_pages(client):
        found = set(ids(html))
        opened = set(re.findall(r'popovertarget="([^"]*)"', html))
        inside = {place for place in re.findall(r'href="#([^"]*)"', html) if place}
        assert opened
        assert opened <= found
        assert {f"about-{place}" for place in inside} >= opened
        assert inside <= found


@pytest.fixture
def body():
    return GroupFactory(slug="ahg")


def test_parts_stand_at_what_tells_them_apart(client, body):
    fiji = MemberFactory(slug="fiji")
    for since in ["2015", "", "2009"]:
        SeatFactory(group=body, member=fiji, role="co-chair", since=since)
    SeatFactory(group=body, member=fiji, role="member")
    person = PersonFactory(slug="smith")
    AppointmentFactory(group=body, person=person, since="2015")
    AppointmentFactory(group=body, person=person, since="2009")
    FigureFactory(group=body, key="trained-2023")

    html = client.get("/en/groups/ahg/").text
    found = {
        place: html[: html.index(f'id="{place}"')].rsplit("<td", 1)[1]
        for place in ids(html)
        if place.startswith(("seat-", "office-", "figure-"))
    }

    assert set(found) == {
        "seat-fiji-co-chair",
        "seat-fiji-co-chair-2",
        "seat-fiji-co-chair-3",
        "seat-fiji-member",
        "office-smith-1",
        "office-smith-2",
        "figure-trained-2023",
    }
    assert "since 2009" in found["seat-fiji-co-chair"]
    assert "since 2015" in found["seat-fiji-co-chair-2"]
    assert "not recorded" in found["seat-fiji-co-chair-3"]
    assert "since 2009" in found["office-smith-1"]


def test_the_page_of_a_member_leads_to_the_sources_of_its_seats(client, body):
    fiji = MemberFactory(slug="fiji")
    SeatFactory(group=body, member=fiji, role="co-chair", since="2009")
    SeatFactory(group=body, member=fiji, role="co-chair", since="2015")
    ParticipationFactory(member=fiji)
    meeting = MeetingFactory(slug="mc", group=body)
    AttendanceFactory(meeting=meeting, member=fiji)

    html = client.get("/en/members/fiji/").text

    for place in [
        "/en/groups/ahg/#seat-fiji-co-chair",
        "/en/groups/ahg/#seat-fiji-co-chair-2",
        "/en/conferences/mc/#attendance-fiji",
    ]:
        assert f'href="{place}"' in html
        address, _sign, name = place.partition("#")
        assert f'id="{name}"' in client.get(address).text
    assert 'id="participation-member"' in html


def test_what_names_no_source_says_so_and_is_counted(client, body):
    seat = SeatFactory(group=body, since="2009")
    body.mandate = "Trains."
    body.save()
    ClaimFactory(record=body, field="name", value="")
    ClaimFactory(record=body, fact=seat, field="role", value="")

    html = client.get("/en/groups/ahg/").text

    marks = re.findall(r'class="no-source"[^>]*>([^<]*)', html)
    assert sorted(marks) == ["Since: no source named", "no source named"]
    assert "4 statements on this page." in html
    assert "For 2 of them no source is named." in html


@pytest.mark.parametrize(
    "claim",
    [
        {"source__status": "draft"},
        {"rank": "deprecated", "reason": "A slip."},
        {"superseded_on": "2020-01-01"},
    ],
    ids=str,
)
def test_a_claim_that_vouches_for_nothing_is_no_source(client, claim):
    group = GroupFactory(slug="ahg", founded="2009")
    ClaimFactory(record=group, field="name", value="")
    ClaimFactory(record=group, field="founded", value="2010", **claim)

    html = client.get("/en/groups/ahg/").text
    row = re.search(r"<dt>Founded</dt>.*?</dd>", html, re.DOTALL)[0]

    assert "no source named" in row
    assert count_statements() == (2, 1)


def test_the_list_of_sources_counts_what_the_whole_record_does_not_source(client):
    make_everything(2)
    SeatFactory(since="2009", until="2010")
    AttendanceFactory(person=PersonFactory(), member=None)
    SeatFactory(member__status="draft")
    FigureFactory(group__status="draft")
    check = RecordCheck().run()

    stated, unsourced = count_statements()

    assert unsourced == sum(check.unsourced.values()) - 1  # the seat nobody may see
    assert stated == check.statements - 1
    html = client.get("/en/sources/").text
    assert f"The record makes {stated} statements." in html
    assert f"For {unsourced} of them no source is named" in html


def test_the_foot_of_every_page_promises_what_holds(client):
    html = client.get("/en/sources/").text

    assert "Every statement shows its source, or says that none is named." in html
