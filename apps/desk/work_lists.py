"""Work lists: records that need work, across all kinds of records."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.records.addresses import staff_address
from apps.records.kinds import record_models
from apps.records.models import Record
from apps.records.transitions import EDIT_ALL
from apps.sources.models import CitedRecord, Claim, Source

Status = Record.Status


@dataclass
class Item:
    """One item of a work list, with the page where it is done."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Section:
    """One work list. `records(model, user)` gives a queryset, None if the list does not
    apply to the model."""

    key: str
    title: str
    advice: str
    records: Callable

    def rows(self, user):
        """(model label, pk, updated_at) of the records of all kinds, in one query."""
        parts = [
            queryset.order_by()
            .annotate(of_model=Value(model._meta.label_lower))
            .values_list("of_model", "pk", "updated_at")
            for model in record_models()
            if may_see(user, model)
            and (queryset := self.records(model, user)) is not None
        ]
        if not parts:
            return None
        rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
        return rows.order_by("-updated_at", "of_model", "pk")


def may_see(user, model):
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def a_year_ago():
    return timezone.localdate() - dt.timedelta(days=365)


def drafts(model, user):
    return model.objects.created_by(user).filter(status=Status.DRAFT)


def drafts_of_others(model, user):
    if not user.has_perm(EDIT_ALL):
        return None
    own = model.objects.created_by(user)
    return model.objects.filter(status=Status.DRAFT).exclude(pk__in=own.values("pk"))


def in_review(model, user):
    return model.objects.filter(status=Status.REVIEW)


def scheduled(model, user):
    now = timezone.now()
    return model.objects.filter(
        Q(status=Status.SCHEDULED, publish_at__gt=now)
        | Q(
            status__in=[Status.SCHEDULED, Status.PUBLISHED],
            withdraw_at__gt=now,
        )
    )


def unchecked(model, user):
    old = Q(checked_on__isnull=True) | Q(checked_on__lt=a_year_ago())
    return model.objects.public().filter(old)


def without_source(model, user):
    if not issubclass(model, CitedRecord):
        return None
    standing = model.objects.exclude(status=Status.WITHDRAWN)
    return standing.exclude(claims__source__in=Source.objects.public())


SECTIONS = [
    Section(
        "drafts", _("My drafts"), _("Finish them, or send them for review."), drafts
    ),
    Section(
        "others",
        _("Drafts of others"),
        _("Help to finish them, or send them for review."),
        drafts_of_others,
    ),
    Section(
        "review", _("Waiting for review"), _("Read, then publish or return."), in_review
    ),
    Section(
        "scheduled",
        _("Scheduled"),
        _("To be published or withdrawn at a set time."),
        scheduled,
    ),
    Section(
        "unchecked",
        _("Not checked for a year"),
        _("Compare with the sources, then set “last checked” to today."),
        unchecked,
    ),
    Section(
        "unsourced",
        _("Without a source"),
        _("Add a claim that says where it comes from."),
        without_source,
    ),
]


def items_of(pairs):
    """Items by (model label, pk)."""
    keys = defaultdict(set)
    for kind, pk in pairs:
        keys[kind].add(pk)
    return {
        (kind, pk): Item(
            str(record), staff_address(record, pk), str(record._meta.verbose_name)
        )
        for kind, pks in keys.items()
        for pk, record in apps.get_model(kind)._default_manager.in_bulk(pks).items()
    }


def unresolved():
    """Contested statements of which no claim is preferred yet.

    As (app, model, key of the record, type and key of its part, statement).
    """
    same = {
        name: OuterRef(name)
        for name in ["content_type", "object_id", "field", "type_or_none", "id_or_none"]
    }
    claims = Claim.objects.of_public_sources()
    preferred = claims.annotate(
        type_or_none=Coalesce("fact_type_id", 0), id_or_none=Coalesce("fact_id", 0)
    ).filter(rank=Claim.Rank.PREFERRED, **same)
    return (
        claims.contested()
        .filter(~Exists(preferred))
        .order_by("content_type", "object_id", "fact_type", "fact_id", "field")
        .values_list(
            "content_type__app_label",
            "content_type__model",
            "object_id",
            "fact_type",
            "fact_id",
            "field",
        )
        .distinct()
    )


def records_unresolved(statements):
    """The records of some of these statements, each once, in their order."""
    return list(dict.fromkeys((f"{s[0]}.{s[1]}", s[2]) for s in statements))
