"""Differences between two versions of a record, in words."""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .inline_rows import EDITORIAL_FIELDS, own_fields, rows_of

# Fields of inline rows that are not compared.
IGNORED_FIELDS = {"id", "fact_id", "position"}
WORDS = re.compile(r"\s+|\S+\s*")


@dataclass(frozen=True)
class Difference:
    """One field or inline row that differs."""

    name: str
    label: str
    old: str
    new: str

    @cached_property
    def pieces(self):
        """(kind, text) in reading order; kind is equal, deleted or inserted."""
        if not self.old or not self.new:
            return [("deleted", self.old)] * bool(self.old) + [
                ("inserted", self.new)
            ] * bool(self.new)
        old, new = WORDS.findall(self.old), WORDS.findall(self.new)
        found = []
        for tag, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
            if tag == "equal":
                found.append(("equal", "".join(old[a:b])))
                continue
            if b > a:
                found.append(("deleted", "".join(old[a:b])))
            if d > c:
                found.append(("inserted", "".join(new[c:d])))
        return found


class RelatedNames:
    """Cache of the names of related records, fetched in one query per model."""

    def __init__(self):
        self.found = {}

    def of(self, model, keys):
        known = self.found.setdefault(model, {})
        missing = [key for key in keys if key not in known]
        if missing:
            known |= {
                key: str(related)
                for key, related in model._base_manager.in_bulk(missing).items()
            }
        return [known.get(key) or _("deleted (no. %s)") % key for key in keys]


def _display_value(field, value, names):
    """The value of a column in words."""
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.of(field.related_model, [value])[0]
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.get_internal_type() == "DateTimeField":
        return date_format(field.to_python(value), "DATETIME_FORMAT")
    return str(value)


def _row_in_words(kind, row, names):
    parts = []
    for field in kind.fields:
        if field.name in IGNORED_FIELDS or field.related_model is ContentType:
            continue
        value = _display_value(field, row.get(field.name), names)
        if value:
            parts.append(f"{field.verbose_name}: {value}")
    return "; ".join(parts)


def differences(model, old, new):
    """The Differences between two States, in the order of the record's fields."""
    names = RelatedNames()
    found = []
    for field in own_fields(model):
        before, after = old.fields.get(field.name), new.fields.get(field.name)
        if before != after:
            found.append(
                Difference(
                    field.name,
                    capfirst(field.verbose_name),
                    _display_value(field, before, names),
                    _display_value(field, after, names),
                )
            )
    for field in model._meta.many_to_many:
        before, after = (s.relations.get(field.name, []) for s in [old, new])
        if before != after:
            shown = [
                ", ".join(names.of(field.related_model, keys))
                for keys in [before, after]
            ]
            found.append(Difference(field.name, capfirst(field.verbose_name), *shown))
    for kind in rows_of(model):
        found += _row_differences(
            kind, old.rows.get(kind.name, []), new.rows.get(kind.name, []), names
        )
    return found


def _row_differences(kind, old, new, names):
    """Rows added, removed or changed; a row replaced by an equal one is no difference."""
    before = {row["id"]: _row_in_words(kind, row, names) for row in old}
    after = {row["id"]: _row_in_words(kind, row, names) for row in new}
    label = capfirst(kind.label)
    changed = [
        Difference(kind.name, label, before.pop(key), after.pop(key))
        for key in list(before)
        if key in after and before[key] != after[key]
    ]
    for key in list(before):
        if key in after:
            del before[key], after[key]
    came = list(after.values())
    went = []
    for words in before.values():
        if words in came:
            came.remove(words)
        else:
            went.append(words)
    return [
        *changed,
        *(Difference(kind.name, label, words, "") for words in went),
        *(Difference(kind.name, label, "", words) for words in came),
    ]


def changed_labels(model, old, new):
    """The labels of fields and kinds of rows that differ, for readers."""
    labels = [
        capfirst(f.verbose_name)
        for f in own_fields(model)
        if f.name not in EDITORIAL_FIELDS
        and old.fields.get(f.name) != new.fields.get(f.name)
    ]
    labels += [
        capfirst(f.verbose_name)
        for f in model._meta.many_to_many
        if old.relations.get(f.name, []) != new.relations.get(f.name, [])
    ]
    return labels + [
        capfirst(kind.label)
        for kind in rows_of(model)
        if _content(old.rows.get(kind.name, []))
        != _content(new.rows.get(kind.name, []))
    ]


def _content(rows):
    """The content of rows, independent of their order and keys."""
    return sorted(
        json.dumps(
            {k: v for k, v in row.items() if k not in IGNORED_FIELDS}, sort_keys=True
        )
        for row in rows
    )
