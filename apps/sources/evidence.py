"""What stands behind the page of a record: its points, and the sources of each.

A point is what a reader can point at: a statement of the record, or one of its parts
(a seat, a figure) with all that part states.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.functional import cached_property

from .anchors import anchor_of_statement, anchors_of_parts
from .statements import Statement
from .wording import in_words


@dataclass(eq=False)
class SourceNote:
    """One numbered source of a page, with all it says there."""

    number: int
    source: object
    voices: list = field(default_factory=list)


@dataclass(eq=False)
class Voice:
    """What one source says of one record, or of one point of its page."""

    claims: list = field(default_factory=list)
    note: SourceNote | None = None
    point: "Point | None" = None

    @property
    def told(self):
        """The claims that stand on a line of their own: those with a value or a reason."""
        return [claim for claim in self.claims if self._is_told(claim)]

    @property
    def supporting(self):
        """The claims that only back the record, without saying it."""
        return [
            claim
            for claim in self.claims
            if not claim.superseded_on and not self._is_told(claim)
        ]

    @property
    def former(self):
        """The claims given for an earlier value."""
        return [claim for claim in self.claims if claim.superseded_on]

    def _is_told(self, claim):
        words = claim.value or claim.reason or claim.differs
        return bool(words) and not claim.superseded_on


@dataclass(eq=False)
class Point:
    """A statement of the record, or a part of it with all its statements, on a page."""

    anchor: str
    about: object
    statements: list
    voices: list = field(default_factory=list)

    @property
    def is_part(self):
        return bool(self.about.evidence_key[0])

    @cached_property
    def label(self):
        """What it is, in the reader's words."""
        return self.about.caption if self.is_part else self.statements[0].name_label

    @property
    def value(self):
        """What the record says, where it is short and the label does not hold it."""
        if self.is_part:
            return ""
        name = self.statements[0].name
        value = in_words(type(self.about), name, self.about.reading(name))
        # What a record is called has a form in the reader's language.
        return self.about.heading if value and name in {"name", "title"} else value

    @property
    def last_shown(self):
        """The latest date at which a part without an end is shown to hold; or blank."""
        return getattr(self.about, "last_shown", "") if self.is_part else ""

    @property
    def numbers(self):
        """The numbers of its sources, as one line."""
        return ", ".join(f"{voice.note.number}" for voice in self.voices)

    @cached_property
    def contested(self):
        return [statement for statement in self.statements if statement.contested]

    @cached_property
    def unsourced(self):
        return [statement for statement in self.statements if statement.is_unsourced]

    @property
    def is_shown(self):
        """Whether there is anything to point at."""
        return bool(self.voices or self.unsourced)


class Evidence:
    """The points of a record's page, their sources numbered as the page first marks them.

    Takes the claims about the record and its parts, best rank first.
    """

    def __init__(self, record, claims):
        self.record = record
        self.notes = {}
        self.points = {}
        self._claims = defaultdict(list)
        self._anchors = {}
        for claim in claims:
            part = (claim.stated, claim.fact_id) if claim.fact_id else (None, None)
            self._claims[(*part, claim.field)].append(claim)

    def place(self, parts):
        """Give each part that the page shows its place; returns the parts."""
        self._anchors |= anchors_of_parts(parts)
        return parts

    def statement(self, name, part=None):
        """What sources say of one statement of the record or of a part."""
        about = part or self.record
        return Statement(self._claims.get((*about.evidence_key, name), []), about, name)

    def point(self, name="", part=None):
        """The point of the statement `name`, or of a part with all it states."""
        about = part or self.record
        key = (*about.evidence_key, name)
        if key not in self.points:
            self.points[key] = self._make_point(about, name)
        return self.points[key]

    def _make_point(self, about, name):
        anchor = anchor_of_statement(name)
        if about is not self.record:
            if about.evidence_key not in self._anchors:
                self.place([about])
            anchor = self._anchors[about.evidence_key]
        names = [name] if name else about.STATEMENTS
        part = None if about is self.record else about
        point = Point(anchor, about, [self.statement(each, part) for each in names])
        voices = {}
        for statement in point.statements:
            statement.place = anchor
            for claim in statement.claims:
                if claim.source_id not in voices:
                    note = self._note(claim.source)
                    voices[claim.source_id] = Voice([], note, point)
                    note.voices.append(voices[claim.source_id])
                voices[claim.source_id].claims.append(claim)
        point.voices = sorted(voices.values(), key=lambda voice: voice.note.number)
        return point

    def _note(self, source):
        if source.pk not in self.notes:
            self.notes[source.pk] = SourceNote(len(self.notes) + 1, source)
        return self.notes[source.pk]

    @property
    def rest(self):
        """Points of the record that its page has marked nowhere."""
        unmarked = [
            name
            for name in self.record.STATEMENTS
            if (*self.record.evidence_key, name) not in self.points
        ]
        return [point for name in unmarked if (point := self.point(name)).is_shown]

    @property
    def shown(self):
        """Every point that a page has marked, in its order."""
        return [point for point in self.points.values() if point.is_shown]

    @property
    def all_notes(self):
        """Every source of the page by its number."""
        return list(self.notes.values())

    @property
    def newest(self):
        """The source that is certainly the newest, None where none has a date."""
        sources = {
            claim.source_id: claim.source
            for claims in self._claims.values()
            for claim in claims
            if claim.source.date_earliest
        }
        return max(sources.values(), key=lambda s: s.date_earliest, default=None)

    @property
    def contested(self):
        """The statements on which sources differ."""
        return [s for point in self.points.values() for s in point.contested]

    @property
    def stated(self):
        """How many statements the page makes that need a source."""
        return sum(
            statement.is_made
            for point in self.points.values()
            for statement in point.statements
        )

    @property
    def unsourced(self):
        """How many of them have none."""
        return sum(len(point.unsourced) for point in self.points.values())
