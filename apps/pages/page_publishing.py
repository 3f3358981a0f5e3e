"""Publishing of pages: permissions, review, schedule, withdrawal.

djangocms-versioning stores the versions of a text as draft or published. Review, schedule
and notes are stored as PageSteps; pages are published and withdrawn through these
functions.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from djangocms_versioning.constants import DRAFT, PUBLISHED
from djangocms_versioning.exceptions import ConditionFailed
from djangocms_versioning.models import Version

from .page_reachability import not_below_a_public_page, validate_move
from .page_steps import PageStep
from .redirects import live_addresses

EDIT_ALL = "pages.edit_all_pages"
PUBLISH = "cms.publish_page"
Kind = PageStep.Kind


def pending_step(version):
    """The decision a draft waits under (review or a moment), None where none."""
    step = version.steps.first()
    if step is None or step.done_at or step.kind == Kind.RETURN:
        return None
    return step


def check_may_edit(version, user):
    """Condition: a draft is written by whoever began it, or who may write them all.

    What has its moment is changed only by those who gave it.
    """
    if version.state != DRAFT or user.has_perm(PUBLISH):
        return
    step = pending_step(version)
    if step is not None and step.kind == Kind.SCHEDULE:
        raise ConditionFailed(_("This draft is scheduled. Ask a publisher."))
    if user.has_perm(EDIT_ALL):
        return
    if version.created_by != user or step is not None:
        raise ConditionFailed(_("You can only edit drafts that you created."))


def may_edit(user, version):
    """Whether somebody may write a draft, whoever is writing it at the moment."""
    try:
        check_may_edit(version, user)
    except ConditionFailed:
        return False
    return user.has_perm("cms.change_page")


def protect_drafts():
    """Make the CMS ask `check_may_edit` wherever it asks whether a draft may be written."""
    for name in ["modify", "archive", "discard", "edit_redirect"]:
        conditions = getattr(Version, f"check_{name}")
        if check_may_edit not in conditions:
            conditions.append(check_may_edit)


@transaction.atomic
def add_step(version, kind, *, user, note="", **details):
    """Keep a decision that waits: for review, for a moment."""
    version.steps.waiting().update(done_at=timezone.now())
    return PageStep.objects.create(
        version=version, kind=kind, user=user, note=note, **details
    )


@transaction.atomic
def publish(version, *, user, note, step=None):
    """Put a draft before the public. Raises ValidationError where its address is taken,
    or no reader would find it or a page below it."""
    version.steps.waiting().update(done_at=timezone.now())
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
    if step is None:
        PageStep.objects.create(
            version=version,
            kind=Kind.PUBLISH,
            user=user,
            note=note,
            done_at=timezone.now(),
        )


@transaction.atomic
def withdraw(version, *, user, note, ending, successor="", step=None):
    """Take a page from the public; its address keeps the reason, or leads elsewhere."""
    version.steps.waiting().update(done_at=timezone.now())
    if step is None:
        step = PageStep.objects.create(
            version=version,
            kind=Kind.WITHDRAW,
            user=user,
            note=note,
            ending=ending,
            successor=successor,
            done_at=timezone.now(),
        )
    version.ending_step = step  # for `addresses`, which hears of it from the CMS
    version.unpublish(user)


def run_schedule(now=None):
    """Do what is due with pages; returns the steps done. Again, it does nothing."""
    done = []
    with transaction.atomic():
        due = PageStep.objects.select_for_update(of=["self"]).due(now)
        for step in sorted(due.select_related("version", "user"), key=_order):
            step.done_at = timezone.now()
            step.save(update_fields=["done_at"])
            if carry_out(step):
                done.append(step)
    return done


def _order(step):
    """Steps come as their moments do; of one moment, a page before those below it."""
    moment = step.publish_at or step.withdraw_at
    return moment, step.version.content.page.depth, step.pk


def carry_out(step):
    """One step whose moment has come; False where the page has gone another way."""
    version, about = step.version, {"user": step.user, "note": step.note, "step": step}
    if step.kind == Kind.SCHEDULE and version.state == DRAFT:
        try:
            publish(version, **about)
        except ValidationError:
            add_step(version, Kind.REVIEW, user=step.user, note=step.note)
            return False
        return True
    if step.kind == Kind.WITHDRAW and version.state == PUBLISHED:
        withdraw(version, ending=step.ending, successor=step.successor, **about)
        return True
    return False
