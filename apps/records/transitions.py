"""Who may do what with a record, and how it moves from one state to another.

One machine for every kind of record. Whatever door a change comes through (the
admin, an import, a command) asks here: `may_edit`, `may_propose`, `may_delete`,
`may_move`, and moves a record with `move`, which keeps the note in its history.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import audit
from apps.accounts.models import Entry

from .models import Record
from .versions import keep_parts, keep_parts_before

EDIT_ALL = "records.edit_all_records"
PUBLISH = "records.publish_records"

Status = Record.Status


@dataclass(frozen=True)
class Transition:
    """A named step from one state to another, and the right it takes.

    A step that changes what the public sees or will see takes a note; one that puts a
    record before the public also passes the gate (`apps.records.publish_checks`).
    """

    name: str
    label: str
    sources: frozenset
    target: Status
    right: str
    takes_note: bool = False
    is_gated: bool = False
    asks: str = "nothing"  # what else it must know: "moment" or "ending"

    @property
    def is_immediate(self):
        """Whether it takes nothing but a click."""
        return not self.takes_note


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
            takes_note=True,
            is_gated=True,
        ),
        Transition(
            "schedule",
            _("Schedule"),
            frozenset({Status.DRAFT, Status.REVIEW, Status.SCHEDULED}),
            Status.SCHEDULED,
            PUBLISH,
            takes_note=True,
            is_gated=True,
            asks="moment",
        ),
        Transition(
            "unschedule",
            _("Cancel schedule"),
            frozenset({Status.SCHEDULED}),
            Status.REVIEW,
            PUBLISH,
            takes_note=True,
        ),
        Transition(
            "withdraw",
            _("Withdraw"),
            frozenset({Status.PUBLISHED, Status.WITHDRAWN}),
            Status.WITHDRAWN,
            PUBLISH,
            takes_note=True,
            asks="ending",
        ),
        Transition(
            "republish",
            _("Publish again"),
            frozenset({Status.WITHDRAWN}),
            Status.PUBLISHED,
            PUBLISH,
            takes_note=True,
            is_gated=True,
        ),
    ]
}


def may_edit(user, record):
    """Whether somebody may change this record where it stands."""
    if record.pk is None:
        return user.has_perm(_permission("add", record))
    if not user.has_perm(_permission("change", record)):
        return False
    if record.status_now in {Status.DRAFT, Status.REVIEW} and user.has_perm(EDIT_ALL):
        return True
    if record.status_now == Status.DRAFT and record.is_begun_by(user):
        return True
    return user.has_perm(PUBLISH)


def may_propose(user, record):
    """Whether somebody may propose a change of what they may not change themselves."""
    decided = {Status.SCHEDULED, Status.PUBLISHED, Status.WITHDRAWN}
    return (
        record.pk is not None
        and record.status_now in decided
        and user.has_perm(_permission("change", record))
    )


def may_delete(user, record):
    """Whether somebody may delete this record: only what nobody outside has seen."""
    return may_delete_unseen(user, record) and not record.was_ever_public


def may_delete_unseen(user, record):
    """The same, where it is known already that nobody outside has seen it."""
    return (
        record.status_now == Status.DRAFT
        and user.has_perm(_permission("delete", record))
        and may_edit(user, record)
    )


def may_move(user, record, transition):
    """Whether somebody may take this record through a transition now."""
    return (
        record.pk is not None
        and record.status_now in transition.sources
        and user.has_perm(transition.right)
        and user.has_perm(_permission("change", record))
    )


def transitions_for(user, record):
    """What somebody may do with this record as it stands, in the order of its life."""
    return [t for t in TRANSITIONS.values() if may_move(user, record, t)]


def is_waiting(record):
    """Whether a record is still to become public."""
    return record.status_now in {Status.DRAFT, Status.REVIEW, Status.SCHEDULED}


def takes_note(record):
    """Whether a change of this record changes what the public sees or will see."""
    return record.pk is not None and record.status_now not in {
        Status.DRAFT,
        Status.REVIEW,
    }


def _permission(action, record):
    opts = record._meta
    return f"{opts.app_label}.{action}_{opts.model_name}"


def move(record, transition, *, user=None, note="", **details):
    """Take a record through a transition, and keep it as a version with its note.

    `details` are what the transition asks for: `publish_at` and `withdraw_at` of a
    schedule; `ending`, `withdrawal_reason`, `successor` and, for later, `withdraw_at`
    of a withdrawal. Raises ValidationError where the step is not open or the note
    is missing.
    """
    if record.status_now not in transition.sources:
        raise ValidationError(
            _("“%(step)s” is not possible for a record with this status: %(state)s.")
            % {"step": transition.label, "state": record.status_now.label}
        )
    if transition.takes_note and not note.strip():
        raise ValidationError({"note": _("Say in a few words what changes, and why.")})
    if transition.takes_note:
        # What was decided before ends with a new decision.
        record.publish_at = record.withdraw_at = record.successor = None
        record.ending = record.withdrawal_reason = ""
    for name, value in details.items():
        setattr(record, name, value)
    # A withdrawal for later leaves the record public until then.
    later = transition.asks == "ending" and record.withdraw_at is not None
    record.status = Status.PUBLISHED if later else transition.target
    save(record, user=user, note=note)
    if transition.right == PUBLISH:
        note_publication(record, transition.label, user)


def note_publication(record, what, user):
    """Keep in the audit log that somebody changed what the public sees or will see."""
    about = f"{what}: {record} ({record._meta.verbose_name})"
    audit.note(Entry.Kind.PUBLICATION, about, user=user)


def save(record, *, user=None, note=""):
    """Save a record as a new version with the name and note of whoever changed it."""
    keep_parts_before(record)
    record._change_reason = note.strip() or None
    if user is not None:
        record._history_user = user
    record.save()
    keep_parts(record)


def run_schedule(model, now=None):
    """Write down what the clock has done to the records of a kind; returns them.

    What the public sees has changed already at its minute: `public()` asks the clock.
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
