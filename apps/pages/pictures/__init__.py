"""Cleaning of uploaded pictures: upright, without location, names and comments.

`image_metadata` strips metadata from JPEG, PNG and WebP without changing pixels; `svg`
sanitises SVG; `orientation` applies the EXIF orientation. `cleaning` combines them, or
refuses a picture. No models are used.
"""

from .cleaning import KINDS, SIGNATURE_BYTES, PictureProblem, clean, kind_of

__all__ = ["KINDS", "SIGNATURE_BYTES", "PictureProblem", "clean", "kind_of"]
