"""The abstract base of every kind of record."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from apps.core.date_limits import FIRST_PROCESS_YEAR
from apps.core.dates import PastDayField, set_bounds
from apps.core.scheduling import Scheduled
from apps.records.evidence_results import Settled
from apps.records.publish_checks import dates_out_of_range, near_duplicates

ADDRESS_IS_TAKEN = _(
    "Another record was published at this address, which still "
    "redirects to it. Choose another address."
)


def if_public(record):
    """A related record if it is public, else None."""
    return record if record is not None and record.is_public else None


class RecordQuerySet(models.QuerySet):
    def public(self, now=None):
        """What anybody may see now; the rule of every view, export and API.

        By the clock: a scheduled record is public from its minute on, whether or not
        `run_schedule` has run.
        """
        now = now or timezone.now()
        shown = Q(status=Record.Status.PUBLISHED) | Q(
            status=Record.Status.SCHEDULED, publish_at__lte=now
        )
        lasting = Q(withdraw_at=None) | Q(withdraw_at__gt=now)
        return self.filter(shown & lasting)

    def created_by(self, user):
        """Records created by a user."""
        first = self.model.history.filter(history_type="+", history_user=user)
        return self.filter(pk__in=first.values("id"))

    def due(self, now=None):
        """Records whose scheduled change is due but not yet stored in `status`."""
        now = now or timezone.now()
        return self.filter(
            Q(status=Record.Status.SCHEDULED, publish_at__lte=now)
            | Q(
                withdraw_at__lte=now,
                status__in=[Record.Status.PUBLISHED, Record.Status.SCHEDULED],
            )
        )


class Version(models.Model):
    """Base of historical records: adds the parts and relations of that version.

    `parts` is filled by `apps.records.versions`; null means the same as in the next
    version that has them, or as now.
    """

    parts = models.JSONField(null=True, editable=False)

    class Meta:
        abstract = True


class Record(Scheduled):
    """Something the portal publishes at a permanent address."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", _("Withdrawn: its page stays, with a notice")
        MERGED = "merged", _("Merged: its page redirects to another record")
        ERROR = "error", _("Published in error: its page says that it is gone")

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        help_text=_(
            "The last part of the address. If it changes later, the old "
            "address redirects to the new one permanently."
        ),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=True
    )
    withdrawal_reason = models.CharField(
        _("reason for withdrawal"),
        max_length=300,
        blank=True,
        help_text=_("Shown to the public in place of the record."),
    )
    ending = models.CharField(_("ending"), max_length=10, choices=Ending, blank=True)
    # PROTECT: readers of the merged record are sent to this one.
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("merged into"),
    )
    checked_on = PastDayField(
        _("last checked"),
        first_year=FIRST_PROCESS_YEAR,
        null=True,
        blank=True,
        help_text=_("The day somebody last compared this record with its sources."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(
        inherit=True, bases=[Version], excluded_fields=["created_at"]
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    noun = _("record")  # what messages call it

    # Set where the addresses of many records have been checked in one query.
    address_is_free = False

    def clean(self):
        super().clean()
        set_bounds(self)
        if not self.address_is_free:
            self._keep_former_addresses_free()

    def _keep_former_addresses_free(self):
        """Refuse the former address of another record, which still redirects to it."""
        others = type(self).history.filter(slug=self.slug).exclude(id=self.pk)
        if not others.exists():  # nearly always, and a cheap query
            return
        if self.former_addresses([self.slug], but_of=self.pk):
            raise ValidationError({"slug": ADDRESS_IS_TAKEN})

    @classmethod
    def former_addresses(cls, slugs, but_of=None):
        """Those of `slugs` at which a record that still exists was public."""
        alive = cls._base_manager.exclude(pk=but_of).values("pk")
        former = cls.former_versions().filter(slug__in=slugs, id__in=alive)
        return set(former.values_list("slug", flat=True))

    @property
    def heading(self):
        """What the record is called in the reader's language."""
        return str(self)

    @classmethod
    def former_versions(cls):
        """Historical records of this kind in which the record was public."""
        return cls.history.filter(
            Q(status__in=[cls.Status.PUBLISHED, cls.Status.WITHDRAWN])
            | Q(status=cls.Status.SCHEDULED, publish_at__lte=timezone.now())
        )

    @property
    def status_now(self):
        """The status by the clock, whether or not it is stored in `status` yet."""
        now = timezone.now()
        if self.status in {self.Status.PUBLISHED, self.Status.SCHEDULED}:
            if self.withdraw_at and self.withdraw_at <= now:
                return self.Status.WITHDRAWN
            if self.publish_at and self.publish_at <= now:
                return self.Status.PUBLISHED
        return self.Status(self.status)

    @property
    def is_public(self):
        """Whether anybody may see this record now; the same rule as `public()`."""
        return self.status_now == self.Status.PUBLISHED

    @property
    def has_notice(self):
        """Whether its page shows a withdrawal notice in place of the record."""
        return (
            self.status_now == self.Status.WITHDRAWN
            and self.ending != self.Ending.ERROR
        )

    @property
    def history_url(self):
        """The page of its public history."""
        return f"{self.get_absolute_url()}history/"

    @property
    def was_ever_public(self):
        """Whether anybody may have seen, cited or linked this record."""
        return (
            self.status_now in {self.Status.PUBLISHED, self.Status.WITHDRAWN}
            or self.former_versions().filter(id=self.pk).exists()
        )

    def findings(self):
        """The findings of its publish checks."""
        return [*near_duplicates(self), *dates_out_of_range(self)]

    @classmethod
    def evidence_of(cls, records):
        """What `settle_all` must know of records before they change, by their keys."""
        return {}

    @classmethod
    def settle_all(cls, records, before, named=()):
        """Bring values and evidence of changed records together; returns the Settled.

        To be called when parts and claims are written and the records are not.
        `before` is from `evidence_of`, `named` are the sources that the change names.
        """
        return Settled()

    def settle(self, before, named=()):
        """The same for one record; raises Unsettled where it is refused."""
        for refusal in self.settle_all([self], before, named).refused.values():
            raise refusal

    def objections_to_withdrawal(self):
        """Messages for what would lose its evidence if this were withdrawn."""
        return []

    def take_back(self, made=(), outranked=(), was=None):
        """Remove claims by their keys; the outranked ones are preferred again.

        `was` is the key of a statement, and the value that it had.
        """

    def is_created_by(self, user):
        """Whether a user created this record."""
        return self.history.filter(history_type="+", history_user=user).exists()

    @classmethod
    def permission_to(cls, action):
        """The permission that an action on records of this kind takes."""
        return f"{cls._meta.app_label}.{action}_{cls._meta.model_name}"
