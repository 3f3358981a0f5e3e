"""What sources say, statement by statement."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.core.date_limits import FIRST_PROCESS_YEAR
from apps.core.dates import EarliestDay, EDTFField, LatestDay, PastDayField
from apps.core.labels import CachedChoiceLabels
from apps.core.languages import in_language

from .claim_querysets import ClaimQuerySet, cited_models
from .sources import Source


class Claim(CachedChoiceLabels):
    """What one source says, or supports, of one statement of one record.

    The record's own field holds the value we show. A claim with a `value` holds what the
    source says, in its own form; without one, the source only supports the reading it was
    given for. A claim about a part of a record (a seat of a body, a figure) names that
    part as its fact.
    """

    class Difference(models.TextChoices):
        """Why a reading that differs from the record's contradicts nothing."""

        PRECISION = "precision", _("Precision: one source says more than the other")
        VARIANT = "variant", _("Variant: another spelling, name or numbering")
        SUCCESSION = "succession", _("Succession: each right at its time")

    class Rank(models.TextChoices):
        PREFERRED = "preferred", _("Preferred: the record follows it")
        NORMAL = "normal", _("Normal: no reason to doubt it")
        DEPRECATED = "deprecated", _("Deprecated: there is a reason not to follow it")

    # PROTECT: a source is evidence, and evidence outlives whoever tidies up.
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="claims",
        verbose_name=_("source"),
    )
    # CASCADE: a statement about nothing states nothing.
    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    fact_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    fact_id = models.PositiveBigIntegerField(null=True, blank=True)
    fact = GenericForeignKey("fact_type", "fact_id")
    field = models.CharField(
        _("statement"), max_length=40, help_text=_("What the source speaks of.")
    )
    value = models.CharField(
        _("value"),
        max_length=500,
        blank=True,
        help_text=_(
            "As the source gives it. Blank: it supports what the record says, without "
            "saying it in words."
        ),
    )
    reading = models.CharField(
        _("reading"),
        max_length=500,
        blank=True,
        help_text=_(
            "The same in the record's own form, such as 2011-03-29/2011-03-30, so that "
            "two sources can be compared. Blank: the value as it stands; for a source "
            "that only supports, what the record says now."
        ),
    )
    as_of = EDTFField(
        _("speaks of"),
        blank=True,
        help_text=_(
            "The time the source speaks of, where that is not its own date: a paper of "
            "2016 on who sat in a body in 2011."
        ),
    )
    as_of_earliest = EarliestDay("as_of")
    as_of_latest = LatestDay("as_of")
    differs = models.CharField(
        _("difference"),
        max_length=10,
        choices=Difference,
        blank=True,
        help_text=_(
            "Where its reading is another than the record's and yet contradicts nothing."
        ),
    )
    superseded_on = PastDayField(
        _("superseded on"),
        first_year=FIRST_PROCESS_YEAR,
        null=True,
        blank=True,
        help_text=_("The day the record's value changed from what this was given for."),
    )
    locator = models.CharField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_("Where in the source, such as “page heading” or “p. 4”."),
    )
    locator_ind = models.CharField(_("where (Indonesian)"), max_length=200, blank=True)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank, default=Rank.NORMAL)
    reason = models.CharField(
        _("reason"),
        max_length=500,
        blank=True,
        help_text=_(
            "For a deprecated claim: why the record does not follow it. For a preferred "
            "one where sources differ: why it does."
        ),
    )
    reason_ind = models.CharField(_("reason (Indonesian)"), max_length=500, blank=True)
    rank_order = models.GeneratedField(
        expression=models.Case(
            models.When(rank="preferred", then=0),
            models.When(rank="normal", then=1),
            default=2,
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["field", "rank_order", "pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "field"], name="claim_by_record"
            ),
            models.Index(fields=["fact_type", "fact_id"], name="claim_by_fact"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_preferred_claim_per_statement",
                fields=["content_type", "object_id", "field"],
                condition=Q(rank="preferred", fact_id__isnull=True),
                violation_error_message=_(
                    "Another claim is already the preferred one for this statement. "
                    "Give that one another rank first."
                ),
            ),
            models.UniqueConstraint(
                name="one_preferred_claim_per_statement_of_a_part",
                fields=["fact_type", "fact_id", "field"],
                condition=Q(rank="preferred", fact_id__isnull=False),
                violation_error_message=_(
                    "Another claim is already the preferred one for this statement. "
                    "Give that one another rank first."
                ),
            ),
            models.CheckConstraint(
                name="deprecated_claim_has_a_reason",
                condition=~Q(rank="deprecated", reason=""),
                violation_error_message=_(
                    "Say why the record does not follow this claim."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.value or self.reading}"

    def save(self, *args, **kwargs):
        self.complete()
        super().save(*args, **kwargs)

    def complete(self):
        """Fill in the reading: the value as it stands, else what the record says now."""
        if not self.reading:
            self.reading = self.value or self.about.reading(self.field)

    @property
    def about(self):
        """The record, or the part of it, that the claim speaks of."""
        return self.fact if self.fact_id else self.record

    @property
    def contradicts(self):
        """Whether it contradicts claims of the statement with another reading."""
        return bool(self.reading) and not self.differs and self.superseded_on is None

    @property
    def is_live(self):
        """Whether it speaks for or against the value of today."""
        return self.superseded_on is None and self.rank != Claim.Rank.DEPRECATED

    def clean(self):
        super().clean()
        model = self.content_type.model_class()
        stated = self.fact_type.model_class() if self.fact_type_id else model
        if self.field not in stated.STATEMENTS:
            raise ValidationError(
                {
                    "field": _("“%(field)s” is not a statement of a %(model)s.")
                    % {"field": self.field, "model": stated._meta.verbose_name}
                }
            )
        column = stated.concrete(self.field)
        if self.differs == Claim.Difference.VARIANT and (
            isinstance(column, EDTFField) or getattr(column, "choices", None)
        ):
            raise ValidationError(
                {"differs": _("Only names, titles and numbers have variants.")}
            )
        if isinstance(column, EDTFField) and self.rank != Claim.Rank.DEPRECATED:
            self._refuse_unclear_date(column)

    def _refuse_unclear_date(self, column):
        """A source may well err about a date; but nobody follows it where none can lie."""
        reading = self.reading or self.value
        try:
            for validator in column.validators if reading else []:
                validator(reading)
        except ValidationError as error:
            where = f"{self.field_label} (“{self.source.title}”)"
            said = [f"{where}: {message}" for message in error.messages]
            raise ValidationError({"reading": said}) from None

    @property
    def stated_model(self):
        """The model of the record, or of its part, that the claim speaks of."""
        if hasattr(self, "stated"):
            return cited_models()[self.stated]
        # By number, as the types are remembered so: a list of claims asks for none.
        stated = self.fact_type_id or self.content_type_id
        return ContentType.objects.get_for_id(stated).model_class()

    @property
    def field_label(self):
        """What the claim speaks of, in words: 'Dates', 'Seat'."""
        return self.stated_model.STATEMENTS.get(self.field, capfirst(self.field))

    @property
    def display_value(self):
        """The value: in the language of its source, but for our own word for a code."""
        if self.value != self.reading:
            with override("en"):
                ours = self.stated_model.choice_label(self.field, self.reading)
            if ours == self.value:
                return self.stated_model.choice_label(self.field, self.reading)
        return in_language(self.value, self.source.language)

    @property
    def statement(self):
        """The key of the statement this claim is about, among those of one record."""
        return (self.fact_type_id, self.fact_id, self.field)
