"""Applying the EXIF orientation of a picture to its pixels."""

import io

from PIL import ExifTags, Image, ImageSequence
from PIL.JpegImagePlugin import get_sampling

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
HALF_BOTH_WAYS = 2  # how Pillow calls colour at half the resolution, in both directions


def transposition_of(exif: bytes) -> Image.Transpose | None:
    """The transposition that its EXIF orientation asks for; None if it is upright."""
    tags = Image.Exif()
    try:
        tags.load(exif)
    except Exception:
        return None  # what cannot be read turns nothing
    return TURNS.get(tags.get(ExifTags.Base.Orientation))


def transposed(
    image: Image.Image, transposition: Image.Transpose, data: bytes
) -> bytes:
    """The file of a picture with every frame transposed.

    `data` is its file as it is. The format, the colour profile and, as far as the format
    allows, the quality stay.
    """
    frames, durations = [], []
    options = OPTIONS[image.format](image, data)
    for frame in ImageSequence.Iterator(image):
        frames.append(frame.transpose(transposition))
        durations.append(frame.info.get("duration", 0))
    if len(frames) > 1:
        options |= {
            "save_all": True,
            "append_images": frames[1:],
            "duration": durations,
            "loop": image.info.get("loop", 0),
        }
    out = io.BytesIO()
    frames[0].save(
        out, image.format, icc_profile=image.info.get("icc_profile", b""), **options
    )
    return out.getvalue()


def _jpeg(image, data):
    halved = get_sampling(image) == HALF_BOTH_WAYS
    return {
        "qtables": image.quantization,
        "subsampling": HALF_BOTH_WAYS if halved else 0,
        "progressive": bool(image.info.get("progressive")),
    }


def _png(image, data):
    return {"default_image": getattr(image, "default_image", False)}


def _webp(image, data):
    return {"lossless": b"VP8L" in data, "quality": 90}


OPTIONS = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
