"""The file of a publication, by its path in a cell."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.publications.file_store import attach, remove
from apps.publications.pdf_check import check_pdf
from apps.spreadsheets.columns import ExternalColumn, LineWidget


class PdfWidget(LineWidget):
    """A PDF by its path on the server: an operator's to give, nobody else's."""

    folder = None  # where paths begin; none may be given without it

    def open(self, text):
        """The file that a cell names, as a path and opened; a ValidationError if none."""
        if self.folder is None:
            raise ValidationError(
                _("Files are attached on the page of the publication.")
            )
        path = self.folder / text
        try:
            # A pipe would be waited for.
            if not path.is_fifo():
                return path, path.open("rb")
        except OSError as error:
            raise ValidationError(
                _("“%(path)s” cannot be read: %(reason)s.")
                % {"path": text, "reason": error.strerror}
            ) from None
        raise ValidationError(_("“%(path)s” is not a PDF.") % {"path": text})

    def clean(self, value, row=None, **kwargs):
        path, file = self.open(value)
        file.close()
        check_pdf(path, value)
        return path

    def render(self, value, **kwargs):
        return value.name if value else ""


class FileColumn(ExternalColumn):
    """The main file of a publication, shown by the name it came with."""

    def newest(self, instance):
        """The newest version of the main file; None where there is none."""
        files = getattr(instance, "main_files", [])
        return files[0] if files else None

    def get_value(self, instance):
        newest = self.newest(instance)
        return Path(newest.original_name or newest.name) if newest else None

    def same(self, text, old, instance):
        """Whether it is the file that is there: by content, or by name without any."""
        newest = self.newest(instance)
        if newest is None or not text:
            return super().same(text, old, instance)
        try:
            _path, file = self.widget.open(text)
        except ValidationError:
            return super().same(text, old, instance)
        with file:
            return hashlib.file_digest(file, "sha256").hexdigest() == newest.sha256

    def store(self, values):
        for publication, path in values:
            with path.open("rb") as content:
                attach(publication, content, original_name=path.name)

    def undo(self, instance):
        remove(self.newest(instance))
