"""Cleaning of one picture: validated, put upright, without metadata."""

import io
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageSequence

from .image_metadata import strip
from .orientation import transposed, transposition_of
from .svg import clean_svg, holds_photograph, looks_like_svg

# The largest that telephones take, 8,192 by 6,144: some 200 MB of memory while it is
# looked at, twice that while it is turned.
MAX_PIXELS = 51_000_000
# An animation is looked at frame after frame.
MAX_FULL_FRAMES = 10

# By the name Pillow has for each, how the name of such a file ends.
KINDS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "SVG": ".svg"}
# Bytes from its beginning; a drawing may declare much before it begins.
SIGNATURE_BYTES = 64 * 1024

DAMAGED = _("“%(name)s” is damaged and cannot be opened. Choose a sound copy.")
TOO_LARGE = _(
    "“%(name)s” has more than %(millions)d million pixels. Make it smaller, such as "
    "4,000 pixels wide, and choose that copy."
)
PHOTOGRAPH_INSIDE = _(
    "“%(name)s” is a drawing with a photograph inside. Choose the photograph itself, or "
    "save the whole as PNG."
)


class PictureProblem(Exception):
    """A picture is refused; `words` is the message, with a placeholder for its name."""

    def __init__(self, words: Promise, **gaps):
        super().__init__(words)
        self.words, self.gaps = words, gaps


@dataclass(frozen=True)
class CleanedPicture:
    """The cleaned picture; `transposed` if its pixels were rotated or flipped."""

    data: bytes
    transposed: bool = False


def kind_of(data: bytes) -> str:
    """The key in KINDS of a file, from its first bytes; blank if it is none of them."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return "SVG" if looks_like_svg(data) else ""


def clean(kind: str, data: bytes, most_pixels: int = MAX_PIXELS) -> CleanedPicture:
    """A picture of a kind without metadata. Raises PictureProblem if it is invalid.

    Only where it has to be turned are its pixels written anew.
    """
    if kind == "SVG":
        return CleanedPicture(_drawing(data))
    try:
        bare, exif = strip(kind, data)
        transposition = transposition_of(exif)
        with Image.open(io.BytesIO(bare), formats=[kind]) as image:
            _check_size(image, transposition, most_pixels)
            if transposition is None:
                for frame in ImageSequence.Iterator(image):
                    frame.load()
                return CleanedPicture(bare)
            return CleanedPicture(
                strip(kind, transposed(image, transposition, bare))[0], transposed=True
            )
    except PictureProblem:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(most_pixels) from None
    except Exception as error:
        # There are as many kinds of error as there are ways to be damaged.
        raise PictureProblem(DAMAGED) from error


def _check_size(image, transposition, most_pixels):
    """Refuse pictures that need too much memory or time, before they are decompressed."""
    area, frames = image.width * image.height, getattr(image, "n_frames", 1)
    # Turned, all frames are held at once.
    at_once = area * frames if transposition else area
    if at_once > most_pixels or area * frames > MAX_FULL_FRAMES * most_pixels:
        raise _too_large(most_pixels)


def _too_large(most_pixels):
    return PictureProblem(TOO_LARGE, millions=most_pixels // 1_000_000)


def _drawing(data):
    if holds_photograph(data):
        raise PictureProblem(PHOTOGRAPH_INSIDE)
    try:
        return clean_svg(data)
    except ValueError as error:
        raise PictureProblem(DAMAGED) from error
