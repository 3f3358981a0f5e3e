"""Imports of spreadsheets, and their rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """The effect of a row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    ERROR = "error", _("Error")


class Import(models.Model):
    """A spreadsheet that was imported, or is previewed."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("Preview, nothing changed yet")
        KEPT = "kept", _("Imported")
        UNDONE = "undone", _("Undone")

    model = models.CharField(_("kind of record"), max_length=100)
    file_name = models.CharField(_("file"), max_length=255)
    note = models.CharField(
        _("change note"),
        max_length=500,
        help_text=_(
            "What this changes and why. It appears in the history of each record."
        ),
    )
    status = models.CharField(_("status of new records"), max_length=10, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.PREVIEW
    )
    # PROTECT: keeps the author of an import.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
        help_text=_("Blank where the operator did it by command."),
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    kept_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("undone by"),
    )
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    errors = models.PositiveIntegerField(_("errors"), default=0)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # The file itself, until it is imported.
    content = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self):
        return self.file_name


class ImportedRow(models.Model):
    """The effect of one row of an import."""

    # CASCADE: a row is nothing without its import.
    source = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="rows", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(max_length=10, choices=Verdict)
    key = models.CharField(_("record"), max_length=300)
    title = models.CharField(_("title"), max_length=400, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    # column: [text before, text after]
    changes = models.JSONField(default=dict, blank=True)
    # Keys of the claims that came of the source it names (made), and that gave way to
    # them (outranked); what the statement of a claim said before it followed that (was).
    evidence = models.JSONField(default=dict, blank=True)
    # [column, cell, message]
    problems = models.JSONField(default=list, blank=True)
    # `updated_at` of the record as the import left it.
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        indexes = [
            models.Index(fields=["source", "verdict", "number"], name="imported_rows")
        ]

    def __str__(self):
        return f"{self.number}: {self.key}"
