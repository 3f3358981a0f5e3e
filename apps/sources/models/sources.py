"""Documents and pages that say something."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Aggregate, Count, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.date_limits import FIRST_PROCESS_YEAR
from apps.core.dates import EarliestDay, EDTFField, LatestDay, PastDayField
from apps.core.languages import in_language
from apps.records.addresses import record_address
from apps.records.models import Record, RecordQuerySet

MAX_NAMED = 5  # statements in one message


class JoinedLines(Aggregate):
    """The values of a text column as lines of one text."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, CHR(10))"
    output_field = models.TextField()

    def as_sqlite(self, compiler, connection, **extra):
        template = "GROUP_CONCAT(%(expressions)s, CHAR(10))"
        return self.as_sql(compiler, connection, template=template, **extra)


class SourceQuerySet(RecordQuerySet):
    def with_other_urls(self):
        """Each with its `other_urls` as lines, None where it has one address only."""
        rows = SourceAddress.objects.filter(source=OuterRef("pk")).order_by()
        lines = rows.values("source").annotate(lines=JoinedLines("url"))
        return self.annotate(other_urls=Subquery(lines.values("lines")))

    def with_claim_count(self, claims=None):
        """Each with the number of its claims, or of those that are among `claims`."""
        among = None if claims is None else Q(claims__in=claims)
        count = Count("claims", filter=among)
        # Counting drops the default order, which paging needs.
        return self.annotate(claim_count=count).order_by(Lower("title"), "pk")


class Source(Record):
    """A document or page that says something about the Bali Process."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Official page of the Bali Process")
        GOVERNMENT = "government", _("Government or ministry")
        ORGANISATION = "organisation", _("International organisation")
        PRESS = "press", _("News report")
        ACADEMIC = "academic", _("Academic or expert work")
        MIRROR = "mirror", _("Copy kept elsewhere")
        DEVELOPER = "developer", _("Developer copy of the official site")
        REFERENCE = "reference", _("Encyclopedia or reference page")
        DOCUMENT = "document", _("Document of the founding collection")
        OTHER = "other", _("Other page")

    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(
        _("language"),
        max_length=3,
        blank=True,
        default="en",
        validators=[RegexValidator(r"^[a-z]{2,3}$")],
        help_text=_("The code of the language it speaks: en, id."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(
        _("web address"),
        max_length=600,
        blank=True,
        help_text=_("Where it was seen. Blank for a document that is not online."),
    )
    date = EDTFField(_("date"), blank=True)
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    seen_on = PastDayField(
        _("last accessed"),
        first_year=FIRST_PROCESS_YEAR,
        null=True,
        blank=True,
        help_text=_("The day somebody last accessed it."),
    )
    description = models.TextField(
        _("what it is"),
        blank=True,
        help_text=_("In our own words: what it is, and how far it can be trusted."),
    )
    description_ind = models.TextField(_("what it is (Indonesian)"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return record_address("sources:source", self.slug)

    def objections_to_withdrawal(self):
        """The statements of public records that follow it."""
        followed = self.claims.filter(rank="preferred").about_public_records()
        return [
            gettext(
                "“%(record)s”: %(what)s follows the source “%(source)s”. Name another first."
            )
            % {"record": claim.record, "what": claim.field_label, "source": self}
            for claim in followed.with_records()[:MAX_NAMED]
        ]

    @property
    def heading(self):
        """The title, which is in the language of the source."""
        return in_language(self.title, self.language)


class SourceAddress(models.Model):
    """Another web address of the same text: a copy, a new site, an archive."""

    # CASCADE: an address leads to its source and to nothing else.
    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="addresses"
    )
    url = models.URLField(_("web address"), max_length=600)

    class Meta:
        ordering = ["url"]
        verbose_name = _("other address")
        verbose_name_plural = _("other addresses of the same text")
        constraints = [
            models.UniqueConstraint(
                name="source_has_each_address_once",
                fields=["source", "url"],
                violation_error_message=_("This source already has this address."),
            )
        ]

    def __str__(self):
        return self.url
