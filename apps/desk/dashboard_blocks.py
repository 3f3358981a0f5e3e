"""The blocks of the dashboard, the index page of the admin."""

import datetime as dt
from dataclasses import dataclass, field

from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.records.addresses import staff_address
from apps.records.models import Proposal
from apps.sources.models import Claim
from apps.spreadsheets.models import Import

from .declarations import declared
from .models import Comment, Link
from .work_lists import (
    SECTIONS,
    Item,
    items_of,
    may_see,
    records_unresolved,
    unresolved,
)

ITEMS_PER_BLOCK = 5  # of each block
RECENT = dt.timedelta(days=30)
# Urgent work first.
ORDER = [
    *["comments", "review", "proposals", "drafts", "pages", "others", "scheduled"],
    *["broken", "unjudged", "unsourced", "unchecked", "imports"],
]


@dataclass
class Block:
    """One kind of work: how much of it waits, and the first few things to do."""

    key: str
    title: str
    advice: str = ""
    count: int = 0
    items: list = field(default_factory=list)
    url: str = ""  # where all of it stands

    @property
    def more(self):
        return self.url and self.count > len(self.items)


def blocks(user):
    """The blocks that a user may see, in the order of ORDER, in a fixed number of queries."""
    found = [
        *sections(user),
        *(block(user) for block in declared("dashboard_blocks")),
        comments(user),
        proposals(user),
        disagreements(user),
        broken_links(user),
        imports(user),
    ]
    found = [block for block in found if block is not None]
    return sorted(found, key=lambda block: ORDER.index(block.key))


def sections(user):
    found, pairs = [], {}
    for section in SECTIONS:
        rows = section.rows(user)
        if rows is None:
            continue
        url = reverse("desk-section", args=[section.key])
        block = Block(section.key, section.title, section.advice, rows.count(), url=url)
        pairs[block.key] = (
            [row[:2] for row in rows[:ITEMS_PER_BLOCK]] if block.count else []
        )
        found.append(block)
    items = items_of([pair for some in pairs.values() for pair in some])
    for block in found:
        block.items = [items[pair] for pair in pairs[block.key] if pair in items]
    return found


def comments(user):
    """Recent comments on drafts that the user has shared."""
    lately = Comment.objects.filter(
        share__made_by=user, at__gt=timezone.now() - RECENT
    ).select_related("share__content_type")
    items = [
        Item(truncatechars(one.text, 80), one.share.page, byline(one.name, one.at))
        for one in lately.order_by("-at")[:ITEMS_PER_BLOCK]
    ]
    title = _("Comments on drafts you have shared")
    block = Block("comments", title, count=lately.count(), items=items)
    return block if items else None


def proposals(user):
    if not may_see(user, Proposal):
        return None
    waiting = Proposal.objects.waiting()
    newest = waiting.select_related("made_by").prefetch_related("record")[
        :ITEMS_PER_BLOCK
    ]
    return Block(
        "proposals",
        _("Proposed changes"),
        _("Review each, then publish or decline it."),
        waiting.count(),
        [
            Item(
                str(one.record),
                staff_address(one.record, one.record.pk),
                byline(one.made_by, one.made_at),
            )
            for one in newest
            if one.record
        ],
        reverse("admin:records_proposal_changelist"),
    )


def disagreements(user):
    if not may_see(user, Claim):
        return None
    statements = list(unresolved())
    pairs = records_unresolved(statements)[:ITEMS_PER_BLOCK]
    items = items_of(pairs)
    return Block(
        "unjudged",
        _("Disagreements not yet resolved"),
        _("Mark the claim that the record follows as preferred, and say why."),
        len(statements),
        [items[pair] for pair in pairs if pair in items],
        reverse("desk-section", args=["unjudged"]),
    )


def broken_links(user):
    if not may_see(user, Link):
        return None
    broken = Link.objects.filter(state=Link.State.BROKEN, is_ignored=False)
    newest = broken.prefetch_related("places").order_by("-checked_at")[:ITEMS_PER_BLOCK]
    items = [
        Item(
            truncatechars(link.url, 80),
            reverse("admin:desk_link_change", args=[link.pk]),
            ", ".join([link.answer, *map(str, link.places.all())][:2]),
        )
        for link in newest
    ]
    every = reverse("admin:desk_link_changelist")
    return Block(
        "broken",
        _("Broken links"),
        _("Replace the link with the new address, or with that of an archived copy."),
        broken.count(),
        items,
        f"{every}?state__exact=broken&is_ignored__exact=0",
    )


def imports(user):
    if not may_see(user, Import):
        return None
    lately = Import.objects.filter(made_at__gt=timezone.now() - RECENT)
    items = [
        Item(
            one.file_name,
            reverse("admin:spreadsheets_import_change", args=[one.pk]),
            f"{one.get_state_display()}; {byline(one.user, one.made_at)}",
        )
        for one in lately.select_related("user")[:ITEMS_PER_BLOCK]
    ]
    every = reverse("admin:spreadsheets_import_changelist")
    title = _("Recent imports")
    block = Block("imports", title, count=lately.count(), items=items, url=every)
    return block if items else None


def byline(somebody, moment):
    """Who and when, in a few words."""
    day = date_format(timezone.localtime(moment), "j F Y")
    return f"{somebody}, {day}" if somebody else day
