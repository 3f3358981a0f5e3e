"""A record's claims for display: numbered source notes, statements, disagreements."""

from collections import defaultdict
from dataclasses import dataclass, field

from .statements import Statement


@dataclass(eq=False)
class SourceNote:
    """One numbered source of a page, with the claims it makes there."""

    number: int
    source: object
    claims: list = field(default_factory=list)

    @property
    def quoted(self):
        """The claims whose value is the source's own."""
        return once(claim for claim in self.claims if claim.value)

    @property
    def supporting(self):
        """The claims that bear out a text of the record, which is in our words."""
        return once(claim for claim in self.claims if not claim.value)


def once(claims):
    """The claims without those that say the same of another part, in the same place."""
    said = {}
    for claim in claims:
        said.setdefault((claim.field, claim.value, claim.locator), claim)
    return list(said.values())


class Evidence:
    """All claims about one record, their sources numbered as a page first marks them.

    Takes the claims of the record and its parts, best rank first. The key of a
    statement is the name of the part's model, its number, and the field.
    """

    def __init__(self, claims):
        self.notes = {}
        grouped = defaultdict(list)
        for claim in claims:
            part = claim.stated if claim.fact_id else None
            grouped[(part, claim.fact_id, claim.field)].append(claim)
        self.statements = {key: Statement(group) for key, group in grouped.items()}

    def marks(self, field, fact=None):
        """(notes, statement) for a statement of the record or of one of its parts."""
        statement = self.statement(field, fact)
        if statement is None:
            return [], None
        notes = dict.fromkeys(map(self._note, statement.claims))
        return sorted(notes, key=lambda note: note.number), statement

    def statement(self, field, fact=None):
        """What sources say of one statement, None where none says anything."""
        part = (None, None) if fact is None else (fact._meta.model_name, fact.pk)
        return self.statements.get((*part, field))

    def _note(self, claim):
        note = self.notes.get(claim.source_id)
        if note is None:
            note = self.notes[claim.source_id] = SourceNote(
                len(self.notes) + 1, claim.source
            )
        if claim not in note.claims:
            note.claims.append(claim)
        return note

    @property
    def all_notes(self):
        """Every source of the page; those no mark has called for come last."""
        for statement in self.statements.values():
            for claim in statement.claims:
                self._note(claim)
        return sorted(self.notes.values(), key=lambda note: note.number)

    @property
    def newest(self):
        """The newest dated source, None where none has a date."""
        sources = {
            claim.source_id: claim.source
            for statement in self.statements.values()
            for claim in statement.claims
            if claim.source.date_latest
        }
        return max(sources.values(), key=lambda s: s.date_latest, default=None)

    @property
    def contested(self):
        """The statements on which sources differ."""
        return [s for s in self.statements.values() if s.contested]
