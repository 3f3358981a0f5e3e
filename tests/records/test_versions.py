"""Whole versions: what is kept with each change, what differs, what can be restored."""

import pytest
from django.core.exceptions import ValidationError

from apps.groups.models import Group, Seat
from apps.publications.models import Publication
from apps.records.kinds import record_models
from apps.records.transitions import save
from apps.records.version_differences import differences
from apps.records.versions import (
    current_state,
    latest_version,
    parts_of,
    parts_of_many,
    restore,
    save_parts_before,
    save_parts_before_all,
    state_of,
)
from apps.sources.models import Claim
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """A body with one co-chair, whose seat a source speaks of."""
    group = factories.GroupFactory(name="Working Group", founded="2013")
    seat = factories.SeatFactory(
        group=group, member__name="New Zealand", since="2015", note="First"
    )
    factories.ClaimFactory(record=group, fact=seat, field="role", value="2015")
    factories.ClaimFactory(record=group, field="name", value="Working Group")
    save(group, note="As first written.")
    return group


def changed(old, new, record):
    return [(d.label, d.old, d.new) for d in differences(type(record), old, new)]


def test_a_version_holds_fields_parts_and_claims(group):
    state = state_of(latest_version(group))

    assert state.fields["founded"] == "2013"
    assert [row["since"] for row in state.rows["seats"]] == ["2015"]
    assert {row["value"] for row in state.rows["claims"]} == {"2015", "Working Group"}
    assert state == current_state(group)


def test_the_version_before_a_change_still_says_what_stood_there(group):
    before = latest_version(group)
    save(group, note="Nothing yet.")
    Seat.objects.update(since="2016")
    save(group, note="The year was wrong.")

    assert changed(state_of(before), current_state(group), group) == [
        (
            "Seats",
            "since: 2015; member: New Zealand; role: Co-chair; note: First",
            "since: 2016; member: New Zealand; role: Co-chair; note: First",
        )
    ]


def test_parts_that_were_not_kept_at_once_are_kept_before_they_change():
    seat = factories.SeatFactory(since="2015")
    first = latest_version(seat.group)
    assert first.parts is None

    save_parts_before(seat.group)
    seat.delete()
    save(seat.group, note="No seat after all.")

    first.refresh_from_db()
    assert [row["since"] for row in state_of(first).rows["seats"]] == ["2015"]
    assert current_state(seat.group).rows["seats"] == []


def test_differences_name_fields_and_related_records_in_words():
    meeting = factories.MeetingFactory(
        title="Meeting", host=factories.MemberFactory(name="Indonesia"), kind="meeting"
    )
    old = current_state(meeting)
    meeting.host = factories.MemberFactory(name="Viet Nam")
    meeting.kind = "forum"
    meeting.city = ""
    meeting.save()
    founded = factories.GroupFactory(name="Expert Group")
    meeting.founded_groups.add(founded)

    assert changed(old, current_state(meeting), meeting) == [
        ("Kind", "Meeting", "Forum"),
        ("City", "Bali", ""),
        ("Host", "Indonesia", "Viet Nam"),
        ("Bodies it founded", "", "Expert Group"),
    ]


def test_a_row_replaced_by_its_equal_is_no_difference(group):
    old = current_state(group)
    seat = Seat.objects.get()
    claim = Claim.objects.get(field="role")
    seat.delete()
    again = Seat.objects.create(
        group=group, member=seat.member, role=seat.role, since="2015", note="First"
    )
    factories.ClaimFactory(
        record=group, fact=again, field="role", value="2015", source=claim.source
    )

    assert changed(old, current_state(group), group) == []


def test_words_that_came_and_went_are_told_apart():
    meeting = factories.MeetingFactory(summary="Ministers met in Bali.")
    old = current_state(meeting)
    meeting.summary = "Ministers met in Nusa Dua."

    (difference,) = differences(type(meeting), old, current_state(meeting))

    assert difference.pieces == [
        ("equal", "Ministers met in "),
        ("deleted", "Bali."),
        ("inserted", "Nusa Dua."),
    ]


def test_any_version_can_be_restored_with_its_parts_and_claims(group):
    first = latest_version(group)
    said = current_state(group)
    group.name = "Task Force"
    Seat.objects.all().delete()
    factories.SeatFactory(group=group, role="observer")
    Claim.objects.filter(field="name").update(value="Task Force", rank="preferred")
    save(group, note="Renamed.")

    restore(group, first)
    save(group, note="As it was.")

    assert current_state(Group.objects.get(pk=group.pk)) == said
    assert Seat.objects.get().claims.get().value == "2015"
    assert group.history.count() == 4


def test_restoring_does_not_undo_what_staff_decided(group):
    first = latest_version(group)
    group.slug, group.status, group.name = "renamed", "withdrawn", "Task Force"
    save(group, note="Withdrawn.")

    restore(group, first)

    assert (group.slug, group.status, group.name) == (
        "renamed",
        "withdrawn",
        "Working Group",
    )


def test_two_claims_that_changed_places_can_be_restored(group):
    one = factories.ClaimFactory(record=group, field="founded", rank="preferred")
    other = factories.ClaimFactory(record=group, field="founded")
    save(group)
    first = latest_version(group)
    Claim.objects.filter(pk=one.pk).update(rank="normal")
    Claim.objects.filter(pk=other.pk).update(rank="preferred")
    save(group)

    restore(group, first)

    assert Claim.objects.get(rank="preferred") == one


@pytest.mark.parametrize("lost", ["column", "relation", "part"])
def test_a_version_that_names_what_is_gone_is_refused_whole(lost):
    member = factories.MemberFactory(name="Atlantis")
    if lost == "column":
        record = factories.MeetingFactory(title="Old", host=member)
    elif lost == "relation":
        record = factories.PublicationFactory(title="Old")
        record.members.add(member)
    else:
        record = factories.GroupFactory(name="Old")
        factories.SeatFactory(group=record, member=member)
    save(record)
    first = latest_version(record)
    if lost == "column":
        record.host = None
    elif lost == "relation":
        record.members.clear()
    else:
        record.seats.all().delete()
    save(record)
    member.delete()
    said = current_state(record)

    with pytest.raises(ValidationError):
        restore(record, first)

    assert current_state(type(record).objects.get(pk=record.pk)) == said


def test_a_deleted_record_leaves_its_versions():
    publication = factories.PublicationFactory(slug="draft-guide", status="draft")
    publication.delete()

    assert Publication.history.filter(slug="draft-guide").count() == 2


def test_the_parts_of_many_records_are_those_of_each(portal):
    for model in record_models():
        records = list(model.objects.all())
        each = {record.pk: parts_of(record) for record in records}

        assert parts_of_many(records) == each


def test_the_parts_of_many_are_kept_where_none_are_kept_yet(group):
    other = factories.SeatFactory(note="Second").group
    kept = latest_version(group).parts

    Seat.objects.filter(group=group).update(note="Not to be kept")
    save_parts_before_all([group, other])

    assert latest_version(group).parts == kept
    assert latest_version(other).parts == parts_of(other)
