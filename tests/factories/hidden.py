"""Records that are not public, at each end of every relation that leads to a record.

What they are is read off the models, so that a new relation is among them. Everything
hidden bears a word of its own, which says where it hangs: “unseen” and the model, the
name of the relation, which end of it is hidden, and how. As an address it is written
small.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils import timezone

from apps.groups.models import Group, Person
from apps.publications.models import Contributor, PublicationFile
from apps.records.models import Record
from apps.sources.models import Claim, Source
from apps.sources.models.cited import CitedFact, CitedRecord
from tests import factories
from tests.factories.everything import add_file

DAY = dt.timedelta(days=1)
Status = Record.Status
# Each way in which a record is hidden, at a moment.
STATES = {
    "draft": lambda now: {"status": Status.DRAFT},
    "review": lambda now: {"status": Status.REVIEW},
    "scheduled": lambda now: {"status": Status.SCHEDULED, "publish_at": now + DAY},
    "withdrawn": lambda now: {"status": Status.WITHDRAWN},
    "lapsed": lambda now: {"status": Status.PUBLISHED, "withdraw_at": now - DAY},
}
FACTORIES = {
    factory._meta.model: factory
    for name in factories.__all__
    if name != "RECORDS"
    for factory in [getattr(factories, name)]
}
TEXTS = {models.CharField, models.TextField}
# What is not filled with the word, since a rule would be broken.
BLANK = {Contributor: ["family", "given"], Claim: ["field", "reading"]}


@dataclass(frozen=True)
class Case:
    """One relation that leads to a record, and which of its ends is hidden."""

    model: type[models.Model]
    field: models.Field
    hides: str  # "target" or "holder"
    state: str  # one of STATES

    @property
    def word(self):
        """What everything hidden in this case is called."""
        parts = [self.model.__name__, self.field.name, self.hides, self.state]
        return f"Unseen{''.join(parts).replace('_', '').lower()}"


def cases():
    """Every relation with its target hidden; and with its holder, if that is a record."""
    for model in apps.get_models():
        if hasattr(model, "instance_type"):
            continue  # a kept version of a record
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.related_model and issubclass(field.related_model, Record):
                ends = ["target", "holder"] if issubclass(model, Record) else ["target"]
                for hides, state in product(ends, STATES):
                    yield Case(model, field, hides, state)


def generic_relations():
    """The names of relations that lead to rows of any kind, records among them."""
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("apps.")
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    }


class Hidden:
    """One record or row for each case, tied to public records.

    `public` is one public record of each kind by its model. `records` are all that are
    hidden, `holders` the public ones that name them, where they are wanted.
    """

    def __init__(self, public, *, holders=True):
        self.public, self.now = public, timezone.now()
        self.records, self.holders = [], []
        for case in cases():
            if holders or case.hides == "holder" or not issubclass(case.model, Record):
                self._add(case)

    def _add(self, case):
        target = self.public[case.field.related_model]
        if case.hides == "target":
            target = self._record(case.field.related_model, case)
        ties = {case.field.name: target}
        if case.field.name == "successor":
            ties["ending"] = Record.Ending.MERGED
        if case.hides == "holder":
            self._record(case.model, case, **ties)
        elif issubclass(case.model, Record):
            self._holder(case, ties)
        else:
            self._part(case.model, case.word, **ties)

    def _record(self, model, case, **values):
        """A hidden record, and what a public source says of it."""
        values |= STATES[case.state](self.now)
        record = self._made(model, case.word, **values)
        if isinstance(record, CitedRecord):
            self._claims(case.word, record=record)
        self.records.append(record)
        return record

    def _holder(self, case, ties):
        """A public record; one that was merged is withdrawn."""
        word = case.word.removeprefix("Un").capitalize()
        merged = case.field.name == "successor"
        status = Status.WITHDRAWN if merged else Status.PUBLISHED
        self.holders.append(self._made(case.model, word, status=status, **ties))

    def _part(self, model, word, **values):
        """A row that is no record, and what a public source says of it."""
        if model is PublicationFile:
            name = word.lower()[: PublicationFile._meta.get_field("name").max_length]
            add_file(values["publication"], name, pages=1, text=word)
            return
        if model is Claim:
            values["record"] = self.public[Group]
        part = self._made(model, word, **values)
        if isinstance(part, CitedFact):
            for name in {"group", "member"} & {f.name for f in model._meta.fields}:
                self._claims(word, record=getattr(part, name), fact=part)

    def _claims(self, word, **about):
        """Two claims that differ."""
        for value in [word, f"{word} too"]:
            factories.ClaimFactory(source=self.public[Source], value=value, **about)

    def _made(self, model, word, **values):
        values = self._texts(model, word) | self._ends(model, word) | values
        many = {
            field.name: values.pop(field.name)
            for field in model._meta.many_to_many
            if field.name in values
        }
        row = FACTORIES.get(model, model.objects.create)(**values)
        for name, other in many.items():
            getattr(row, name).add(other)
        return row

    def _texts(self, model, word):
        """The word in every text, small in addresses; the first choice where one must be."""
        texts = {}
        for field in model._meta.fields:
            fits = not field.max_length or len(word) <= field.max_length
            if field.name in ["withdrawal_reason", *BLANK.get(model, [])]:
                continue
            if isinstance(field, models.SlugField):
                texts[field.name] = word.lower()
            elif field.choices and not field.blank and not field.has_default():
                texts[field.name] = field.flatchoices[0][0]
            elif type(field) in TEXTS and fits and not field.choices:
                texts[field.name] = word
        return texts

    def _ends(self, model, word):
        """Public records at the other relations of a row, and a person of that name."""
        ends = {
            field.name: self.public[field.related_model]
            for field in model._meta.fields
            if field.related_model in self.public and field.related_model is not model
        }
        if any(field.related_model is Person for field in model._meta.fields):
            ends["person"] = factories.PersonFactory(slug=word.lower(), name=word)
        return ends
