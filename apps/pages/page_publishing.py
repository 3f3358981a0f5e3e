"""Publishing of pages, by the states and transitions of records.

djangocms-versioning stores each version of a text as draft, published, unpublished or
archived. `PageText` reads the state of a record from that and from the PageSteps, which
store review, schedule and notes. Pages are published and withdrawn through
`apply_transition` and `run_schedule`.
"""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from djangocms_versioning import constants
from djangocms_versioning.exceptions import ConditionFailed
from djangocms_versioning.models import Version

from apps.records import transitions
from apps.records.models import Record

from .page_checks import findings
from .page_reachability import not_below_a_public_page, validate_move
from .page_steps import PageStep
from .redirects import live_addresses

Kind = PageStep.Kind
Status = Record.Status

# What differs from records: one form publishes a page now or later, what is taken off the
# schedule is a draft again, and what was withdrawn begins anew as a draft of the CMS.
OF_RECORDS = transitions.TRANSITIONS
TRANSITIONS = {
    "submit": OF_RECORDS["submit"],
    "return": OF_RECORDS["return"],
    "publish": replace(OF_RECORDS["publish"], asks="moment"),
    "unschedule": replace(
        OF_RECORDS["unschedule"],
        label=OF_RECORDS["return"].label,
        target=Status.DRAFT,
        needs_note=False,
    ),
    "withdraw": replace(OF_RECORDS["withdraw"], sources=(Status.PUBLISHED,)),
}
STATUSES = {
    Kind.REVIEW: Status.REVIEW,
    Kind.RETURN: Status.DRAFT,
    Kind.SCHEDULE: Status.SCHEDULED,
    Kind.PUBLISH: Status.PUBLISHED,
    Kind.WITHDRAW: Status.WITHDRAWN,
}
KINDS = {status: kind for kind, status in STATUSES.items()}


@dataclass
class PageText:
    """A version of a page's text, as transitions see it."""

    version: Version
    noun = gettext_lazy("page")

    def __str__(self):
        return self.version.content.title

    @property
    def pk(self):
        return self.version.pk

    @property
    def status_now(self):
        if self.version.state == constants.PUBLISHED:
            return Status.PUBLISHED
        if self.version.state != constants.DRAFT:
            return Status.WITHDRAWN
        step = self.version.steps.first()
        return Status.DRAFT if step is None or step.done_at else STATUSES[step.kind]

    @classmethod
    def of(cls, content):
        return cls(Version.objects.get_for_content(content))

    @property
    def address(self):
        """Where anybody can read this version now; blank while it is not public."""
        if self.status_now != Status.PUBLISHED:
            return ""
        page, language = self.version.content.page, self.version.content.language
        return live_addresses(page).get((page.pk, language), "")

    def permission_to(self, action):
        return f"cms.{action}_page"

    def is_created_by(self, user):
        return self.version.created_by == user

    def findings(self):
        return findings(self.version.content)


def check_may_edit(version, user):
    """Condition of the CMS: a draft is changed by whoever may edit a record in its state."""
    text = PageText(version)
    if version.state != constants.DRAFT or transitions.may_edit(user, text):
        return
    if text.status_now == Status.SCHEDULED:
        raise ConditionFailed(_("This draft is scheduled. Ask a publisher."))
    raise ConditionFailed(_("You can only edit drafts that you created."))


def check_may_apply(transition):
    """Condition of the CMS: a version is published or withdrawn as a record is."""

    def check(version, user):
        text = PageText(version)
        if not transitions.may_apply(user, text, transition):
            raise ConditionFailed(transition.impossible(text))

    return check


def add_conditions():
    """Make the CMS ask the transitions wherever it asks whether a step is open."""
    for name in ["modify", "archive", "discard", "edit_redirect"]:
        getattr(Version, f"check_{name}").append(check_may_edit)
    Version.check_publish.append(check_may_apply(TRANSITIONS["publish"]))
    Version.check_unpublish.append(check_may_apply(TRANSITIONS["withdraw"]))


@transaction.atomic
def apply_transition(text, transition, *, user, note="", **details):
    """Store a step, and carry it out unless it waits: for review, or for its moment.

    `details` are further fields of the step. Raises ValidationError if the transition is
    not possible, the note is missing, or the page would not be found.
    """
    transition.validate(text, note)
    version, now = text.version, timezone.now()
    version.steps.waiting().update(done_at=now)
    waits = details.get("publish_at") or details.get("withdraw_at")
    kind = Kind.SCHEDULE if details.get("publish_at") else KINDS[transition.target]
    step = PageStep.objects.create(
        version=version,
        kind=kind,
        user=user,
        note=note,
        done_at=None if waits or kind == Kind.REVIEW else now,
        **details,
    )
    if not waits:
        carry_out(step)


def carry_out(step):
    """Change what is public by a step; False if the page has gone another way."""
    version = step.version
    if step.kind in {Kind.PUBLISH, Kind.SCHEDULE} and version.state == constants.DRAFT:
        publish(version, step.user)
        return True
    if step.kind == Kind.WITHDRAW and version.state == constants.PUBLISHED:
        version.ending_step = step  # for `redirects`, which get a signal of the CMS
        version.unpublish(step.user)
        return True
    return False


@transaction.atomic
def publish(version, user):
    """Publish a draft. Raises ValidationError if its address is taken, or if this page or
    one below it would have no address."""
    content = version.content
    before = live_addresses(content.page)
    try:
        with transaction.atomic():
            version.publish(user)
    except IntegrityError:
        raise ValidationError(
            _("Another page is at this address already. Change the slug, then publish.")
        ) from None
    after = live_addresses(content.page)
    if (content.page_id, content.language) not in after:
        raise ValidationError(not_below_a_public_page(content))
    validate_move(before, after)


@transaction.atomic
def run_schedule(now=None):
    """Carry out the steps that are due, and return them. Running it again does nothing."""
    done = []
    due = PageStep.objects.select_for_update(of=["self"]).due(now)
    for step in sorted(due.select_related("version", "user"), key=_order):
        step.done_at = timezone.now()
        step.save(update_fields=["done_at"])
        try:
            if carry_out(step):
                done.append(step)
        except ValidationError:
            PageStep.objects.create(
                version=step.version, kind=Kind.REVIEW, user=step.user, note=step.note
            )
    return done


def _order(step):
    """By moment; of one moment, a page before those below it."""
    moment = step.publish_at or step.withdraw_at
    return moment, step.version.content.page.depth, step.pk
