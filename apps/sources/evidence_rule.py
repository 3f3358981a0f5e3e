"""One value, one reason: what every change of a record passes before it is kept.

1. The value follows a claim that is newly preferred, or newly read.
2. A source that is named for what changes becomes a claim.
3. Evidence given for an earlier value becomes history.
4. What has left its evidence is refused where the record is public or about to be; in a
   draft it only blocks publishing.
5. A record whose statements or claims have changed is known as of today.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone

from apps.records.evidence_results import Fault, Settled, Unsettled
from apps.records.transitions import needs_note

from .statements import statements_of


@dataclass
class Before:
    """What a record said and followed before a change, by statement."""

    values: dict = field(default_factory=dict)
    followed: dict = field(default_factory=dict)  # (key of the claim, its reading)
    breaches: set = field(default_factory=set)
    # What it says itself, own words included, and what its claims say.
    content: tuple = ()


def evidence_of(records):
    """{key of a record: its Before}."""
    return {
        key: Before(
            {s.key: s.value for s in statements},
            {s.key: _followed(s) for s in statements},
            {message for s in statements for message in s.breaches()},
            _content(statements),
        )
        for key, statements in gather(records).items()
    }


def settle_all(records, before, named=()):
    """Settle changed records of one kind. Writes claims and parts; returns a Settled."""
    settled, sources = Settled(), defaultdict(list)
    for source in named:
        sources[source.record.pk].append(source)
    statements = gather(records)
    for record in records:
        was = before.get(record.pk, Before())
        settlement = Settlement(record, statements[record.pk], was)
        if faults := settlement.run(sources[record.pk]):
            settled.refused[record.pk] = Unsettled(record, faults)
        settled.columns |= settlement.columns
        settled.followed |= settlement.followed
    return settled


def gather(records):
    """{key of a record: its Statements}, in a number of queries that is fixed.

    The record's own columns are as they stand in it, all else as in the database.
    """
    if not records:
        return {}
    model, keys = type(records[0]), {record.pk: record for record in records}
    _read_again(records, {name for made in model.MADE_OF.values() for name in made})
    parts = defaultdict(list)
    for relation in model.part_relations().values():
        owner = relation.field
        rows = relation.related_model.objects.filter(**{f"{owner.name}__in": keys})
        for part in rows:
            key = getattr(part, owner.attname)
            setattr(part, owner.name, keys[key])
            parts[key].append(part)
    claims = defaultdict(list)
    for claim in _claim_model(model).objects.about(model, keys):
        claims[claim.object_id].append(claim)
    return {
        key: statements_of(record, claims[key], parts[key])
        for key, record in keys.items()
    }


def _read_again(records, names):
    """Read relations anew that may have been read before they changed."""
    model = type(records[0])
    for name in sorted(names):
        if model._meta.get_field(name).is_relation:
            for record in records:
                getattr(record, "_prefetched_objects_cache", {}).pop(name, None)
            prefetch_related_objects(records, name)


def _claim_model(model):
    return model._meta.get_field("claims").related_model


def _content(statements):
    """(what some statements say, what their claims say), to tell whether any changed."""
    return (
        {statement.key: statement.content for statement in statements},
        {
            (c.pk, c.source_id, c.value, c.reading, c.rank, c.differs, c.locator)
            for statement in statements
            for c in statement.claims
        },
    )


def _followed(statement):
    claim = statement.preferred
    return claim and (claim.pk, claim.reading)


class Settlement:
    """Settles one record; `columns` are those of its own that this has set."""

    def __init__(self, record, statements, before):
        self.record, self.before = record, before
        self.statements = {statement.key: statement for statement in statements}
        self.columns, self.followed, self.faults = set(), {}, []

    def run(self, named):
        """Settle it; returns the faults for which it is refused."""
        for statement in self.statements.values():
            self._follow(statement)
        if self.faults:
            return self.faults
        for source in named:
            self._name(source)
        for statement in self.statements.values():
            self._supersede(statement)
        if self.before.content != _content(self.statements.values()):
            self.record.known_on = timezone.localdate()
            self.columns.add("known_on")
        return self.faults

    def _fault(self, statement, message, question=""):
        self.faults.append(Fault(statement.key, message, question or message))

    def _follow(self, statement):
        """Let the value follow a claim that is newly preferred, or newly read."""
        claim, about = statement.preferred, statement.about
        was = self.before.values.get(statement.key)
        if (
            was is None
            or claim is None
            or claim.reading == statement.value
            or self.before.followed[statement.key] == _followed(statement)
            or not about.is_compared(statement.name)
        ):
            return
        column = about.concrete(statement.name)
        if statement.value != was or column is None:
            self._fault(statement, statement.left([claim]))
            return
        try:
            setattr(about, column.attname, column.clean(claim.reading, about))
            about.clean()
        except ValidationError as error:
            self._fault(statement, f"{statement.cited(claim)} {error.messages[0]}")
            return
        self.followed[claim.pk] = [*statement.key, was]
        if about is self.record:
            self.columns.add(column.name)
        else:
            about.save()

    def _name(self, named):
        """Make a claim of a source that is named, for each statement it is named for."""
        key = named.about.statement_key
        own = [s for s in self.statements.values() if s.key[:2] == key]
        if named.statements:
            chosen = [s for s in own if s.name in named.statements]
        else:
            said = [s for s in own if s.about.says(s.name)]
            chosen = [s for s in said if self._is_new(s)] or said
        for statement in chosen:
            if needs_note(self.record) and not named.source.is_public:
                self._fault(statement, statement.unseen(named.source))
            else:
                self._claim(statement, named)

    def _is_new(self, statement):
        return self.before.values.get(statement.key) != statement.value

    def _claim(self, statement, named):
        value = statement.value
        for claim in statement.live:
            if claim.source_id == named.source.pk and claim.locator == named.where:
                if claim.reading == value:
                    self._quote(claim, named.words)
                    return
                # The same place of the same source has been read again.
                self._outdate(claim)
        denying = [c for c in statement.live if c.value and c.reading != value]
        former = statement.preferred
        if former and former.reading != value:
            named.outranked.append(former.pk)
            former.rank = former.Rank.NORMAL
            former.save()
        rank = (
            "preferred" if value and denying and not statement.preferred else "normal"
        )
        part_type, part = statement.about.statement_key
        claim = _claim_model(type(self.record)).objects.create(
            source=named.source,
            content_type=ContentType.objects.get_for_model(self.record),
            object_id=self.record.pk,
            fact_type_id=part_type,
            fact_id=part,
            field=statement.name,
            value=named.words,
            reading=value,
            locator=named.where,
            rank=rank,
        )
        named.made.append(claim.pk)
        statement.claims.append(claim)

    def _quote(self, claim, words):
        if words and claim.value != words:
            claim.value = words
            claim.save()

    def _supersede(self, statement):
        """Make history of support for an earlier value; then look what is left."""
        value, was = statement.value, self.before.values.get(statement.key)
        left = []
        for claim in (
            statement.claims if statement.about.is_compared(statement.name) else []
        ):
            if claim.superseded_on and claim.reading == value:
                claim.superseded_on = None
                claim.save()
            elif claim.is_live and not claim.value and claim.reading == was != value:
                self._outdate(claim)
                left.append(claim)
        if not needs_note(self.record):
            return
        denials = statement.denials
        for message in statement.breaches():
            if message not in self.before.breaches:
                asks = denials and message == statement.left(denials)
                self._fault(statement, message, asks and statement.question(denials))
        if left and value and not statement.live:
            self._fault(statement, statement.left(left), statement.question(left))

    def _outdate(self, claim):
        claim.superseded_on, claim.rank = timezone.localdate(), claim.Rank.NORMAL
        claim.save()
