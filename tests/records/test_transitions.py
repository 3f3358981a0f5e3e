"""States of records: every kind, every step, every role, and the clock."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from apps.conferences.models import Meeting
from apps.records.kinds import record_models
from apps.records.models import Record
from apps.records.roles import make_roles
from apps.records.transitions import (
    TRANSITIONS,
    apply_transition,
    may_apply,
    may_delete,
    may_edit,
    may_propose,
    transitions_for,
)
from tests import factories
from tests.staff import ROLES, somebody

pytestmark = pytest.mark.django_db

STATES = ["draft", "review", "scheduled", "published", "withdrawn"]
HOUR = dt.timedelta(hours=1)


def in_state(state, factory=factories.MeetingFactory, author=None, **values):
    """A record in a state, begun by somebody."""
    if state == "scheduled":
        values.setdefault("publish_at", timezone.now() + HOUR)
    record = factory(status=state, **values)
    record.history.update(history_user=author)
    return record


def steps(user, record):
    return [transition.name for transition in transitions_for(user, record)]


def test_every_kind_of_record_has_the_one_machine():
    assert set(record_models()) == {
        factory._meta.model for factory in factories.RECORDS
    }


PUBLISHERS_STEPS = {
    "draft": ["submit", "publish", "schedule"],
    "review": ["return", "publish", "schedule"],
    "scheduled": ["publish", "schedule", "unschedule"],
    "published": ["withdraw"],
    "withdrawn": ["withdraw", "republish"],
}
EDITORS_STEPS = {"draft": ["submit"], "review": ["return"]}


@pytest.mark.parametrize("state", STATES)
def test_each_role_has_its_own_steps(state):
    record = in_state(state)

    found = {role: steps(somebody(role), record) for role in ROLES}

    assert found == {
        "contributor": [],
        "editor": EDITORS_STEPS.get(state, []),
        "publisher": PUBLISHERS_STEPS[state],
        "administrator": [],
    }


MAY_EDIT = {
    "draft": {"editor", "publisher"},
    "review": {"editor", "publisher"},
    "scheduled": {"publisher"},
    "published": {"publisher"},
    "withdrawn": {"publisher"},
}


@pytest.mark.parametrize("state", STATES)
def test_who_may_edit_what_others_began(state):
    record = in_state(state)

    assert {role for role in ROLES if may_edit(somebody(role), record)} == MAY_EDIT[
        state
    ]


@pytest.mark.parametrize("state", STATES)
def test_a_contributor_edits_only_their_own_drafts(state):
    contributor = somebody("contributor")
    own = in_state(state, author=contributor)

    assert may_edit(contributor, own) == (state == "draft")


@pytest.mark.parametrize("state", STATES)
def test_what_is_decided_can_be_proposed_to_change(state):
    record = in_state(state)
    decided = state in {"scheduled", "published", "withdrawn"}

    found = {role for role in ROLES if may_propose(somebody(role), record)}

    assert found == ({"contributor", "editor", "publisher"} if decided else set())


def test_only_a_draft_that_was_never_public_can_be_deleted():
    publisher, contributor = somebody("publisher"), somebody("contributor")
    draft, published = in_state("draft", author=contributor), in_state("published")
    once_public = in_state("published")
    Meeting.objects.filter(pk=once_public.pk).update(status="draft")
    once_public.refresh_from_db()

    assert may_delete(publisher, draft)
    assert may_delete(contributor, draft)
    assert not may_delete(contributor, in_state("draft", author=publisher))
    assert not may_delete(publisher, published)
    assert not may_delete(publisher, once_public)
    assert not may_delete(somebody("administrator"), draft)


def test_a_scheduled_record_counts_as_published_from_its_minute_on():
    record = in_state("scheduled", publish_at=timezone.now() - HOUR)

    assert record.status_now == "published"
    assert not may_edit(somebody("editor"), record)
    assert steps(somebody("publisher"), record) == ["withdraw"]


@pytest.mark.parametrize(
    "factory", factories.RECORDS, ids=lambda f: f._meta.model.__name__
)
def test_a_record_lives_from_draft_to_withdrawal_and_back(factory):
    publisher = somebody("publisher")
    record = in_state("draft", factory)
    for name, details in [
        ("submit", {}),
        ("schedule", {"publish_at": timezone.now() + HOUR}),
        ("unschedule", {}),
        ("publish", {}),
        ("withdraw", {"ending": "error", "withdrawal_reason": "It was another."}),
        ("republish", {}),
    ]:
        transition = TRANSITIONS[name]
        assert may_apply(publisher, record, transition)
        apply_transition(
            record, transition, user=publisher, note=f"To {name}.", **details
        )
        record.refresh_from_db()
        assert record.status_now == transition.target
        kept = record.history.first()
        assert (kept.status, kept.history_change_reason) == (
            record.status,
            f"To {name}.",
        )
        assert kept.history_user == publisher
    assert (record.ending, record.withdrawal_reason) == ("", "")


@pytest.mark.parametrize("name", [n for n, t in TRANSITIONS.items() if t.needs_note])
def test_a_step_that_the_public_sees_takes_a_note(name):
    transition = TRANSITIONS[name]
    record = in_state(min(transition.sources))

    with pytest.raises(ValidationError) as error:
        apply_transition(record, transition, note="  ")

    assert "note" in error.value.message_dict
    record.refresh_from_db()
    assert record.status == min(transition.sources)


def test_a_step_from_another_state_is_refused():
    record = in_state("draft")

    with pytest.raises(ValidationError, match="not possible"):
        apply_transition(record, TRANSITIONS["withdraw"], note="Gone.")


def test_a_withdrawal_for_later_leaves_the_record_public_until_then():
    record = in_state("published")

    apply_transition(
        record,
        TRANSITIONS["withdraw"],
        note="Its term ends.",
        ending="withdrawn",
        withdrawal_reason="Its term ended.",
        withdraw_at=timezone.now() + HOUR,
    )

    assert record.is_public
    assert Meeting.objects.public().count() == 1
    later = timezone.now() + 2 * HOUR
    assert not Meeting.objects.public(later).exists()


def test_the_schedule_writes_down_what_the_clock_has_done(capsys):
    now = timezone.now()
    appears = in_state("draft")
    apply_transition(
        appears,
        TRANSITIONS["schedule"],
        note="After the meeting.",
        publish_at=now + HOUR,
    )
    Meeting.objects.filter(pk=appears.pk).update(publish_at=now - HOUR)
    disappears = in_state("published", withdraw_at=now - HOUR)
    stays = in_state("published", withdraw_at=now + HOUR)
    waits = in_state("scheduled", publish_at=now + HOUR)

    call_command("run_schedule")

    statuses = dict(Meeting.objects.values_list("pk", "status"))
    assert statuses == {
        appears.pk: "published",
        disappears.pk: "withdrawn",
        stays.pk: "published",
        waits.pk: "scheduled",
    }
    assert appears.history.first().history_change_reason == "After the meeting."
    assert capsys.readouterr().out.splitlines() == [
        f"Published: {appears}",
        f"Withdrawn: {disappears}",
    ]


def test_running_the_schedule_again_changes_nothing(capsys):
    record = in_state("scheduled", publish_at=timezone.now() - HOUR)
    call_command("run_schedule")
    versions = record.history.count()
    capsys.readouterr()

    call_command("run_schedule")

    assert capsys.readouterr().out == ""
    assert record.history.count() == versions


@pytest.mark.parametrize("status", Record.Status.values)
@pytest.mark.parametrize("publish", [None, -HOUR, HOUR])
@pytest.mark.parametrize("withdraw", [None, -HOUR, HOUR])
def test_the_state_of_a_record_and_the_querysets_agree(status, publish, withdraw):
    now = timezone.now()
    record = in_state(
        status,
        publish_at=now + publish if publish else None,
        withdraw_at=now + withdraw if withdraw else None,
    )

    assert Meeting.objects.public().exists() == record.is_public


def test_making_the_roles_again_undoes_what_was_changed_by_hand(django_user_model):
    editor = somebody("editor")
    group = editor.groups.get()
    before = set(group.permissions.values_list("codename", flat=True))
    group.permissions.clear()

    make_roles()

    assert set(group.permissions.values_list("codename", flat=True)) == before
    assert "edit_all_records" in before
    assert "publish_records" not in before
