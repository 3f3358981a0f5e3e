"""Abstract models that every record type is made of."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .dates import EarliestDay, EDTFField, LatestDay, format_edtf, set_bounds


class RecordQuerySet(models.QuerySet):
    def public(self, now=None):
        """What anybody may see at this moment: the one rule every outlet keeps.

        A scheduled record appears and disappears at its minute even where no
        command has run since.
        """
        now = now or timezone.now()
        shown = Q(status=Record.Status.PUBLISHED) | Q(
            status=Record.Status.SCHEDULED, publish_at__lte=now
        )
        return self.filter(shown).exclude(withdraw_at__lte=now)

    def reachable(self, now=None):
        """Public records, and withdrawn ones whose page keeps a notice."""
        now = now or timezone.now()
        return self.filter(
            Q(pk__in=self.public(now).values("pk"))
            | Q(status=Record.Status.WITHDRAWN)
            | Q(
                withdraw_at__lte=now,
                status__in=[Record.Status.PUBLISHED, Record.Status.SCHEDULED],
            )
        )


class Record(models.Model):
    """Something the portal publishes at an address that never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_("The last part of the address. Never change it once published."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=True
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("For a scheduled record: the moment it appears."),
    )
    withdraw_at = models.DateTimeField(
        _("withdraw at"),
        null=True,
        blank=True,
        help_text=_("The moment it disappears, if it is to."),
    )
    withdrawal_reason = models.CharField(
        _("reason for withdrawal"),
        max_length=300,
        blank=True,
        help_text=_("Shown to the public in place of the record."),
    )
    checked_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day somebody last compared this record with its sources."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(inherit=True, excluded_fields=["created_at"])

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        set_bounds(self)

    @property
    def is_public(self):
        """Whether anybody may see this record now; the same rule as `public()`."""
        now = timezone.now()
        shown = self.status == self.Status.PUBLISHED or (
            self.status == self.Status.SCHEDULED
            and self.publish_at is not None
            and self.publish_at <= now
        )
        return shown and not (self.withdraw_at and self.withdraw_at <= now)


def local(record, name):
    """A text of a record in the reader's language, English where it has no other.

    English lives in the column `name`, Bahasa Indonesia in `name_ind`.
    """
    if get_language() == "id":
        return getattr(record, f"{name}_ind", "") or getattr(record, name)
    return getattr(record, name)


class Standing(models.TextChoices):
    """How surely the record knows that something held on a given day."""

    DOCUMENTED = "documented", pgettext_lazy("standing", "Documented")
    POSSIBLE = "possible", pgettext_lazy("standing", "Possible")
    NO = "no", pgettext_lazy("standing", "No")


class PeriodQuerySet(models.QuerySet):
    def as_of(self, day: dt.date):
        """Each row with its `standing` on a day.

        Documented: it had begun by then whatever the doubt about its start, and
        had not ended whatever the doubt about its end; no recorded end means none.
        No: it had certainly not begun, or had certainly ended. Possible: the
        record does not say.
        """
        began = Q(since_latest__lte=day)
        not_ended = Q(until_earliest__isnull=True) | Q(until_earliest__gte=day)
        return self.annotate(
            standing=Case(
                When(began & not_ended, then=Value(Standing.DOCUMENTED)),
                When(
                    Q(since_earliest__gt=day) | Q(until_latest__lt=day),
                    then=Value(Standing.NO),
                ),
                default=Value(Standing.POSSIBLE),
                output_field=models.CharField(),
            )
        )

    def standing_on(self, day: dt.date):
        """Rows documented or possible on a day; those certainly not are left out."""
        return self.as_of(day).exclude(standing=Standing.NO)


class Period(models.Model):
    """Something that held from one time until another, either often unknown.

    An interval in `since` or `until` is one unknown day within it.
    """

    since = EDTFField(
        _("since"),
        blank=True,
        help_text=_(
            "When it began: 2013-04-01, 2011-10, 2015. Not known exactly: the span it "
            "must lie in, 2017-08/2019-07. Blank: not recorded."
        ),
    )
    since_earliest = EarliestDay("since")
    since_latest = LatestDay("since")
    until = EDTFField(
        _("until"),
        blank=True,
        help_text=_("When it ended, as above. Blank: no end is recorded."),
    )
    until_earliest = EarliestDay("until")
    until_latest = LatestDay("until")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=Q(since_earliest__isnull=True)
                | Q(until_latest__isnull=True)
                | Q(until_latest__gte=F("since_earliest")),
                violation_error_message=_("A period cannot end before it starts."),
            )
        ]

    def clean(self):
        super().clean()
        set_bounds(self)
        # Said here too: a form cannot check a constraint on columns it does not show.
        if (
            self.since_earliest
            and self.until_latest
            and self.until_latest < self.since_earliest
        ):
            raise ValidationError({"until": _("A period cannot end before it starts.")})

    @property
    def span(self):
        """The period in the reader's words: 'since 2015', '2018 – 2019', and where a
        start or end is one unknown day of a span, 'began between 2014 and May 2015'."""
        since, until = (
            format_edtf(text, moment=True) for text in [self.since, self.until]
        )
        if not since and not until:
            return gettext("period not recorded")
        if "/" in f"{self.since}{self.until}":
            began = gettext("began %(day)s") % {"day": since} if since else ""
            ended = gettext("ended %(day)s") % {"day": until} if until else ""
            return ", ".join(part for part in [began, ended] if part)
        if since and until:
            return since if since == until else f"{since} – {until}"
        if since:
            return gettext("since %(day)s") % {"day": since}
        return gettext("until %(day)s") % {"day": until}


class LedgerEntry(models.Model):
    """What the loader last put into the database under one key of the fixtures.

    `source_digest` is of the fixture's row, `state_digest` of what stood in the
    database right after loading it: where that has changed, staff have been at it.
    """

    key = models.CharField(max_length=200, unique=True)
    source_digest = models.CharField(max_length=64)
    state_digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")

    def __str__(self):
        return self.key
