"""The workflow of records: permissions on a record, and transitions between its states.

For every kind of record, and for every caller (admin, import, commands): `may_edit`,
`may_propose`, `may_delete`, `may_apply`, and `apply_transition`, which stores a version
with its note.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import audit
from apps.accounts.models import Entry

from .models import Record
from .versions import save_parts, save_parts_before

EDIT_ALL = "records.edit_all_records"
PUBLISH = "records.publish_records"

Status = Record.Status


@dataclass(frozen=True)
class Transition:
    """A permitted change of state, and the permission it needs.

    One that changes what is public or scheduled needs a note; one that publishes also
    runs the publish checks (`apps.records.publish_checks`).
    """

    name: str
    label: str
    sources: frozenset
    target: Status
    permission: str
    needs_note: bool = False
    runs_publish_checks: bool = False
    asks: str = "nothing"  # further input: "moment" or "ending"

    @property
    def is_immediate(self):
        """Whether it needs no form."""
        return not self.needs_note


TRANSITIONS = {
    transition.name: transition
    for transition in [
        Transition(
            "submit",
            _("Send for review"),
            frozenset({Status.DRAFT}),
            Status.REVIEW,
            EDIT_ALL,
        ),
        Transition(
            "return",
            _("Back to draft"),
            frozenset({Status.REVIEW}),
            Status.DRAFT,
            EDIT_ALL,
        ),
        Transition(
            "publish",
            _("Publish"),
            frozenset({Status.DRAFT, Status.REVIEW, Status.SCHEDULED}),
            Status.PUBLISHED,
            PUBLISH,
            needs_note=True,
            runs_publish_checks=True,
        ),
        Transition(
            "schedule",
            _("Schedule"),
            frozenset({Status.DRAFT, Status.REVIEW, Status.SCHEDULED}),
            Status.SCHEDULED,
            PUBLISH,
            needs_note=True,
            runs_publish_checks=True,
            asks="moment",
        ),
        Transition(
            "unschedule",
            _("Cancel schedule"),
            frozenset({Status.SCHEDULED}),
            Status.REVIEW,
            PUBLISH,
            needs_note=True,
        ),
        Transition(
            "withdraw",
            _("Withdraw"),
            frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
            Status.WITHDRAWN,
            PUBLISH,
            needs_note=True,
            asks="ending",
        ),
        Transition(
            "republish",
            _("Publish again"),
            frozenset({Status.WITHDRAWN}),
            Status.PUBLISHED,
            PUBLISH,
            needs_note=True,
            runs_publish_checks=True,
        ),
    ]
}


def may_edit(user, record):
    """Whether a user may change this record in its present state."""
    if record.pk is None:
        return user.has_perm(_permission("add", record))
    if not user.has_perm(_permission("change", record)):
        return False
    if record.status_now in {Status.DRAFT, Status.REVIEW} and user.has_perm(EDIT_ALL):
        return True
    if record.status_now == Status.DRAFT and record.is_created_by(user):
        return True
    return user.has_perm(PUBLISH)


def may_propose(user, record):
    """Whether a user may propose a change of a published, scheduled or withdrawn record."""
    decided = {Status.SCHEDULED, Status.PUBLISHED, Status.WITHDRAWN}
    return (
        record.pk is not None
        and record.status_now in decided
        and user.has_perm(_permission("change", record))
    )


def may_delete(user, record):
    """Whether a user may delete this record: only if it was never public."""
    return may_delete_unseen(user, record) and not record.was_ever_public


def may_delete_unseen(user, record):
    """The same for a record that is known to have never been public (saves a query)."""
    return (
        record.status_now == Status.DRAFT
        and user.has_perm(_permission("delete", record))
        and may_edit(user, record)
    )


def may_apply(user, record, transition):
    """Whether a user may apply a transition to this record now."""
    return (
        record.pk is not None
        and record.status_now in transition.sources
        and user.has_perm(transition.permission)
        and user.has_perm(_permission("change", record))
    )


def transitions_for(user, record):
    """The transitions a user may apply to this record now."""
    return [t for t in TRANSITIONS.values() if may_apply(user, record, t)]


def is_pending(record):
    """Whether a record is not public yet: draft, in review or scheduled."""
    return record.status_now in {Status.DRAFT, Status.REVIEW, Status.SCHEDULED}


def needs_note(record):
    """Whether a change of this record needs a note: it is neither draft nor in review."""
    return record.pk is not None and record.status_now not in {
        Status.DRAFT,
        Status.REVIEW,
    }


def _permission(action, record):
    opts = record._meta
    return f"{opts.app_label}.{action}_{opts.model_name}"


def apply_transition(record, transition, *, user=None, note="", **details):
    """Change the state of a record, and store a version with the note.

    `details` are the fields the transition asks for: `publish_at` and `withdraw_at` of a
    schedule; `ending`, `withdrawal_reason`, `successor` and, for later, `withdraw_at`
    of a withdrawal. Raises ValidationError if the transition is not possible or the note
    is missing.
    """
    if record.status_now not in transition.sources:
        raise ValidationError(
            _("“%(step)s” is not possible for a record with this status: %(state)s.")
            % {"step": transition.label, "state": record.status_now.label}
        )
    if transition.needs_note and not note.strip():
        raise ValidationError({"note": _("Say in a few words what changes, and why.")})
    if transition.asks == "ending" and (
        objections := record.objections_to_withdrawal()
    ):
        raise ValidationError(objections)
    if transition.needs_note:
        # A new decision replaces the schedule and ending of the one before.
        record.publish_at = record.withdraw_at = record.successor = None
        record.ending = record.withdrawal_reason = ""
    for name, value in details.items():
        setattr(record, name, value)
    # A withdrawal for later leaves the record public until then.
    later = transition.asks == "ending" and record.withdraw_at is not None
    record.status = Status.PUBLISHED if later else transition.target
    save(record, user=user, note=note)
    if transition.permission == PUBLISH:
        log_publication(record, transition.label, user)


def log_publication(record, what, user):
    """Write to the audit log that a user changed what is public or scheduled."""
    about = f"{what}: {record} ({record._meta.verbose_name})"
    audit.note(Entry.Kind.PUBLICATION, about, user=user)


def save(record, *, user=None, note=""):
    """Save a record as a new version, with user and note."""
    save_parts_before(record)
    record._change_reason = note.strip() or None
    if user is not None:
        record._history_user = user
    record.save()
    save_parts(record)


def run_schedule(model, now=None):
    """Store the scheduled changes that are due for a kind of record; returns the records.

    Only `status` lags: `public()` goes by the clock.
    """
    now = now or timezone.now()
    done = []
    for record in model._default_manager.due(now):
        last = record.history.first()
        record.status = record.status_now
        if record.status == Status.WITHDRAWN:
            note = record.withdrawal_reason
            record.ending = record.ending or Record.Ending.WITHDRAWN
        else:
            note = last.history_change_reason if last else ""
        save(record, note=note or "")
        done.append(record)
    return done
