"""The public history of a record: days, events, reasons; never who."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.records.public_history import public_history
from apps.records.transitions import TRANSITIONS, apply_transition, save
from tests import factories
from tests.staff import somebody

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def told(record):
    return [(e.event, e.labels, e.note) for e in public_history(record)]


@pytest.fixture
def meeting():
    return factories.MeetingFactory(status="draft", slug="third", title="Third Meeting")


def step(record, name, note, **details):
    apply_transition(record, TRANSITIONS[name], note=note, **details)


def test_only_what_the_public_could_see_is_told(meeting):
    meeting.city = "Kuta"
    save(meeting, note="A secret note.")
    step(meeting, "publish", "New in the record.")
    meeting.city, meeting.dates = "Bali", "2003"
    save(meeting, note="As the report says.")
    step(
        meeting, "withdraw", "Gone.", ending="withdrawn", withdrawal_reason="Doubtful."
    )
    step(meeting, "republish", "Found again.")

    assert told(meeting) == [
        ("Published again", [], "Found again."),
        ("Withdrawn", [], "Doubtful."),
        ("Changed", ["Dates", "City"], "As the report says."),
        ("Published", [], "New in the record."),
    ]


def test_a_change_of_parts_relations_and_claims_is_told_by_name(meeting):
    step(meeting, "publish", "New.")
    factories.AttendanceFactory(meeting=meeting)
    factories.ClaimFactory(record=meeting)
    meeting.founded_groups.add(factories.GroupFactory())
    save(meeting, note="Who was there.")

    assert told(meeting)[0] == (
        "Changed",
        ["Bodies it founded", "Attendances", "Claims"],
        "Who was there.",
    )


def test_a_scheduled_record_is_told_at_its_minute_and_only_once(meeting):
    now = timezone.now()
    step(meeting, "schedule", "After the meeting.", publish_at=now + HOUR)
    assert told(meeting) == []
    for rows in [type(meeting).objects, meeting.history]:
        rows.filter(status="scheduled").update(publish_at=now - HOUR)
    meeting.history.filter(status="scheduled").update(history_date=now - 2 * HOUR)
    meeting.history.filter(status="draft").update(history_date=now - 3 * HOUR)
    assert told(meeting) == [("Published", [], "After the meeting.")]
    assert public_history(meeting)[0].at == now - HOUR

    call_command("run_schedule")

    assert told(meeting) == [("Published", [], "After the meeting.")]


def test_a_schedule_that_was_changed_in_time_is_not_told(meeting):
    now = timezone.now()
    step(meeting, "schedule", "Tomorrow.", publish_at=now + HOUR)
    step(meeting, "unschedule", "Not yet.")
    meeting.history.filter(status="scheduled").update(publish_at=now + HOUR / 60)

    assert told(meeting) == []


def test_a_planned_withdrawal_is_told_at_its_minute_and_only_once(meeting):
    now = timezone.now()
    step(meeting, "publish", "New.")
    step(
        meeting,
        "withdraw",
        "Its term ends.",
        ending="withdrawn",
        withdrawal_reason="Its term ends.",
        withdraw_at=now + HOUR,
    )
    for rows in [type(meeting).objects, meeting.history]:
        rows.exclude(withdraw_at=None).update(withdraw_at=now - HOUR)
    meeting.history.update(history_date=now - 2 * HOUR)
    expected = [("Withdrawn", [], "Its term ends."), ("Published", [], "New.")]
    assert told(meeting) == expected

    call_command("run_schedule")

    assert told(meeting) == expected


def test_the_page_names_no_member_of_staff_and_is_kept_for_anybody(client, meeting):
    editor = somebody("editor", "jane-roe")
    editor.first_name, editor.last_name = "Jane", "Roe"
    editor.save()
    apply_transition(
        meeting, TRANSITIONS["publish"], note="New in the record.", user=editor
    )

    page = client.get("/en/conferences/third/history/").text

    assert "New in the record." in page
    assert "Third Meeting" in page
    for name in ["jane-roe", "Jane", "Roe"]:
        assert name not in page
    assert "/en/conferences/third/history/" in client.get("/en/conferences/third/").text


@pytest.mark.parametrize("versions", [1, 3])
def test_a_long_history_asks_no_more_questions(
    client, meeting, versions, django_assert_num_queries
):
    step(meeting, "publish", "New.")
    for number in range(versions):
        meeting.city = f"City {number}"
        save(meeting, note=f"Moved {number}.")
    client.get("/en/conferences/third/history/")  # the menu, once
    meeting.save()

    with django_assert_num_queries(6):
        client.get("/id/conferences/third/history/")


def test_a_record_that_was_loaded_tells_of_it_in_the_readers_language(client, portal):
    page = client.get("/en/members/indonesia/history/")

    assert page.status_code == 200
    assert "Published" in page.text


def test_the_reason_that_the_portal_itself_writes_is_told_in_both_languages(
    portal, client
):
    address = "members/indonesia/history/"

    assert "Loaded from the data files" in client.get(f"/en/{address}").text
    assert "Dimuat dari berkas data" in client.get(f"/id/{address}").text
