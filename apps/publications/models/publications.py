"""Bibliographic records."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.conferences.models import Meeting
from apps.core.dates import EarliestDay, EDTFField, LatestDay, format_edtf
from apps.core.languages import in_language, language_name, validate_languages
from apps.groups.models import Group
from apps.members.models import Member
from apps.records.addresses import record_address
from apps.records.publish_checks import advice, blocker
from apps.sources.models import CitedRecord

from .publication_querysets import PublicationQuerySet
from .topics import Topic


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
    }
    MADE_OF = {"authors": ["contributors"]}
    WEIGHTS = {"issued": 2}

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
        NEWSPAPER_ARTICLE = "newspaper-article", _("Newspaper article")
        MAGAZINE_ARTICLE = "magazine-article", _("Magazine article")
        ACADEMIC = "academic", _("Academic work")
        MASTERS_THESIS = "masters-thesis", _("Master’s thesis")
        DOCTORAL_THESIS = "doctoral-thesis", _("Doctoral thesis")
        APP = "app", _("Mobile app")
        WEB_PAGE = "web-page", _("Web page")
        DOCUMENT = "document", _("Document")

    class TitleOrigin(models.TextChoices):
        """Whether a title is the publication's own; a supplied one describes it."""

        OWN = "own", _("The publication’s own")
        SUPPLIED = "supplied", _("Supplied by this portal")

    class LeadsTo(models.TextChoices):
        """What a reader finds at the address of a publication."""

        ORIGINAL = "original", _("The original")
        COPY = "copy", _("A copy kept elsewhere")
        DESCRIPTION = "description", _("A page that describes it")

    title = models.CharField(_("title"), max_length=400)
    title_origin = models.CharField(
        _("whose title it is"),
        max_length=10,
        choices=TitleOrigin,
        default=TitleOrigin.OWN,
        help_text=_(
            "A title that no source prints is supplied: it is cited in square brackets."
        ),
    )
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
    original_url_leads_to = models.CharField(
        _("what the address leads to"),
        max_length=12,
        choices=LeadsTo,
        default=LeadsTo.ORIGINAL,
        help_text=_(
            "The text as its publisher gives it, a copy, or only a page about it."
        ),
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
        return record_address("publications:publication", self.slug)

    @property
    def display_title(self):
        """The title, which is in the first language of the publication."""
        return in_language(self.title, self.languages.partition(" ")[0])

    heading = display_title

    def findings(self):
        found = super().findings()
        titles = self.claims.filter(field="title").exclude(value="")
        if self.title_is_supplied and titles.exists():
            found.append(
                advice(
                    _(
                        "The title is marked as supplied, but a claim gives one from a "
                        "source."
                    )
                )
            )
        begins = self.meeting and self.meeting.dates_earliest
        if begins and self.issued_latest and self.issued_latest < begins:
            found.append(
                advice(
                    _("It is dated before its meeting: %(date)s.")
                    % {"date": self.meeting.dates}
                )
            )
        for identifier in self.identifiers.all():
            found += [
                blocker(
                    _("“%(other)s” has the same identifier: %(identifier)s.")
                    % {"other": other.publication, "identifier": other}
                )
                for other in identifier.duplicates()
            ]
        return found

    @property
    def title_is_supplied(self):
        return self.title_origin == self.TitleOrigin.SUPPLIED

    @property
    def leads_to(self):
        """What its address leads to; blank where there is none."""
        return self.original_url_leads_to if self.original_url else ""

    @property
    def text_url(self):
        """Where its text can be read outside the portal: the original or a copy."""
        if self.leads_to == self.LeadsTo.DESCRIPTION:
            return ""
        return self.original_url

    @property
    def dated(self):
        """When it was published, in words."""
        return format_edtf(self.issued) or gettext("date not recorded")

    @property
    def authors(self):
        """Authors in order, as one line."""
        return "; ".join(str(c) for c in self.contributors.all() if c.is_author)

    def is_compared(self, field):
        """As for any record; a title supplied by the portal is no source's."""
        return super().is_compared(field) and not self._is_supplied(field)

    def _is_supplied(self, field):
        return field == "title" and self.title_is_supplied

    def says(self, field):
        """As for any record; a title supplied by the portal needs no source."""
        return super().says(field) and not self._is_supplied(field)

    @classmethod
    def saying(cls, field):
        if field == "title":
            return ~Q(title="") & ~Q(title_origin=cls.TitleOrigin.SUPPLIED)
        if field == "authors":
            contributors = cls.contributors.rel.related_model.objects
            authors = contributors.filter(publication=OuterRef("pk"), role="author")
            return Q(Exists(authors))
        return super().saying(field)

    @classmethod
    def choice_label(cls, field, code):
        """As for any record; languages by their names, not by their codes."""
        if field == "languages":
            return ", ".join(map(language_name, code.split()))
        return super().choice_label(field, code)

    @property
    def language_names(self):
        """The languages in the reader's words."""
        return [language_name(code) for code in self.languages.split()]
