"""The file of a publication, by its path in a cell."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.spreadsheets.columns import Line, OutsideColumn
from apps.publications.filing import attach, remove


class Pdf(Line):
    """A PDF by its path on the server: an operator's to give, nobody else's."""

    folder = None  # where paths begin; none may be given without it

    def clean(self, value, row=None, **kwargs):
        if self.folder is None:
            raise ValidationError(
                _("Files are attached on the page of the publication.")
            )
        path = self.folder / value
        try:
            with path.open("rb") as file:
                start = file.read(1024)
        except OSError as error:
            raise ValidationError(
                _("“%(path)s” cannot be read: %(reason)s.")
                % {"path": value, "reason": error.strerror}
            ) from None
        if b"%PDF-" not in start:
            raise ValidationError(_("“%(path)s” is no PDF.") % {"path": value})
        return path

    def render(self, value, **kwargs):
        return value.name if value else ""


class Files(OutsideColumn):
    """The main file of a publication, shown by the name it came with."""

    def newest(self, instance):
        files = getattr(instance, "main_files", [])
        return files[0] if files else None

    def get_value(self, instance):
        newest = self.newest(instance)
        return Path(newest.original_name or newest.name) if newest else None

    def same(self, text, old, instance):
        if super().same(text, old, instance):
            return True
        newest, folder = self.newest(instance), self.widget.folder
        if newest is None or folder is None or not (folder / text).is_file():
            return False
        with (folder / text).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == newest.sha256

    def store(self, values):
        for publication, path in values:
            with path.open("rb") as content:
                attach(publication, content, original_name=path.name)

    def take_back(self, instance):
        remove(self.newest(instance))
