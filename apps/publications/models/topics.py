"""The thesaurus."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.addresses import address_of
from apps.core.languages import local
from apps.core.models import Record


class Topic(Record):
    """A term of the field's thesaurus, under which publications are filed."""

    label = models.CharField(_("label"), max_length=120)
    label_ind = models.CharField(_("label (Indonesian)"), max_length=120, blank=True)
    scope = models.TextField(
        _("scope"), blank=True, help_text=_("What the term covers, in a sentence.")
    )
    scope_ind = models.TextField(_("scope (Indonesian)"), blank=True)
    # PROTECT: a narrower term must be placed elsewhere first.
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="narrower",
        null=True,
        blank=True,
        verbose_name=_("broader term"),
    )
    related = models.ManyToManyField(
        "self", blank=True, verbose_name=_("related terms")
    )

    class Meta:
        ordering = ["label"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return address_of("publications:topic", self.slug)

    def clean(self):
        super().clean()
        term, seen = self.broader, {self.pk}
        while term is not None:
            if term.pk in seen:
                raise ValidationError(
                    {"broader": _("A term cannot be broader than itself.")}
                )
            seen.add(term.pk)
            term = term.broader

    @property
    def display_label(self):
        return local(self, "label")

    heading = display_label


class TopicName(models.Model):
    """Another word for a topic, which search treats as the same."""

    # CASCADE: a synonym belongs to its term.
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("synonym"), max_length=120)
    language = models.CharField(_("language"), max_length=10, default="en")

    class Meta:
        ordering = ["name"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                name="topic_has_each_name_once",
                fields=["topic", "name", "language"],
                violation_error_message=_("This topic already has this synonym."),
            )
        ]

    def __str__(self):
        return self.name
