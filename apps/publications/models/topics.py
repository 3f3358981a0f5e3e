"""The thesaurus: topics with broader, narrower and related terms, and synonyms."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.languages import local
from apps.records.addresses import record_address
from apps.records.models import Record, if_public


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
        return record_address("publications:topic", self.slug)

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
        """The label in the reader's language."""
        return local(self, "label")

    heading = display_label

    @property
    def public_broader(self):
        """The broader term; None where there is none or it is not public."""
        return if_public(self.broader)


class Thesaurus:
    """Which terms stand above and below which, as far as anybody may see; one query.

    What is filed under a term is filed under its broader terms too.
    """

    def __init__(self, topics=None):
        topics = Topic.objects.public() if topics is None else topics
        self._terms = topics.only("slug", "broader").order_by().in_bulk()
        self._narrower = defaultdict(list)
        for term in self._terms.values():
            self._narrower[term.broader_id].append(term)

    def with_broader(self, topic_id):
        """A term and all above it, the nearest first."""
        found = {}
        while (term := self._terms.get(topic_id)) and topic_id not in found:
            found[topic_id] = term
            topic_id = term.broader_id
        return list(found.values())

    def with_narrower(self, topic_id):
        """A term and all below it."""
        found = {topic_id: term} if (term := self._terms.get(topic_id)) else {}
        waiting = list(found)
        while waiting:
            below = {term.pk: term for term in self._narrower[waiting.pop()]}
            waiting += below.keys() - found.keys()
            found |= below
        return list(found.values())

    def publications_under(self, slug):
        """The keys of what is filed under a term or below it, for a filter."""
        terms = [
            below
            for term in self._terms.values()
            if term.slug == slug
            for below in self.with_narrower(term.pk)
        ]
        filings = Topic.publications.through.objects.filter(topic__in=terms)
        return filings.values("publication")

    def publication_counts(self, publications):
        """How many of some publications are filed under each term or below it."""
        filings = Topic.publications.through.objects.filter(
            publication__in=publications
        )
        filed = defaultdict(set)
        for topic_id, publication_id in filings.values_list("topic", "publication"):
            for term in self.with_broader(topic_id):
                filed[term.pk].add(publication_id)
        return {topic_id: len(found) for topic_id, found in filed.items()}


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
