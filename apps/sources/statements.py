"""A statement of a record with everything sources say of it, and the rule it must obey."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .anchors import anchor_of_statement


@dataclass
class Statement:
    """Everything sources say of one statement of one record or part.

    `about` is the record or part that makes the statement `name`; None where only what
    sources say of it is looked at. `place` is where it stands on the page of the record.
    """

    claims: list = field(default_factory=list)
    about: object = None
    name: str = ""
    place: str = ""

    @property
    def label(self):
        if self.about is None:
            return self.name_label
        label = self.name_label
        return f"{label}: {self.about}" if self.about.evidence_key[0] else label

    @property
    def name_label(self):
        """What is stated, without whom it is stated of: 'Since'."""
        if self.about is None:
            return str(self.claims[0].field_label)
        return str(self.about.STATEMENTS[self.name])

    @property
    def heading(self):
        """What is stated, and of which part, in the reader's words."""
        is_of_part = self.about is not None and self.about.evidence_key[0]
        label = self.name_label
        return f"{label}: {self.about.caption}" if is_of_part else label

    @property
    def live(self):
        """The claims that speak for or against the value of today."""
        return [claim for claim in self.claims if claim.is_live]

    @property
    def former(self):
        """The claims given for an earlier value, which vouch for nothing."""
        return [claim for claim in self.claims if claim.superseded_on]

    @property
    def contested(self):
        """Whether sources contradict each other, or the record does not follow one.

        The rule of `ClaimQuerySet.contested`.
        """
        saying = [c for c in self.claims if c.contradicts]
        not_followed = any(claim.rank == claim.Rank.DEPRECATED for claim in saying)
        return not_followed or len({claim.reading for claim in saying}) > 1

    @property
    def answers(self):
        """The claims that may contradict each other, in groups that say the same, the
        best-ranked group first."""
        groups = defaultdict(list)
        for claim in self.claims:
            if claim.contradicts:
                groups[claim.reading].append(claim)
        return list(groups.values())

    @property
    def preferred(self):
        """The claim the record follows, or None where none is preferred."""
        return next((c for c in self.claims if c.rank == c.Rank.PREFERRED), None)

    @property
    def is_made(self):
        """Whether the record states it, and needs a source for it."""
        return self.about.says(self.name)

    @property
    def is_unsourced(self):
        """Whether the record states something for which no live claim stands."""
        return self.is_made and not self.live

    @property
    def dispute_anchor(self):
        """Where on the page of the record a disagreement is laid out."""
        if self.claims[0].fact_id:
            return f"dispute-{self.place}-{anchor_of_statement(self.claims[0].field)}"
        return f"dispute-{self.place}"

    @property
    def key(self):
        """Which statement it is among those of one record."""
        return (*self.about.statement_key, self.name)

    @property
    def value(self):
        """What the record says, in canonical form; blank where it is not compared."""
        return self.about.reading(self.name)

    @property
    def denials(self):
        """The live claims the value has left: all say otherwise, or the preferred does."""
        if not self.about.is_compared(self.name):
            return []
        if self.preferred and self.preferred.reading != self.value:
            return [self.preferred]
        saying = [claim for claim in self.live if claim.reading]
        vouched = any(c.reading == self.value or self._is_variant(c) for c in saying)
        return saying if self.value and not vouched else []

    def breaches(self):
        """Messages for each way in which the record's value has left its evidence.

        The value shown must be the reading of the preferred claim; where none is
        preferred, of some live claim. A claim that is not followed must say something
        else, and one that is followed must be there for everybody to see.
        """
        found = [self.left(self.denials)] if self.denials else []
        if self.preferred and not self.preferred.source.is_public:
            found.append(self.unseen(self.preferred.source))
        return found + [
            _("%(what)s: the source “%(source)s” is not followed, and says the same.")
            % {"what": self.label, "source": claim.source.title}
            for claim in self.claims
            if self.value
            and claim.reading == self.value
            and claim.rank == claim.Rank.DEPRECATED
        ]

    def _is_variant(self, claim):
        """Whether it names the same thing by another name or spelling."""
        return claim.differs == claim.Difference.VARIANT

    def cited(self, claim):
        """The statement and the source of a claim on it: 'Dates (“Declaration”):'."""
        return f"{self.label} (“{claim.source.title}”):"

    def unseen(self, source):
        """That the record follows a source nobody may see."""
        return _(
            "%(what)s: the source “%(source)s” is not public. Publish it first, or "
            "name another."
        ) % {"what": self.label, "source": source.title}

    def left(self, claims):
        """That the value is not what these claims say."""
        said = "; ".join(f"{c.reading} (“{c.source.title}”)" for c in claims[:3])
        if not self.value:
            return _("%(what)s is blank here, but its source says %(said)s.") % {
                "what": self.label,
                "said": said,
            }
        return _(
            "%(what)s is %(value)s here, but its source says %(said)s. Name the source "
            "that says so, or follow the one there is."
        ) % {"what": self.label, "value": self.value, "said": said}

    def question(self, claims):
        """The same as a question to whoever has changed the value."""
        words = {
            "source": claims[0].source.title,
            "said": self.about.in_words(self.name, claims[0].reading),
            "value": self.about.in_words(self.name, self.value),
        }
        if not self.value:
            return _("The source “%(source)s” says %(said)s. Why is it blank?") % words
        return (
            _("The source “%(source)s” says %(said)s. Which source says %(value)s?")
            % words
        )


def statements_of(record, claims, parts=None):
    """The Statements of a record and its parts, with their claims.

    `claims` are those about the record; `parts` are its own, if they are at hand. A
    statement about a part that is gone is left out.
    """
    grouped = defaultdict(list)
    for claim in claims:
        grouped[claim.statement].append(claim)
    found = []
    for about in [record, *(record.cited_parts if parts is None else parts)]:
        key = about.statement_key
        found += [
            Statement(grouped.get((*key, name), []), about, name)
            for name in about.STATEMENTS
        ]
    return found
