"""Reading the claims of a fixture row: the short form and the long one."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from .fixture_state import CLAIM_FIELDS
from .models import Claim

LONG_KEYS = {"source", *CLAIM_FIELDS}


class ClaimRows:
    """Gathers the claims of many rows and writes them together."""

    def __init__(self, sources, problem):
        self.sources = sources  # slug: Source
        self.problem = problem
        self.pending = []

    def replace(self, record, row):
        """The claims of a record's row, in place of those it had."""
        record.claims.filter(fact_id=None).delete()
        about = self._about(record)
        short = row.get("sources") or {}
        if not isinstance(short, dict):
            self.problem(
                row["slug"], "sources", "must be statements, each with sources"
            )
            short = {}
        for field, slugs in short.items():
            self._short(record, field, slugs, about, row["slug"])
        for claim_row in row.get("claims") or []:
            self._long(claim_row, about, row["slug"])

    def replace_fact(self, record, fact, row, where):
        """The claims of a part, which states one thing only."""
        about = self._about(record) | {
            "fact_type": ContentType.objects.get_for_model(fact),
            "fact_id": fact.pk,
        }
        (field,) = fact.STATEMENTS
        self._short(fact, field, row.get("sources") or [], about, where)
        for claim_row in row.get("claims") or []:
            self._long({"field": field} | dict(claim_row), about, where)

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
                    claim.reading = claim.reading or claim.value
                    plain.append(claim)
            except ValidationError as error:
                for message in error.messages:
                    self.problem(where, f"claims: {claim.field}", message)
        Claim.objects.bulk_create(plain)

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
        value, reading = stated.stated(field)
        for slug in slugs:
            self._add(slug, where, about, field=field, value=value, reading=reading)

    def _long(self, row, about, where):
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
        self._add(row["source"], where, about, **values)

    def _add(self, slug, where, about, **values):
        source = self.sources.get(slug)
        if source is None:
            self.problem(where, "sources", f"there is no source “{slug}”")
            return
        self.pending.append((Claim(source=source, **about, **values), where))
