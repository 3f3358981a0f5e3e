"""Files of publications, kept version by version, and their text page by page."""

from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.core.languages import language_name, validate_languages

from .publications import Publication

# A long text is read in parts of so many pages.
PAGES_AT_ONCE = 20


class PublicationFileQuerySet(models.QuerySet):
    """Queries of files, a row for each version."""

    def public(self, now=None):
        """Files anybody may open at this moment, old versions among them.

        Only what has opened as a PDF is given to anybody. Where the current version is
        private, the earlier ones are private with it.
        """
        private_by_now = self.model.objects.filter(
            publication=OuterRef("publication"),
            name=OuterRef("name"),
            is_current=True,
            is_private=True,
        )
        return self.filter(
            publication__in=Publication.objects.public(now),
            is_private=False,
            page_count__isnull=False,
        ).exclude(Exists(private_by_now))

    def current(self):
        """The current version of each file."""
        return self.filter(is_current=True)

    def grouped_by_file(self):
        """Each file once: its newest version here, with the earlier ones as `earlier`."""
        shelves = []
        for _key, versions in groupby(self, key=lambda f: (f.publication_id, f.name)):
            newest, *earlier = versions
            newest.earlier = earlier
            shelves.append(newest)
        return shelves

    def waiting(self):
        """Files whose text nobody has read yet, in the order they came."""
        return self.filter(state=PublicationFile.State.WAITING).order_by("pk")


class PublicationFile(models.Model):
    """One version of a PDF of a publication, such as its English text."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being processed")
        READY = "ready", _("Ready")
        SCANNED = "scanned", _("Without text")
        TOO_LARGE = "too-large", _("Too large")
        ENCRYPTED = "encrypted", _("Encrypted")
        DAMAGED = "damaged", _("Damaged")
        NOT_PDF = "not-pdf", _("No PDF")

    # PROTECT: what was published is withdrawn, not deleted with its files.
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="files"
    )
    name = models.SlugField(
        _("name"),
        max_length=40,
        default="main",
        help_text=_(
            "The end of its address, such as main, annex-1, or the code of its "
            "language. A new file of the same name is its next version."
        ),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("current version"), default=False)
    is_private = models.BooleanField(
        _("private"),
        default=False,
        help_text=_("Tick for a file that only staff may open."),
    )
    language = models.CharField(
        _("language"), max_length=10, blank=True, validators=[validate_languages]
    )
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), editable=False)
    original_name = models.CharField(
        _("original name of the file"), max_length=255, blank=True, editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.WAITING,
        editable=False,
        db_index=True,
    )
    page_count = models.PositiveIntegerField(
        _("pages"), null=True, blank=True, editable=False
    )
    pages_read = models.PositiveIntegerField(default=0, editable=False)
    cover_width = models.PositiveSmallIntegerField(default=0, editable=False)
    cover_height = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = PublicationFileQuerySet.as_manager()

    class Meta:
        ordering = ["publication", "name", "-version"]
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                name="file_has_each_version_once",
                fields=["publication", "name", "version"],
                violation_error_message=_("This version of the file is already here."),
            ),
            models.UniqueConstraint(
                name="file_has_one_current_version",
                fields=["publication", "name"],
                condition=Q(is_current=True),
                violation_error_message=_("Another version is the current one."),
            ),
            models.CheckConstraint(
                name="file_versions_count_from_one",
                condition=Q(version__gte=1),
                violation_error_message=_("Versions are counted from 1."),
            ),
            models.CheckConstraint(
                name="file_that_was_read_has_pages",
                condition=~Q(state__in=["ready", "scanned"])
                | Q(page_count__isnull=False, page_count__gte=1),
                violation_error_message=_("A file that was read has pages."),
            ),
        ]

    def __str__(self):
        return f"{self.name}.pdf, {gettext('version')} {self.version}"

    def get_absolute_url(self):
        """The address of this file, whichever version is current."""
        return reverse("files:current", args=[self.publication.slug, self.name])

    def make_current(self):
        """Give readers this version from now on."""
        self.versions.filter(is_current=True).update(is_current=False)
        self.is_current = True
        self.save(update_fields=["is_current"])

    @property
    def versions(self):
        """All versions of this file, newest first."""
        same = PublicationFile.objects.filter(name=self.name)
        return same.filter(publication_id=self.publication_id).order_by("-version")

    @property
    def version_url(self):
        """The address of this very version."""
        arguments = [self.publication.slug, self.name, self.version]
        return reverse("files:version", args=arguments)

    @property
    def text_url(self):
        """The address of the page where its text is read."""
        return reverse("publications:text", args=[self.publication.slug, self.name])

    def text_address(self, page):
        """Where one of its pages is read as text: long texts are shown in parts."""
        first = page - (page - 1) % PAGES_AT_ONCE
        part = f"?from={first}" if first > 1 else ""
        return f"{self.text_url}{part}#page-{page}"

    @property
    def cover_url(self):
        """The address of the picture of its first page; blank where there is none."""
        if not self.cover_height:
            return ""
        arguments = [self.publication.slug, self.name, self.version]
        return reverse("files:cover", args=arguments)

    @property
    def path(self):
        """Where it lies: under its own digest, so that nothing is kept twice."""
        folder = Path(settings.LIBRARY_ROOT)
        return folder / self.sha256[:2] / f"{self.sha256}.pdf"

    @property
    def cover_path(self):
        """Where the picture of its first page lies."""
        return self.path.with_suffix(".webp")

    @property
    def language_name(self):
        """Its language in the reader's words; blank where not recorded."""
        return language_name(self.language) if self.language else ""

    @property
    def title(self):
        """What readers call it: the full text, or its own name."""
        if self.name in {"main", self.language}:
            return gettext("Full text")
        return capfirst(self.name.replace("-", " "))

    @property
    def state_note(self):
        """What came of reading it, for the editor."""
        match self.state:
            case self.State.WAITING:
                return gettext(
                    "Its text is being extracted. Reload this page in a moment."
                )
            case self.State.READY:
                return ngettext(
                    "%(pages)d page, its text can be searched.",
                    "%(pages)d pages, their text can be searched.",
                    self.page_count,
                ) % {"pages": self.page_count}
            case self.State.SCANNED:
                return gettext(
                    "Its pages are pictures: readers can open it, but there is no text "
                    "to search. A copy with recognised text would help."
                )
            case self.State.TOO_LARGE if self.page_count:
                return gettext(
                    "Readers can open it. Only the text of the first %(read)d of "
                    "%(pages)d pages can be searched: the rest took too much time or "
                    "memory."
                ) % {"read": self.pages_read, "pages": self.page_count}
            case self.State.TOO_LARGE:
                return gettext(
                    "It takes too much time or memory to open, so readers do not see "
                    "it. Attach a smaller copy."
                )
            case self.State.ENCRYPTED:
                return gettext(
                    "It opens only with a password, so readers do not see it. Attach a "
                    "copy without one."
                )
            case self.State.DAMAGED:
                return gettext(
                    "It cannot be opened, so readers do not see it. Attach a sound "
                    "copy."
                )
            case _:
                return gettext(
                    "It is not a PDF, whatever its name says, so readers do not see it."
                )


def with_open_files(publications):
    """Publications with the files that anybody may open, under `open_files`."""
    files = PublicationFile.objects.public().current()
    return publications.prefetch_related(Prefetch("files", files, to_attr="open_files"))


class FilePage(models.Model):
    """The text of one page of a file."""

    # CASCADE: a page is nothing without its file.
    file = models.ForeignKey(
        PublicationFile, on_delete=models.CASCADE, related_name="pages"
    )
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("page of a file")
        verbose_name_plural = _("pages of files")
        constraints = [
            models.UniqueConstraint(
                name="file_has_each_page_once",
                fields=["file", "number"],
                violation_error_message=_("This page of the file is already here."),
            ),
            models.CheckConstraint(
                name="pages_count_from_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Pages are counted from 1."),
            ),
        ]

    def __str__(self):
        return f"{self.file}, {gettext('page')} {self.number}"
