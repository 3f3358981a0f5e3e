"""Validation and cleaning of uploads to the file store, by content instead of name."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from apps.publications.pdf_check import check_upload, looks_like_pdf

from .file_names import with_extension
from .pictures import KINDS, SIGNATURE_BYTES, PictureProblem, clean, kind_of

MAX_BYTES = 64 * 1024**2  # of a picture: it is held in memory while it is cleaned

UNKNOWN_TYPE = _(
    "“%(name)s” was not uploaded: it is neither a picture (JPEG, PNG, WebP or SVG) nor a "
    "PDF, whatever its name says. Save it as one of these, and choose that file."
)
TOO_LARGE = _(
    "“%(name)s” is larger than %(size)d MB. Make the picture smaller, such as 4,000 "
    "pixels wide, and choose that copy."
)
NOT_A_PICTURE = _(
    "“%(name)s” is a PDF. Only a picture can take the place of a picture: choose one, or "
    "upload the PDF as a file of its own."
)


def validated_upload(upload, pictures_only=False):
    """The cleaned file of an upload. Raises ValidationError if it is refused.

    Its name gets the extension of its content, which decides how it is served.
    """
    upload.seek(0)
    start = upload.read(SIGNATURE_BYTES)
    upload.seek(0)
    kind = kind_of(start)
    if kind:
        data = _cleaned(kind, upload)
        return SimpleUploadedFile(with_extension(upload.name, KINDS[kind]), data)
    if not looks_like_pdf(start):
        raise ValidationError(UNKNOWN_TYPE, params={"name": upload.name})
    if pictures_only:
        raise ValidationError(NOT_A_PICTURE, params={"name": upload.name})
    check_upload(upload)
    upload.name = with_extension(upload.name, ".pdf")
    return upload


def _cleaned(kind, upload):
    name = upload.name
    if upload.size > MAX_BYTES:
        size = MAX_BYTES // 1024**2
        raise ValidationError(TOO_LARGE, params={"name": name, "size": size})
    try:
        return clean(kind, upload.read()).data
    except PictureProblem as problem:
        params = problem.gaps | {"name": name}
        raise ValidationError(problem.words, params=params) from None
