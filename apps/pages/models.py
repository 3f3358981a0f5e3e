"""Models of the CMS plugins: the options of excerpts, and the content of the others.

Excerpts store only their options; the records shown are queried each time.
"""

from cms.models import CMSPlugin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

from .page_steps import PageEnding, PageStep

__all__ = [
    "Callout",
    "LatestMeetings",
    "LatestPublications",
    "PageEnding",
    "PageStep",
    "Selection",
    "StoryStep",
    "TimelineExcerpt",
]

validate_link = RegexValidator(
    r"^(/[^/\\\s][^\\\s]*|/|https://[^\s]+)$",
    _("Write an address of this site, such as /en/timeline/, or a full https:// one."),
)


class Selection(CMSPlugin):
    """The number of records that a plugin shows.

    One table for all plugins with this option only, so that their options on a page are
    read in one query.
    """

    count = models.PositiveSmallIntegerField(
        _("how many"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )

    def __str__(self):
        return str(self.count)


class LatestPublications(Selection):
    """The number of newest publications to show."""

    class Meta:
        proxy = True
        verbose_name = _("latest publications")


class LatestMeetings(Selection):
    """The number of past meetings to show beside those to come."""

    class Meta:
        proxy = True
        verbose_name = _("next and latest meetings")


class TimelineExcerpt(CMSPlugin):
    """The years of the timeline to show."""

    since = models.PositiveSmallIntegerField(
        _("from year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    until = models.PositiveSmallIntegerField(
        _("to year"), validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )

    class Meta:
        verbose_name = _("timeline excerpt")

    def __str__(self):
        return f"{self.since}–{self.until}"

    def clean(self):
        super().clean()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The last year comes before the first.")})


class Callout(CMSPlugin):
    """A remark set apart from the text."""

    class Tone(models.TextChoices):
        NOTE = "note", _("Note")
        DOUBT = "doubt", _("Doubt: sources differ or are silent")

    tone = models.CharField(_("tone"), max_length=8, choices=Tone, default=Tone.NOTE)
    title = models.CharField(_("title"), max_length=120, blank=True)
    # The CMS reserves the name "text".
    body = models.TextField(_("text"))
    link = models.CharField(
        _("link"), max_length=300, blank=True, validators=[validate_link]
    )
    link_text = models.CharField(_("link text"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("callout")

    def __str__(self):
        return self.title or Truncator(self.body).words(6)

    def clean(self):
        super().clean()
        if self.link and not self.link_text:
            raise ValidationError({"link_text": _("Say where the link leads.")})

    @property
    def is_doubt(self):
        return self.tone == self.Tone.DOUBT


class StoryStep(CMSPlugin):
    """One step of a story, with a link to its record."""

    when = models.CharField(
        _("when"), max_length=40, help_text=_("Such as “2002” or “2009–2012”.")
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"))
    link = models.CharField(
        _("link"), max_length=300, blank=True, validators=[validate_link]
    )

    class Meta:
        verbose_name = _("step of a story")

    def __str__(self):
        return f"{self.when} {self.title}"


class GlossaryTerm(CMSPlugin):
    """A term with its explanation."""

    term = models.CharField(_("term"), max_length=120)
    other_forms = models.CharField(
        _("other forms"),
        max_length=300,
        blank=True,
        help_text=_("Words in a text that mean the same, with commas between them."),
    )
    # The CMS reserves the name "text".
    body = models.TextField(_("explanation"))
    source = models.CharField(
        _("where this comes from"),
        max_length=200,
        blank=True,
        help_text=_("Such as the article of a treaty that defines it."),
    )
    link = models.CharField(
        _("link"), max_length=300, blank=True, validators=[validate_link]
    )
    link_text = models.CharField(_("link text"), max_length=120, blank=True)
    explained = models.BooleanField(
        _("explained in long texts"),
        default=True,
        help_text=_("Not for an everyday word, which a text may use in another sense."),
    )

    class Meta:
        verbose_name = _("term")

    def __str__(self):
        return self.term

    def clean(self):
        super().clean()
        if self.link and not self.link_text:
            raise ValidationError({"link_text": _("Say where the link leads.")})

    @property
    def anchor(self):
        """Its fragment identifier on the glossary page."""
        return slugify(self.term)

    @property
    def forms(self):
        """The term and its other forms."""
        forms = [self.term, *self.other_forms.split(",")]
        return tuple(form.strip() for form in forms if form.strip())


class PulledFigure(CMSPlugin):
    """A figure of a body, shown in large type."""

    group = models.CharField(
        _("body"),
        max_length=120,
        help_text=_("The last part of its address, such as regional-support-office."),
    )
    figure = models.CharField(
        _("figure"), max_length=80, help_text=_("Its key, such as dialogues-2023.")
    )

    class Meta:
        verbose_name = _("figure of the record")

    def __str__(self):
        return self.figure
