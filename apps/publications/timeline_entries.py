"""Publications in the line of time."""

from apps.conferences.timeline import Entry, within
from apps.records.models import if_public

from .models import Publication


def publication_entries(chosen):
    """Timeline entries of public publications, as chosen in TimelineForm."""
    publications = Publication.objects.public().select_related("group")
    for publication in within(publications, "issued", chosen):
        yield Entry(
            "publication",
            publication,
            publication.display_title,
            publication.issued,
            publication.issued_earliest,
            publication.issued_latest,
            url=publication.get_absolute_url(),
            meta=publication.get_kind_display(),
            group=if_public(publication.group),
        )
