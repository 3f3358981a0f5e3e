"""Publish checks: findings about a record before it is published.

A blocking finding prevents publication, never saving; advice prevents nothing. Each kind
of record implements `findings` with the functions here.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from .inline_rows import rows_of

NUMBER = re.compile(
    r"\d+|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|\w+teenth|\w+tieth)\b",
    re.IGNORECASE,
)
TITLES = ["title", "name", "label"]  # the title field of a kind of record
MIN_SIMILARITY = (
    93  # of 100; below it, titles of one series of papers are taken for another
)


class Level(StrEnum):
    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One result of a check; the message says what to do."""

    level: Level
    message: str


def blocker(message):
    return Finding(Level.BLOCKING, message)


def advice(message):
    return Finding(Level.ADVICE, message)


def blocking_messages(record):
    """The messages of a record's blocking findings, as a set."""
    return {f.message for f in record.findings() if f.level == Level.BLOCKING}


def certainly_overlap(one, other):
    """Whether two periods overlap whatever their uncertain dates are."""
    if one.since_latest is None or other.since_latest is None:
        return False
    ends = [p.until_earliest for p in [one, other] if p.until_earliest is not None]
    begins = max(one.since_latest, other.since_latest)
    return not ends or begins < min(ends)


def overlaps(periods, same):
    """Pairs of certainly overlapping periods with the same key (`same`)."""
    return [
        (one, other)
        for one, other in combinations(periods, 2)
        if same(one) == same(other) and certainly_overlap(one, other)
    ]


def _dates_of(model):
    """The fields with date limits (`apps.core.dates.LimitedDateMixin`)."""
    return [f for f in model._meta.concrete_fields if hasattr(f, "limits")]


def dates_out_of_range(record):
    """Blocking findings on dates of a record and its parts outside their limits."""
    rows = [record]
    for kind in rows_of(type(record)):
        if _dates_of(kind.model):
            rows += kind.of(record)
    found = []
    for row in rows:
        for field in _dates_of(type(row)):
            try:
                field.limits(getattr(row, field.attname))
            except ValidationError as error:
                where = (
                    field.verbose_name
                    if row is record
                    else f"{row}, {field.verbose_name}"
                )
                found.append(blocker(f"{capfirst(where)}: {error.message}"))
    return found


def _numbers(text):
    return [number.lower() for number in NUMBER.findall(text)]


def near_duplicates(record):
    """Advice on other records of the kind with nearly the same title.

    Titles that differ in a number belong to a series and are no duplicates.
    """
    names = {f.name for f in record._meta.concrete_fields}
    column = next((name for name in TITLES if name in names), None)
    title = getattr(record, column, "") if column else ""
    if not title:
        return []
    others = dict(
        type(record)._base_manager.exclude(pk=record.pk).values_list("pk", column)
    )
    numbers = _numbers(title)
    found = process.extract(
        title,
        {key: other for key, other in others.items() if _numbers(other) == numbers},
        scorer=fuzz.token_sort_ratio,
        processor=str.casefold,
        score_cutoff=MIN_SIMILARITY,
        limit=3,
    )
    return [
        advice(
            _("“%(other)s” has nearly the same title. Is it the same?")
            % {"other": other}
        )
        for other, _score, _key in found
    ]


def sources_not_public(titles):
    """Advice on sources that are not public."""
    if not titles:
        return []
    return [
        advice(
            _("Not shown, as the source is not public: %(what)s.")
            % {"what": ", ".join(f"“{title}”" for title in sorted(titles))}
        )
    ]


def unsourced_statements(labels):
    """Advice on statements for which no source is cited."""
    if not labels:
        return []
    return [
        advice(
            _("No source is cited for: %(what)s.")
            % {"what": ", ".join(capfirst(str(label)) for label in labels)}
        )
    ]
