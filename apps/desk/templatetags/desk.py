"""The first page of staff."""

from django import template
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from apps.core.models import Import, Proposal
from apps.desk.models import Comment, Link
from apps.desk.sections import (
    SHOWN,
    address_of,
    blocks,
    items_of,
    may_see,
    records_unjudged,
    unjudged,
)
from apps.sources.models import Claim

register = template.Library()


@register.inclusion_tag("desk/desk.html")
def desk(user):
    """Everything that waits for somebody, each with how many and the first few."""
    return {
        "blocks": blocks(user),
        "others": others(user),
        "disagreements": disagreements(user),
        "broken": broken_links(user),
        "imports": Import.objects.select_related("user")[:SHOWN]
        if user.has_perm("core.view_import")
        else [],
        "imports_url": _address("admin:core_import_changelist"),
        "proposals": proposals(user),
        "comments": Comment.objects.filter(share__made_by=user)
        .select_related("share__content_type")
        .order_by("-at")[:SHOWN],
    }


def others(user):
    """What waits in other apps, as each of them says (`waiting` of its configuration)."""
    found = [
        config.waiting(user)
        for config in apps.get_app_configs()
        if hasattr(config, "waiting")
    ]
    return [one for one in found if one is not None]


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def disagreements(user):
    if not may_see(user, Claim):
        return None
    statements = list(unjudged())
    pairs = records_unjudged(statements)[:SHOWN]
    items = items_of(pairs)
    return {
        "count": len(statements),
        "items": [items[pair] for pair in pairs if pair in items],
    }


def broken_links(user):
    if not may_see(user, Link):
        return None
    broken = Link.objects.filter(state=Link.State.BROKEN, is_ignored=False)
    return {
        "count": broken.count(),
        "items": broken.prefetch_related("places").order_by("-checked_at")[:SHOWN],
    }


def proposals(user):
    if not may_see(user, Proposal):
        return None
    waiting = Proposal.objects.waiting()
    newest = waiting.select_related("made_by").prefetch_related("record")[:SHOWN]
    return {
        "count": waiting.count(),
        "items": [(one, address_of(one.record)) for one in newest if one.record],
    }
