"""Queries of publications."""

from django.db.models import F, Prefetch

from apps.members.models import Member
from apps.records.models import RecordQuerySet

from .topics import Topic


class PublicationQuerySet(RecordQuerySet):
    """Publications with what a list, a reference or a page shows of them."""

    def newest(self):
        """The latest first, those without a date last."""
        return self.order_by(F("issued_latest").desc(nulls_last=True), "title")

    def with_authors(self):
        """Everything a list of publications shows, in a fixed number of queries."""
        return self.prefetch_related("contributors")

    def with_references(self):
        """Everything a reference to a publication names."""
        return self.prefetch_related("contributors", "identifiers")

    def with_details(self):
        """Everything a publication's own page shows of it, as far as it is public.

        Whether its body and meeting are public, ask themselves.
        """
        return (
            self.with_references()
            .select_related("group", "meeting")
            .prefetch_related(
                Prefetch("topics", Topic.objects.public()),
                Prefetch("members", Member.objects.public()),
            )
        )
