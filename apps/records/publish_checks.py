"""What should be looked at before a record is put before the public.

A blocking finding keeps a record from being published, never from being saved; advice
is advice. Each kind of record says in `findings` what it looks at, with the help of
the functions here.
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
TITLES = ["title", "name", "label"]  # where the kinds of records keep what they are
ALIKE = 93  # of 100; below it, titles of one series of papers are taken for another


class Level(StrEnum):
    BLOCKING = "blocking"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One thing to look at, in words that say what to do."""

    level: Level
    message: str


def blocks(message):
    return Finding(Level.BLOCKING, message)


def advises(message):
    return Finding(Level.ADVICE, message)


def blocking(record):
    """What keeps a record from being published, as a set of messages."""
    return {f.message for f in record.findings() if f.level == Level.BLOCKING}


def certainly_together(one, other):
    """Whether two periods both held on some day, whatever the doubt about their dates."""
    if one.since_latest is None or other.since_latest is None:
        return False
    ends = [p.until_earliest for p in [one, other] if p.until_earliest is not None]
    begins = max(one.since_latest, other.since_latest)
    return not ends or begins < min(ends)


def overlaps(periods, same):
    """Pairs of periods that certainly held together although they are of one `same`."""
    return [
        (one, other)
        for one, other in combinations(periods, 2)
        if same(one) == same(other) and certainly_together(one, other)
    ]


def outside_life(body, earliest, latest):
    """How a date lies outside the life of a body, in words; blank where it does not."""
    if latest and body.founded_earliest and latest < body.founded_earliest:
        return _("“%(body)s” was founded later: %(date)s.") % {
            "body": body,
            "date": body.founded,
        }
    if earliest and body.ended_latest and earliest > body.ended_latest:
        return _("“%(body)s” had ended by then: %(date)s.") % {
            "body": body,
            "date": body.ended,
        }
    return ""


def _dates_of(model):
    """The fields that say how early and how late their dates can be."""
    return [f for f in model._meta.concrete_fields if hasattr(f, "limits")]


def unlikely_dates(record):
    """What dates of a record and its parts lie where none can, however they came there."""
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
                found.append(blocks(f"{capfirst(where)}: {error.message}"))
    return found


def _numbers(text):
    return [number.lower() for number in NUMBER.findall(text)]


def near_duplicates(record):
    """Other records of the kind whose title is nearly the same.

    Titles that differ in a number are those of a series.
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
        score_cutoff=ALIKE,
        limit=3,
    )
    return [
        advises(
            _("“%(other)s” has nearly the same title. Is it the same?")
            % {"other": other}
        )
        for other, _score, _key in found
    ]


def sources_not_public(titles):
    """Advice on sources that readers would not see."""
    if not titles:
        return []
    return [
        advises(
            _("Not shown, as the source is not public: %(what)s.")
            % {"what": ", ".join(f"“{title}”" for title in sorted(titles))}
        )
    ]


def without_source(labels):
    """Advice on what no source has been named for."""
    if not labels:
        return []
    return [
        advises(
            _("No source is cited for: %(what)s.")
            % {"what": ", ".join(capfirst(str(label)) for label in labels)}
        )
    ]
