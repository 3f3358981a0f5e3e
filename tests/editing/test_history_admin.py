"""The history of a record for staff: who, when, what and why; compare and restore."""

import pytest
from django.urls import reverse

from apps.groups.models import Group
from apps.records.transitions import save
from apps.records.versions import latest_version
from tests import factories
from tests.staff import signed_in, somebody, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """A body in its third version: its name and a seat have changed."""
    group = factories.GroupFactory(status="draft", name="Working Group")
    seat = factories.SeatFactory(
        group=group, member__name="New Zealand", since="2015", note=""
    )
    factories.ClaimFactory(record=group)
    save(group, user=somebody("editor"), note="As first written.")
    seat.since, group.name = "2016", "Task Force"
    seat.save()
    save(group, user=somebody("publisher"), note="As the report says.")
    return group


def history(record):
    return reverse("admin:groups_group_history", args=[record.pk])


def version(record, number):
    """The page of a version, counted from the first."""
    kept = record.history.order_by("history_id")[number - 1]
    return reverse("admin:groups_group_version", args=[record.pk, kept.history_id])


def words(response):
    return " ".join(response.text.split())


def test_the_history_says_who_when_what_and_why(group):
    page = words(signed_in(somebody("contributor")).get(history(group)))

    assert "the-publisher" in page
    assert "As the report says." in page
    assert "<del>Working Group</del> <ins>Task Force</ins>" in page
    assert "<del>2015; </del> <ins>2016; </ins>" in page
    assert "3 versions" in page


def test_a_version_is_compared_with_what_stands_now_or_with_another(group):
    client = signed_in(somebody("contributor"))
    now = words(client.get(version(group, 2)))
    first = group.history.order_by("history_id")[0].history_id
    between = words(client.get(version(group, 2), {"with": first}))

    assert "Differences from the current record" in now
    assert "<del>Working Group</del> <ins>Task Force</ins>" in now
    assert "Task Force</ins>" not in between


def test_a_version_is_restored_with_a_note(group):
    client = signed_in(somebody("editor", "another"))
    page = client.get(version(group, 2))

    client.post(version(group, 2), typed(page, note="It was right."))

    group.refresh_from_db()
    assert (group.name, group.seats.get().since) == ("Working Group", "2015")
    kept = latest_version(group)
    assert (kept.history_user.username, kept.history_change_reason) == (
        "another",
        "It was right.",
    )
    assert group.history.count() == 4


def test_restoring_takes_a_note_and_the_right_to_edit(group):
    contributor, editor = (
        signed_in(somebody(role, f"other-{role}")) for role in ["contributor", "editor"]
    )

    assert "Restore this version" not in contributor.get(version(group, 2)).text
    assert contributor.post(version(group, 2), {"note": "x"}).status_code == 403
    assert "This field is required." in editor.post(version(group, 2), {}).text
    Group.objects.filter(pk=group.pk).update(status="published")
    assert editor.post(version(group, 2), {"note": "x"}).status_code == 403
    assert Group.objects.get().name == "Task Force"


def test_a_version_that_the_gate_forbids_is_not_restored(group):
    seat = group.seats.get()
    publisher = signed_in(somebody("publisher", "another"))
    factories.SeatFactory(
        group=group, member=seat.member, role="co-chair", since="2017"
    )
    save(group, note="Twice, by mistake.")
    group.seats.last().delete()
    group.status = "published"
    save(group, note="Mended.")

    response = publisher.post(version(group, 4), {"note": "Again."})

    assert "The same seat is recorded twice for the same time" in response.text
    assert group.seats.count() == 1


def test_a_version_that_names_what_is_gone_says_so(group):
    publisher = signed_in(somebody("publisher", "another"))
    seat = group.seats.get()
    member = seat.member
    seat.delete()
    save(group, note="No seat.")
    member.delete()

    response = publisher.post(version(group, 2), {"note": "Again."})

    assert "Seat: " in response.text
    assert latest_version(group).history_change_reason == "No seat."


def test_the_versions_of_a_deleted_record_can_still_be_read(group):
    url, page = history(group), version(group, 2)
    publisher = signed_in(somebody("publisher", "another"))
    assert "History of “Task Force”" in publisher.get(url).text
    group.delete()

    assert "Deleted" in publisher.get(url).text
    assert "History of “Task Force" in publisher.get(url).text
    assert publisher.get(page).status_code == 200
    assert publisher.post(page, {"note": "x"}).status_code == 403


@pytest.mark.parametrize("query", ["?with=x", "?with=0", "?p=99", "?p=x", "?with="])
def test_odd_questions_are_answered(group, query):
    client = signed_in(somebody("contributor"))

    assert client.get(history(group) + query).status_code == 200
    assert client.get(version(group, 1) + query).status_code == 200


def test_what_never_was_is_not_found(group):
    client = signed_in(somebody("publisher", "another"))

    for url in [
        history(group).replace(str(group.pk), "9999"),
        history(group).replace(str(group.pk), "x"),
        f"{history(group)}999999/",
    ]:
        assert client.get(url).status_code == 404
