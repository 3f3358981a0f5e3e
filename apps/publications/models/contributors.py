"""Who wrote a publication, how it is known elsewhere, how it stands to others."""

import re

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .publications import Publication


class Contributor(models.Model):
    """Who wrote or edited a publication, in order. An organisation stays whole."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")

    # CASCADE: a place in a list of authors is nothing without the list.
    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="contributors"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.AUTHOR)
    organisation = models.CharField(
        _("organisation"),
        max_length=250,
        blank=True,
        help_text=_("The name of a body; leave blank for a person."),
    )
    family = models.CharField(_("family name"), max_length=120, blank=True)
    given = models.CharField(_("given names"), max_length=120, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(
                name="contributor_is_a_person_or_a_body",
                condition=(~Q(organisation="") & Q(family="") & Q(given=""))
                | (Q(organisation="") & ~Q(family="")),
                violation_error_message=_(
                    "Give an organisation, or the name of a person, not both."
                ),
            )
        ]

    def __str__(self):
        return self.organisation or f"{self.given} {self.family}".strip()

    @property
    def is_author(self):
        return self.role == self.Role.AUTHOR


class Identifier(models.Model):
    """A number or code under which a publication is known elsewhere."""

    # CASCADE: an identifier belongs to what it identifies.
    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(
        _("scheme"), max_length=20, help_text=_("Such as doi, isbn, un-symbol.")
    )
    value = models.CharField(_("value"), max_length=200)

    class Meta:
        ordering = ["scheme", "value"]
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(
                name="identifier_belongs_to_one_publication",
                fields=["scheme", "value"],
                violation_error_message=_(
                    "Another publication already has this identifier."
                ),
            )
        ]

    def __str__(self):
        return f"{self.scheme}:{self.value}"

    @property
    def normalized(self):
        """What identifies, without case, prefix and punctuation."""
        value = re.sub(
            r"^(https?://(dx\.)?doi\.org/|doi:|isbn:?)", "", self.value.lower()
        )
        return re.sub(r"[\s-]", "", value)

    def duplicates(self):
        """The same identifier, however it is written, of other publications."""
        others = Identifier.objects.filter(scheme__iexact=self.scheme)
        others = others.exclude(publication=self.publication)
        return [
            o
            for o in others.select_related("publication")
            if o.normalized == self.normalized
        ]


class Relation(models.Model):
    """How one publication stands to another."""

    class Kind(models.TextChoices):
        NEW_VERSION_OF = "new-version-of", _("New version of")
        TRANSLATION_OF = "translation-of", _("Translation of")
        SUPPLEMENTS = "supplements", _("Supplements")
        PART_OF = "part-of", _("Part of the series")

    INVERSE = {
        "new-version-of": _("Has a newer version"),
        "translation-of": _("Has a translation"),
        "supplements": _("Is supplemented by"),
        "part-of": _("Series includes"),
    }

    # CASCADE: a relation with one end is none.
    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    other = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="inverse_relations"
    )

    class Meta:
        ordering = ["kind"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                name="relation_once",
                fields=["publication", "kind", "other"],
                violation_error_message=_("This relation is already recorded."),
            ),
            models.CheckConstraint(
                name="relation_joins_two_publications",
                condition=~Q(publication=F("other")),
                violation_error_message=_("A publication cannot relate to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.other}"

    @property
    def inverse_label(self):
        """The relation as seen from the other publication."""
        return self.INVERSE[self.kind]
