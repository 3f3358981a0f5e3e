"""Bibliographic records, the topics they are filed under, and how they relate."""

import re
from functools import lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.conferences.models import Meeting
from apps.core.dates import EarliestDay, EDTFField, LatestDay
from apps.core.models import Record, RecordQuerySet, local
from apps.groups.models import Group
from apps.members.models import Member
from apps.sources.models import CitedRecord


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
        return reverse("publications:topic", args=[self.slug])

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


def validate_languages(value):
    """Refuse anything but language codes with spaces between them."""
    if not re.fullmatch(
        r"[a-z]{2,3}(-[A-Za-z]{2,4})?( [a-z]{2,3}(-[A-Za-z]{2,4})?)*", value
    ):
        raise ValidationError(
            _("Write language codes with a space between them, such as “en id”.")
        )


@lru_cache(maxsize=8)
def _locale(language):
    return Locale.parse(language)


class PublicationQuerySet(RecordQuerySet):
    def newest(self):
        return self.order_by(F("issued_latest").desc(nulls_last=True), "title")

    def with_authors(self):
        """Everything a list of publications shows, in a fixed number of queries."""
        return self.select_related("group", "meeting").prefetch_related("contributors")

    def with_details(self):
        """Everything a publication's own page shows of it."""
        return self.select_related("group", "meeting").prefetch_related(
            "contributors", "identifiers", "topics", "members"
        )


class Publication(CitedRecord):
    """A bibliographic record: what was published, by whom, when, and where it is."""

    STATEMENTS = {
        "title": _("Title"),
        "kind": _("Kind"),
        "issued": _("Date"),
        "publisher": _("Publisher"),
        "languages": _("Languages"),
        "authors": _("Authors"),
        "abstract": _("Abstract"),
        "availability": _("Availability"),
    }

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement")
        DECLARATION = "declaration", _("Declaration")
        STRATEGY = "strategy", _("Strategy")
        WORK_PLAN = "work-plan", _("Work plan")
        REPORT = "report", _("Report")
        ANNUAL_REPORT = "annual-report", _("Annual report")
        REVIEW = "review", _("Review or assessment")
        POLICY_GUIDE = "policy-guide", _("Policy guide")
        GUIDE = "guide", _("Guide or handbook")
        TOOLKIT = "toolkit", _("Toolkit or training material")
        BRIEF = "brief", _("Brief or information sheet")
        FRAMEWORK = "framework", _("Framework or guidelines")
        NOTE = "note", _("Note or meeting document")
        PAPER = "paper", _("Position paper")
        NEWS = "news", _("News or newsletter")
        COMMENTARY = "commentary", _("Commentary or interview")
        ACADEMIC = "academic", _("Academic work")
        WEB_PAGE = "web-page", _("Web page")

    title = models.CharField(_("title"), max_length=400)
    title_note = models.CharField(
        _("note on the title"),
        max_length=200,
        blank=True,
        help_text=_("Where the title is described rather than seen."),
    )
    title_note_ind = models.CharField(
        _("note on the title (Indonesian)"), max_length=200, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    issued = EDTFField(_("date"), blank=True)
    issued_earliest = EarliestDay("issued")
    issued_latest = LatestDay("issued")
    date_note = models.CharField(
        _("note on the date"),
        max_length=200,
        blank=True,
        help_text=_("Such as “year inferred from the text”."),
    )
    date_note_ind = models.CharField(
        _("note on the date (Indonesian)"), max_length=200, blank=True
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    languages = models.CharField(
        _("languages"),
        max_length=100,
        blank=True,
        validators=[validate_languages],
        help_text=_("Codes with a space between them: en id th."),
    )
    abstract = models.TextField(
        _("abstract"),
        blank=True,
        help_text=_("In our own words. Blank where the content is not known."),
    )
    abstract_ind = models.TextField(_("abstract (Indonesian)"), blank=True)
    topics = models.ManyToManyField(
        Topic, related_name="publications", blank=True, verbose_name=_("topics")
    )
    members = models.ManyToManyField(
        Member,
        related_name="publications",
        blank=True,
        verbose_name=_("members covered"),
        help_text=_("Those it is about, not those who wrote it."),
    )
    group = models.ForeignKey(
        Group,
        on_delete=models.PROTECT,
        related_name="publications",
        null=True,
        blank=True,
        verbose_name=_("body it came from"),
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="publications",
        null=True,
        blank=True,
        verbose_name=_("meeting it came from"),
    )
    rights = models.CharField(_("rights"), max_length=300, blank=True)
    original_url = models.URLField(
        _("where the original is"), max_length=600, blank=True
    )
    availability = models.CharField(
        _("availability"),
        max_length=300,
        blank=True,
        help_text=_("Such as “announced; publication not confirmed”."),
    )
    availability_ind = models.CharField(
        _("availability (Indonesian)"), max_length=300, blank=True
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = [F("issued_latest").desc(nulls_last=True), "title"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["issued_latest"], name="publication_by_date")]
        constraints = [
            models.CheckConstraint(
                name="publication_date_runs_forward",
                condition=Q(issued_earliest__isnull=True)
                | Q(issued_latest__gte=F("issued_earliest")),
                violation_error_message=_("The date ends before it starts."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("publications:publication", args=[self.slug])

    @property
    def authors(self):
        """Authors in order, as one line."""
        return "; ".join(
            str(c) for c in self.contributors.all() if c.role == Contributor.Role.AUTHOR
        )

    @property
    def language_names(self):
        """The languages in the reader's words."""
        locale = _locale(get_language() or "en")
        return [
            locale.languages.get(code.split("-")[0], code)
            for code in self.languages.split()
        ]


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
        return self.INVERSE[self.kind]
