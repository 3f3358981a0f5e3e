"""Related publications: versions, translations, supplements, series."""

from django.db.models import Q
from django.db.models.expressions import RawSQL

from .models import Relation

Kind = Relation.Kind

# One text in several forms. Whoever looks at one of them wants to know of all.
SAME_TEXT = [Kind.NEW_VERSION_OF, Kind.TRANSLATION_OF]
# Every publication that such relations lead to, however many steps away.
FAMILY = f"""
    WITH RECURSIVE family(id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT CASE WHEN r.publication_id = family.id
               THEN r.other_id ELSE r.publication_id END
        FROM {Relation._meta.db_table} r
        JOIN family ON family.id = r.publication_id OR family.id = r.other_id
        WHERE r.kind IN ('{Kind.NEW_VERSION_OF}', '{Kind.TRANSLATION_OF}')
    )
    SELECT id FROM family
"""


class Related:
    """Public publications related to one, read in one query."""

    def __init__(self, publication):
        self.publication = publication
        family = RawSQL(FAMILY, [publication.pk])
        self._relations = [
            relation
            for relation in Relation.objects.filter(
                Q(publication=publication)
                | Q(other=publication)
                | Q(kind__in=SAME_TEXT, publication__in=family)
            ).select_related("publication", "other")
            if relation.publication.is_public and relation.other.is_public
        ]

    @property
    def versions(self):
        """Every version and translation of its text, itself among them.

        The first version comes first, also where dates are not recorded; a translation
        stands with what it translates.
        """
        same_text = [r for r in self._relations if r.kind in SAME_TEXT]
        found = {p.pk: p for r in same_text for p in [r.publication, r.other]}
        place = dict.fromkeys(found, 0)
        for _step in found:  # no chain is longer
            for relation in same_text:
                later = relation.kind == Kind.NEW_VERSION_OF
                least = place[relation.other_id] + later
                own = place[relation.publication_id]
                place[relation.publication_id] = max(own, least)
        return sorted(
            found.values(), key=lambda p: (place[p.pk], str(p.issued_latest), p.title)
        )

    @property
    def newer(self):
        """The versions that have taken its place."""
        return [
            relation.publication
            for relation in self._relations
            if relation.kind == Kind.NEW_VERSION_OF
            and relation.other == self.publication
        ]

    @property
    def others(self):
        """(publication, what it is to this one) for all that is another text."""
        mine = [r for r in self._relations if r.kind not in SAME_TEXT]
        return [
            (relation.other, relation.get_kind_display())
            for relation in mine
            if relation.publication == self.publication
        ] + [
            (relation.publication, relation.inverse_label)
            for relation in mine
            if relation.other == self.publication
        ]
