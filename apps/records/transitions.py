"""The workflow of what the portal publishes: states, transitions between them, rights.

Records and pages follow it. A subject is a record or the text of a page: something with
`status_now`, `noun`, `permission_to` and `is_created_by`. Every caller (admin, CMS, import,
commands) asks `may_edit`, `may_propose`, `may_delete` and `may_apply`. `apply_transition`
is for records: it stores a version with its note.
"""

from dataclasses import dataclass
from functools import partial

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
DRAFT, REVIEW, SCHEDULED, PUBLISHED, WITHDRAWN = Status
UNDECIDED = (DRAFT, REVIEW)
PENDING = (DRAFT, REVIEW, SCHEDULED)


@dataclass(frozen=True)
class Transition:
    """A permitted change of state, and the permission it needs.

    One that changes what is public or scheduled needs a note; one that publishes also
    runs the publish checks (`apps.records.publish_checks`).
    """

    name: str
    label: str
    sources: tuple
    target: Status
    permission: str = EDIT_ALL
    needs_note: bool = False
    runs_publish_checks: bool = False
    asks: str = "nothing"  # further input: "moment" or "ending"

    @property
    def is_immediate(self):
        """Whether it needs no form."""
        return not self.needs_note

    def impossible(self, subject):
        """The message that it is not possible for a subject in its present state."""
        return _(
            "“%(step)s” is not possible for a %(noun)s with this status: %(state)s."
        ) % {
            "step": self.label,
            "noun": subject.noun,
            "state": subject.status_now.label,
        }

    def validate(self, subject, note):
        """Raise ValidationError if it is not possible now, or its note is missing."""
        if subject.status_now not in self.sources:
            raise ValidationError(self.impossible(subject))
        if self.needs_note and not note.strip():
            raise ValidationError(
                {"note": _("Say in a few words what changes, and why.")}
            )


_decision = partial(Transition, permission=PUBLISH, needs_note=True)
_publication = partial(_decision, runs_publish_checks=True)

TRANSITIONS = {
    transition.name: transition
    for transition in [
        Transition("submit", _("Send for review"), (DRAFT,), REVIEW),
        Transition("return", _("Back to draft"), (REVIEW,), DRAFT),
        _publication("publish", _("Publish"), PENDING, PUBLISHED),
        _publication("schedule", _("Schedule"), PENDING, SCHEDULED, asks="moment"),
        _decision("unschedule", _("Cancel schedule"), (SCHEDULED,), REVIEW),
        _decision(
            "withdraw",
            _("Withdraw"),
            (PUBLISHED, WITHDRAWN),
            WITHDRAWN,
            asks="ending",
        ),
        _publication("republish", _("Publish again"), (WITHDRAWN,), PUBLISHED),
    ]
}


def may_edit(user, subject):
    """Whether a user may change this subject in its present state."""
    if subject.pk is None:
        return user.has_perm(subject.permission_to("add"))
    if not user.has_perm(subject.permission_to("change")):
        return False
    if subject.status_now in UNDECIDED and user.has_perm(EDIT_ALL):
        return True
    if subject.status_now == DRAFT and subject.is_created_by(user):
        return True
    return user.has_perm(PUBLISH)


def may_propose(user, record):
    """Whether a user may propose a change of a published, scheduled or withdrawn record."""
    return needs_note(record) and user.has_perm(record.permission_to("change"))


def may_delete(user, record):
    """Whether a user may delete this record: only if it was never public."""
    return may_delete_unseen(user, record) and not record.was_ever_public


def may_delete_unseen(user, record):
    """The same for a record that is known to have never been public (saves a query)."""
    return (
        record.status_now == DRAFT
        and user.has_perm(record.permission_to("delete"))
        and may_edit(user, record)
    )


def may_apply(user, subject, transition):
    """Whether a user may apply a transition to this subject now."""
    return (
        subject.pk is not None
        and subject.status_now in transition.sources
        and user.has_perm(transition.permission)
        and user.has_perm(subject.permission_to("change"))
    )


def transitions_for(user, record):
    """The transitions a user may apply to this record now."""
    return [t for t in TRANSITIONS.values() if may_apply(user, record, t)]


def is_pending(subject):
    """Whether a subject is not public yet: draft, in review or scheduled."""
    return subject.status_now in PENDING


def needs_note(record):
    """Whether a change of this record needs a note: it is neither draft nor in review."""
    return record.pk is not None and record.status_now not in UNDECIDED


def apply_transition(record, transition, *, user=None, note="", **details):
    """Change the state of a record, and store a version with the note.

    `details` are the fields the transition asks for: `publish_at` and `withdraw_at` of a
    schedule; `ending`, `withdrawal_reason`, `successor` and, for later, `withdraw_at`
    of a withdrawal. Raises ValidationError if the transition is not possible or the note
    is missing.
    """
    transition.validate(record, note)
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
    record.status = PUBLISHED if later else transition.target
    save(record, user=user, note=note)
    if transition.permission == PUBLISH:
        log_publication(record, transition.label, user)


def log_publication(record, what, user):
    """Write to the audit log that a user changed what is public or scheduled."""
    about = f"{what}: {record} ({record._meta.verbose_name})"
    audit.log_action(Entry.Kind.PUBLICATION, about, user=user)


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
        if record.status == WITHDRAWN:
            note = record.withdrawal_reason
            record.ending = record.ending or Record.Ending.WITHDRAWN
        else:
            note = last.history_change_reason if last else ""
        save(record, note=note or "")
        done.append(record)
    return done
