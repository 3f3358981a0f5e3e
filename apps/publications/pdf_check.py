"""Whether a file is a PDF that readers can open, asked before it is taken."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .extraction.pdf_worker import HEADER_WITHIN
from .extraction.text_extraction import Bounds, run_worker
from .models import PublicationFile

State = PublicationFile.State

# Only opened, not read: that is soon done.
BOUNDS = Bounds(pages=0, seconds=10)

REFUSALS = {
    State.NOT_PDF: _(
        "“%(name)s” is not a PDF, whatever its name says. Save or print it as PDF, and "
        "choose that file."
    ),
    State.ENCRYPTED: _(
        "“%(name)s” opens only with a password, which readers do not have. Choose a "
        "copy without one."
    ),
    State.DAMAGED: _(
        "“%(name)s” is damaged and cannot be opened. Choose a sound copy."
    ),
    State.TOO_LARGE: _(
        "“%(name)s” takes too much time or memory to open. Choose a smaller copy."
    ),
}


def looks_like_pdf(start):
    """Whether a file that begins so says that it is a PDF."""
    return b"%PDF-" in start[:HEADER_WITHIN]


def check_pdf(path, name):
    """Raise a ValidationError, in words, unless the file at a path opens as a PDF."""
    with run_worker(path, BOUNDS) as (result, _cover):
        problem = result.problem
    if problem:
        raise ValidationError(REFUSALS[problem], params={"name": name})


def check_upload(upload):
    """The same for an uploaded file."""
    with _on_disk(upload) as path:
        check_pdf(path, upload.name)


@contextmanager
def _on_disk(upload):
    """The path of an uploaded file; a small one lies in memory until then."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(prefix="baliportal-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
    upload.seek(0)
