"""Reading the claims of a fixture row: the short form and the long one.

The short form, `sources`, names for each statement the sources that support what the row
says of it. The long form, `claims`, holds what a source says in its own words.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from .fixture_state import CLAIM_FIELDS
from .models import Claim
from .statements import Statement

LONG_KEYS = {"source", *CLAIM_FIELDS}


def cited_slugs(row):
    """The slugs of all sources that a row and the rows of its parts name."""
    if not isinstance(row, dict):
        return set()
    short = row.get("sources")
    named = [short.values()] if isinstance(short, dict) else []
    slugs = {slug for lists in named for slugs in lists for slug in slugs or []}
    for key, rows in row.items():
        for child in rows if isinstance(rows, list) else []:
            slugs |= cited_slugs(child)
            if key == "claims" and isinstance(child, dict):
                slugs.add(child.get("source"))
    return slugs


class ClaimRows:
    """Gathers the claims of many rows and writes them together."""

    def __init__(self, sources, problem):
        self.sources = sources  # slug: Source
        self.problem = problem
        self.pending = []
        self.statements = {}  # of the records and parts that the claims are about

    def replace(self, record, row):
        """The claims of a record's row, in place of those it had."""
        record.claims.filter(fact_id=None).delete()
        self._take(record, row, self._about(record), row["slug"])

    def replace_fact(self, record, fact, row, where):
        """The claims of a part of a record."""
        about = self._about(record) | {
            "fact_type": ContentType.objects.get_for_model(fact),
            "fact_id": fact.pk,
        }
        self._take(fact, row, about, where)

    def _take(self, stated, row, about, where):
        short = row.get("sources") or {}
        if not isinstance(short, dict):
            self.problem(where, "sources", "must be statements, each with sources")
            short = {}
        for field, slugs in short.items():
            self._short(stated, field, slugs, about, where)
        for claim_row in row.get("claims") or []:
            self._long(stated, claim_row, about, where)

    def save(self):
        """Write what was gathered; those of special rank one by one, to be checked."""
        plain = []
        for claim, where in self.pending:
            try:
                claim.clean_fields(exclude=["source", "content_type", "fact_type"])
                claim.clean()
                if claim.rank != Claim.Rank.NORMAL:
                    claim.validate_constraints()
                    claim.save()
                else:
                    claim.complete()
                    plain.append(claim)
            except ValidationError as error:
                for message in error.messages:
                    self.problem(where, f"claims: {claim.field}", message)
        Claim.objects.bulk_create(plain)
        for where, statement in self.statements.values():
            for message in statement.breaches():
                self.problem(where, f"claims: {statement.name}", message)

    def _about(self, record):
        return {
            "content_type": ContentType.objects.get_for_model(record),
            "object_id": record.pk,
        }

    def _short(self, stated, field, slugs, about, where):
        if field not in stated.STATEMENTS:
            self.problem(
                where, f"sources: {field}", "is not a statement of this record"
            )
            return
        if not isinstance(slugs, list):
            self.problem(where, f"sources: {field}", "must be a list of sources")
            return
        for slug in slugs:
            self._add(
                stated, slug, where, about, field=field, reading=stated.reading(field)
            )

    def _long(self, stated, row, about, where):
        if not isinstance(row, dict):
            self.problem(where, "claims", "must be mappings")
            return
        for unknown in set(row) - LONG_KEYS:
            self.problem(where, f"claims: {unknown}", "is not a field of a claim")
        values = {
            key: value or ""
            for key, value in row.items()
            if key in LONG_KEYS - {"source"}
        }
        if "source" not in row or "field" not in row:
            self.problem(where, "claims", "each needs a source and a field")
            return
        saying = values.get("value") or values.get("reading")
        if not saying and values["field"] in stated.STATEMENTS:
            values["reading"] = stated.reading(values["field"])
        self._add(stated, row["source"], where, about, **values)

    def _add(self, stated, slug, where, about, **values):
        source = self.sources.get(slug)
        if source is None:
            self.problem(where, "sources", f"there is no source “{slug}”")
            return
        claim = Claim(source=source, **about, **values)
        self.pending.append((claim, where))
        if claim.field in stated.STATEMENTS:
            _where, statement = self.statements.setdefault(
                (id(stated), claim.field),
                (where, Statement(about=stated, name=claim.field)),
            )
            statement.claims.append(claim)
