"""Texts without an Indonesian translation, or with one older than the English text.

English lives in the column `name`, Bahasa Indonesia in `name_ind`.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.languages import ForeignLanguageText, local

from .addresses import staff_address

MISSING = _("missing")
OLDER = _("older than the English text")


@dataclass(frozen=True)
class Gap:
    """One text whose translation is missing or outdated."""

    kind: str
    where: str
    text: str  # the name of the field or page
    why: str
    url: str = ""  # its admin page


def translated_fields(model):
    """The names of a model's fields that have a column for Bahasa Indonesia beside them."""
    names = {field.name for field in model._meta.concrete_fields}
    return [name for name in names if f"{name}_ind" in names]


def translated_models():
    """Models with texts in two languages, histories apart."""
    return [
        model
        for model in apps.get_models()
        if translated_fields(model) and not hasattr(model, "history_date")
    ]


def gaps_of_record():
    """Every text of the record that lacks an up-to-date translation."""
    with override("id"):
        return [gap for model in translated_models() for gap in _gaps(model)]


def _gaps(model):
    fields = translated_fields(model)
    older = _older(model, fields)
    for row in model._default_manager.order_by("pk"):
        for name in fields:
            # Names of countries may come from the Unicode CLDR.
            shown = getattr(row, f"display_{name}", None) or local(row, name)
            if isinstance(shown, ForeignLanguageText):
                yield _gap(row, name, MISSING)
            elif name in older[row.pk] and getattr(row, f"{name}_ind"):
                yield _gap(row, name, OLDER)


def _older(model, fields):
    """The fields of each record whose English changed after its translation last did."""
    older = defaultdict(set)
    if not hasattr(model, "history"):
        return older
    columns = [column for name in fields for column in (name, f"{name}_ind")]
    before = {}
    for pk, *values in (
        model.history.order_by("history_date", "history_id")
        .values_list("id", *columns)
        .iterator()
    ):
        now = dict(zip(columns, values, strict=True))
        then = before.get(pk, now)
        for name in fields:
            if now[f"{name}_ind"] != then[f"{name}_ind"]:
                older[pk].discard(name)
            elif now[name] != then[name]:
                older[pk].add(name)
        before[pk] = now
    return older


def _gap(row, name, why):
    meta = row._meta
    return Gap(
        kind=meta.verbose_name,
        where=str(row),
        text=meta.get_field(name).verbose_name,
        why=why,
        url=staff_address(row, row.pk),  # a part is mended on the page of its record
    )
