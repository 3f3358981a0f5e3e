"""Claims about many records, gathered by record, part and statement, for lists."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.text import capfirst

from .anchors import anchor_of_statement, anchors_of_parts
from .evidence import Voice
from .models import Claim
from .models.claim_querysets import cited_models
from .statements import Statement


@dataclass
class Saying:
    """What is said of one record, or of one of its parts."""

    voice: Voice
    label: str = ""  # of the part; blank for the record itself
    place: str = ""  # of the part on the page of the record


def records_of(claims):
    """{(kind, number): record} of what claims `with_kinds` are about, one query a kind."""
    numbers = defaultdict(set)
    for claim in claims:
        numbers[claim.content_type.model].add(claim.object_id)
    return {
        (kind, record.pk): record
        for kind, wanted in numbers.items()
        for record in cited_models()[kind].objects.filter(pk__in=wanted)
    }


def _key(claim):
    return claim.content_type.model, claim.object_id


class Parts:
    """The parts that claims speak of, with their places, one query a kind."""

    def __init__(self, claims):
        owners = defaultdict(set)
        for claim in claims:
            if claim.fact_id:
                kind = claim.fact_type.model
                owners[kind, claim.content_type.model].add(claim.object_id)
        self._parts, self._places = {}, {}
        for (kind, record_kind), numbers in owners.items():
            self._read(cited_models()[kind], cited_models()[record_kind], numbers)

    def _read(self, model, record_model, numbers):
        """All parts of these records, as those alike are numbered."""
        related = [f for f in model._meta.fields if f.related_model]
        owner = next(f for f in related if f.related_model is record_model)
        shown = [f.name for f in related if f is not owner]
        by_owner = defaultdict(list)
        for part in model.objects.filter(
            **{f"{owner.name}__in": numbers}
        ).select_related(*shown):
            by_owner[getattr(part, owner.attname)].append(part)
        for parts in by_owner.values():
            self._parts |= {part.evidence_key: part for part in parts}
            self._places |= anchors_of_parts(parts)

    def get(self, claim):
        """(the part a claim speaks of, its place); the statement's place if of none."""
        if not claim.fact_id:
            return None, anchor_of_statement(claim.field)
        key = (claim.fact_type.model, claim.fact_id)
        return self._parts[key], self._places[key]


def statements_of_many(claims):
    """(record, Statement with its place, part or None) of claims about many records."""
    grouped = defaultdict(list)
    for claim in claims:
        grouped[(*_key(claim), *claim.statement)].append(claim)
    records, parts = records_of(claims), Parts(claims)
    for group in grouped.values():
        record = records[_key(group[0])]
        part, place = parts.get(group[0])
        yield record, Statement(group, part or record, group[0].field, place), part


def sayings_of(claims):
    """{record: what one source says of it and its parts}."""
    named, counted = [], []
    for claim in claims:
        model = claim.stated_model
        is_counted = claim.fact_id and model.IS_COUNTED and not claim.value
        (counted if is_counted else named).append(claim)
    records, parts = records_of(claims), Parts(named)
    grouped = defaultdict(lambda: defaultdict(list))
    for claim in named:
        part, place = parts.get(claim)
        where = (part.caption, place) if part else ("", "")
        grouped[_key(claim)][where].append(claim)
    for claim in counted:
        grouped[_key(claim)][claim.stated_model, ""].append(claim)
    return {
        records[key]: [
            Saying(Voice(group), _label(label, group), place)
            for (label, place), group in sorted(by_part.items(), key=_own_first)
        ]
        for key, by_part in grouped.items()
    }


def sources_of(model):
    """{number of a record of a kind: the public sources of its own statements}."""
    opts = model._meta
    claims = (
        Claim.objects.of_public_sources()
        .filter(
            content_type__app_label=opts.app_label,
            content_type__model=opts.model_name,
            fact_id=None,
            superseded_on=None,
        )
        .exclude(rank=Claim.Rank.DEPRECATED)
        .select_related("source")
        .order_by("rank_order", "pk")
    )
    found = defaultdict(dict)
    for claim in claims:
        found[claim.object_id].setdefault(claim.source, None)
    return {number: list(sources) for number, sources in found.items()}


def _own_first(of_part):
    (label, _place), _claims = of_part
    return label != ""


def _label(label, claims):
    if isinstance(label, str):
        return label
    return f"{capfirst(label._meta.verbose_name_plural)} ({len(claims)})"
