"""A walk over the whole public record: does every value stand on its evidence?"""

from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from apps.records.publish_checks import Level

from .models import CitedFact, CitedRecord, Claim
from .models.cited import claims_about
from .statements import statements_of


class RecordCheck:
    """Breaches of the rules of evidence, and how many statements have no source.

    A breach is a sentence that names the record, and the statement and source at fault.
    """

    def __init__(self):
        self.breaches = []
        self.unsourced = Counter()  # of statements, by (kind, statement)
        self.statements = 0

    def run(self):
        """Walk every public record that can be cited; returns itself."""
        for model in CitedRecord.__subclasses__():
            for record in model.objects.public().order_by("pk"):
                self._check(record)
        self._find_orphans()
        return self

    def _check(self, record):
        name = f"{capfirst(record._meta.verbose_name)} “{record}” ({record.slug})"
        claims = list(claims_about(record))
        said = [f.message for f in record.findings() if f.level == Level.BLOCKING]
        said += [
            message
            for row in [record, *record.cited_parts, *claims]
            for message in invalid(row)
        ]
        self.breaches += [f"{name}: {message}" for message in dict.fromkeys(said)]
        for statement in statements_of(record, claims):
            self.statements += statement.about.says(statement.name)
            if statement.is_unsourced:
                about = statement.about._meta.model_name
                self.unsourced[about, statement.name] += 1

    def _find_orphans(self):
        """Claims about records or parts that are gone."""
        for model, kind, number in [
            *((m, "content_type", "object_id") for m in CitedRecord.__subclasses__()),
            *((m, "fact_type", "fact_id") for m in CitedFact.__subclasses__()),
        ]:
            claims = Claim.objects.filter(
                **{kind: ContentType.objects.get_for_model(model)}
            )
            gone = claims.exclude(**{f"{number}__in": model._base_manager.values("pk")})
            self.breaches += [
                f"Claim {claim.pk} of “{claim.source}” is about a "
                f"{model._meta.verbose_name} that is gone."
                for claim in gone.select_related("source")
            ]


def invalid(row):
    """The messages of everything a row's own validation has against it."""
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        return [f"{capfirst(row._meta.verbose_name)}: {m}" for m in error.messages]
    return []
