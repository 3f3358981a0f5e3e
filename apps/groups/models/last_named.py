"""The latest source naming the holder of a seat or office without a recorded end."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from apps.members.models import Member
from apps.records.models import PeriodQuerySet
from apps.sources.models import Claim

from .bodies import Group


def latest_date(rows, date):
    """[EDTF text, last possible day] of the row with the latest EDTF field `date`."""
    dated = rows.exclude(**{f"{date}_latest": None}).order_by(f"-{date}_latest")
    return [Subquery(dated.values(part)[:1]) for part in (date, f"{date}_latest")]


class LastNamedQuerySet(PeriodQuerySet):
    """Queries of seats or offices by the latest source that names them."""

    def cannot_hold(self, day):
        """Nor does anybody sit in a body before it is founded, or after it has ended."""
        no_body = Q(group__founded_earliest__gt=day) | Q(group__ended_latest__lt=day)
        return super().cannot_hold(day) | no_body

    def with_last_named(self):
        """Each with the date of the newest source that names it, to be `last_named`."""
        opts = self.model._meta
        claims = (
            Claim.objects.of_public_sources()
            .exclude(rank=Claim.Rank.DEPRECATED)
            .filter(
                fact_type__app_label=opts.app_label,
                fact_type__model=opts.model_name,
                fact_id=OuterRef("pk"),
            )
        )
        source_date, source_date_latest = latest_date(claims, "source__date")
        return self.annotate(
            source_date=source_date, source_date_latest=source_date_latest
        )


class LastNamed(models.Model):
    """A seat or office, with the latest date at which a source names its holder."""

    class Meta:
        abstract = True

    @property
    def last_named(self):
        """The latest date at which it is named, where no end is recorded; else blank.

        Known of rows read `with_last_named` only.
        """
        dates = [
            (latest, getattr(self, name))
            for name in ("source_date", "meeting_date")
            if (latest := getattr(self, f"{name}_latest", None))
        ]
        return max(dates)[1] if dates and not self.until else ""


class SeatQuerySet(LastNamedQuerySet):
    """Queries of seats."""

    def public(self):
        """Seats of bodies and members that anybody may see, with both."""
        return self.filter(
            group__in=Group.objects.public(), member__in=Member.objects.public()
        ).select_related("group", "member")

    def chairs(self):
        """Seats of those who lead: chairs, co-chairs, coordinators, managers."""
        return self.filter(role__in=self.model.LEADING)

    def with_last_named(self):
        """A meeting of the body at which the member sat in its role names it too."""
        sat = Group.meetings.rel.related_model.objects.public().filter(
            group=OuterRef("group"),
            attendances__member=OuterRef("member"),
            attendances__capacity=OuterRef("role"),
        )
        meeting_date, meeting_date_latest = latest_date(sat, "dates")
        rows = super().with_last_named()
        return rows.annotate(
            meeting_date=meeting_date, meeting_date_latest=meeting_date_latest
        )


class AppointmentQuerySet(LastNamedQuerySet):
    """Queries of appointments."""

    def public(self):
        """Offices in bodies and for members that anybody may see, with all of them."""
        return self.filter(
            Q(group=None) | Q(group__in=Group.objects.public()),
            Q(member=None) | Q(member__in=Member.objects.public()),
        ).select_related("person", "member", "group")

    def as_of(self, day, name="standing"):
        return super(AppointmentQuerySet, self.with_last_named()).as_of(day, name)

    def still_holds(self, day):
        """Without a recorded end it is documented as long as sources name the holder.

        People go, and nobody writes it down.
        """
        named = Q(source_date_latest__gte=day) | Q(since_latest__gte=day)
        return Q(until_earliest__gte=day) | Q(until_earliest=None) & named
