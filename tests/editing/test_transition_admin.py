"""The steps of a record's life on the staff pages: buttons, notes, gate, endings."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.conferences.models import Meeting
from apps.records.transitions import TRANSITIONS, apply_transition
from tests import factories
from tests.staff import buttons, signed_in, somebody, typed

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def change(record):
    return reverse("admin:conferences_meeting_change", args=[record.pk])


def step(record, name):
    return reverse("admin:conferences_meeting_move", args=[record.pk, name])


def meeting_that(state, **values):
    """A meeting in a state, with a source."""
    meeting = factories.MeetingFactory(status=state, **values)
    factories.ClaimFactory(record=meeting)
    return meeting


@pytest.fixture
def publisher():
    return signed_in(somebody("publisher"))


@pytest.fixture
def editor():
    return signed_in(somebody("editor"))


def test_buttons_are_those_of_the_state_and_of_the_role(publisher, editor):
    draft, review = meeting_that("draft"), meeting_that("review")
    scheduled = meeting_that("scheduled", publish_at=timezone.now() + HOUR)
    published, withdrawn = meeting_that("published"), meeting_that("withdrawn")
    save = ["Save", "Save and close"]
    live = ["Publish this change", "Save as a proposal"]

    assert {
        record.status: buttons(publisher.get(change(record)))
        for record in [draft, review, scheduled, published, withdrawn]
    } == {
        "draft": [*save, "Send for review", "Publish…", "Schedule…", "Delete", "Close"],
        "review": [*save, "Back to draft", "Publish…", "Schedule…", "Close"],
        "scheduled": [
            *live,
            "Publish…",
            "Schedule…",
            "Cancel schedule…",
            "Close",
        ],
        "published": [*live, "Withdraw…", "Close"],
        "withdrawn": [*live, "Withdraw…", "Publish again…", "Close"],
    }
    assert buttons(editor.get(change(draft))) == [
        *save,
        "Send for review",
        "Delete",
        "Close",
    ]


def test_a_click_saves_and_sends_to_review(editor):
    meeting = meeting_that("draft")
    data = typed(editor.get(change(meeting)), city="Kuta", _move="submit")

    editor.post(change(meeting), data)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.city) == ("review", "Kuta")


def test_publishing_saves_what_was_typed_then_asks_for_a_note(publisher):
    meeting = meeting_that("review")
    data = typed(publisher.get(change(meeting)), city="Kuta", _move="publish")

    response = publisher.post(change(meeting), data, follow=True)

    assert "Change note" in response.text
    meeting.refresh_from_db()
    assert (meeting.status, meeting.city) == ("review", "Kuta")
    response = publisher.post(step(meeting, "publish"), typed(response, note=" "))
    assert "This field is required." in response.text
    publisher.post(step(meeting, "publish"), typed(response, note="New in the record."))
    meeting.refresh_from_db()
    assert meeting.status == "published"
    assert meeting.history.first().history_change_reason == "New in the record."


@pytest.mark.parametrize("name", ["publish", "schedule"])
def test_what_blocks_is_said_and_nothing_is_published(publisher, name):
    meeting = factories.MeetingFactory(status="draft")  # without any source

    response = publisher.get(step(meeting, name))

    assert "No source is cited." in response.text
    assert 'name="note"' not in response.text
    moments = {"publish_at_0": "2099-01-01", "publish_at_1": "09:00"}
    publisher.post(step(meeting, name), {"note": "All the same."} | moments)
    meeting.refresh_from_db()
    assert meeting.status == "draft"


def test_advice_is_said_and_does_not_block(publisher):
    meeting = meeting_that("draft", number=3)

    response = publisher.get(step(meeting, "publish"))

    assert "No source is cited for: Number" in response.text
    publisher.post(step(meeting, "publish"), {"note": "New."})
    assert Meeting.objects.public().exists()


def test_a_schedule_asks_for_its_moments_and_refuses_nonsense(publisher):
    meeting = meeting_that("draft")
    url = step(meeting, "schedule")
    past = {"publish_at_0": "2020-01-01", "publish_at_1": "09:00"}
    backwards = {
        "publish_at_0": "2099-01-02",
        "publish_at_1": "09:00",
        "withdraw_at_0": "2099-01-01",
        "withdraw_at_1": "09:00",
    }
    noise = {"publish_at_0": "soon", "publish_at_1": "25:99"}

    assert "This time is in the past." in publisher.post(url, {"note": "x"} | past).text
    assert (
        "before it is published" in publisher.post(url, {"note": "x"} | backwards).text
    )
    assert "Enter a valid date." in publisher.post(url, {"note": "x"} | noise).text
    meeting.refresh_from_db()
    assert meeting.status == "draft"

    publisher.post(url, {"note": "x"} | backwards | {"withdraw_at_0": "2099-02-01"})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.withdraw_at.month) == ("scheduled", 2)


def test_a_schedule_that_was_cancelled_withdraws_nothing_later(publisher, client):
    meeting = meeting_that("draft")
    moments = {
        "publish_at_0": "2099-01-01",
        "publish_at_1": "09:00",
        "withdraw_at_0": "2099-02-01",
        "withdraw_at_1": "09:00",
    }
    publisher.post(step(meeting, "schedule"), {"note": "For January."} | moments)

    publisher.post(step(meeting, "unschedule"), {"note": "Not yet."})
    publisher.post(step(meeting, "publish"), {"note": "Now, and to stay."})

    assert meeting.title in client.get("/en/conferences/").text
    meeting.refresh_from_db()
    assert (meeting.publish_at, meeting.withdraw_at) == (None, None)


def test_what_was_withdrawn_on_a_day_can_be_published_again(publisher, client):
    meeting = meeting_that("published", withdraw_at=timezone.now() - HOUR)
    assert meeting.title not in client.get("/en/conferences/").text

    publisher.post(step(meeting, "republish"), {"note": "It took place after all."})

    assert meeting.title in client.get("/en/conferences/").text


def test_a_withdrawal_keeps_its_reason(publisher):
    meeting = meeting_that("published")
    page = publisher.get(step(meeting, "withdraw"))

    publisher.post(
        step(meeting, "withdraw"), typed(page, note="It did not take place.")
    )

    meeting.refresh_from_db()
    assert (meeting.status, meeting.ending) == ("withdrawn", "withdrawn")
    assert meeting.withdrawal_reason == "It did not take place."
    assert meeting.history.first().history_change_reason == "It did not take place."


def test_what_has_no_source_can_still_be_withdrawn(publisher):
    meeting = factories.MeetingFactory(status="published")

    page = publisher.get(step(meeting, "withdraw"))
    publisher.post(step(meeting, "withdraw"), typed(page, note="Nothing shows it."))

    meeting.refresh_from_db()
    assert meeting.status == "withdrawn"


def test_a_merged_record_names_its_successor_and_no_other_does(publisher):
    meeting, other = meeting_that("published"), meeting_that("published")
    hidden = meeting_that("draft")
    url = step(meeting, "withdraw")

    def sent(**values):
        return publisher.post(url, {"note": "The same."} | values).text

    assert "Say which record it was merged into." in sent(ending="merged")
    assert "Select a valid choice." in sent(ending="merged", successor=hidden.pk)
    assert "Select a valid choice." in sent(ending="merged", successor=meeting.pk)
    assert "Only a merged record" in sent(ending="error", successor=other.pk)
    assert "Select a valid choice." in sent(ending="eaten")
    sent(ending="merged", successor=other.pk)
    meeting.refresh_from_db()
    assert (meeting.ending, meeting.successor) == ("merged", other)


def test_a_step_taken_on_an_older_version_is_told(publisher):
    meeting = meeting_that("draft")
    opened = publisher.get(step(meeting, "publish"))
    meeting.city = "Kuta"
    meeting.save()

    response = publisher.post(step(meeting, "publish"), typed(opened, note="New."))

    assert "Somebody has changed this record" in response.text
    meeting.refresh_from_db()
    assert meeting.status == "draft"
    publisher.post(step(meeting, "publish"), typed(response))
    meeting.refresh_from_db()
    assert meeting.status == "published"


def test_a_step_that_is_no_longer_open_is_told(publisher):
    meeting = meeting_that("draft")
    opened = typed(publisher.get(step(meeting, "publish")), note="New.")
    apply_transition(meeting, TRANSITIONS["publish"], note="By another.")

    response = publisher.post(step(meeting, "publish"), opened, follow=True)

    assert (
        "“Publish” is not possible for a record with this status: Published."
        in response.text
    )
    assert meeting.history.count() == 2


@pytest.mark.parametrize("path", ["fly", "publish/../withdraw", "PUBLISH"])
def test_a_step_that_does_not_exist_is_not_found(publisher, path):
    meeting = meeting_that("draft")

    assert publisher.get(f"{change(meeting)}../move/{path}/").status_code in {302, 404}
    assert publisher.post(step(meeting, "fly")).status_code == 404


def test_publishing_is_in_the_audit_log(publisher):
    meeting = meeting_that("published")
    data = typed(publisher.get(change(meeting)), city="Kuta", change_note="Closer.")

    publisher.post(change(meeting), data)
    publisher.post(step(meeting, "withdraw"), {"ending": "error", "note": "No."})

    log = signed_in(somebody("administrator")).get("/admin/accounts/entry/").text
    assert "Changed: Meeting" in log
    assert "Withdraw: Meeting" in log
