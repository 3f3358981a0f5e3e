"""Cleaning of pictures already in the file store, in place."""

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from filer import settings as filer_settings
from PIL import Image

from .pictures import SIGNATURE_BYTES, PictureProblem, clean, kind_of

# What is there already may be larger than what is taken today.
MAX_PIXELS = Image.MAX_IMAGE_PIXELS


@dataclass
class Report:
    """Counts of pictures cleaned and unchanged, and the problems of the others."""

    cleaned: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)


def clean_stored(files, images) -> Report:
    """Clean every picture on disk, including thumbnails and files without a database row.

    Their addresses stay. `files` and `images` are the store's models, as they are now or
    in a migration: what they note of a file is brought up to date.
    """
    report = Report()
    for root, path in _stored():
        with path.open("rb") as file:
            kind = kind_of(file.read(SIGNATURE_BYTES))
        if not kind:
            continue
        name, data = path.relative_to(root).as_posix(), path.read_bytes()
        try:
            kept = clean(kind, data, MAX_PIXELS)
        except PictureProblem as problem:
            report.problems.append(problem.words % (problem.gaps | {"name": name}))
            continue
        if kept.data == data:
            report.unchanged += 1
            continue
        _replace(path, kept)
        _note(files.objects.filter(file=name), images, kept)
        report.cleaned += 1
    return report


def _stored() -> Iterator[tuple[Path, Path]]:
    """Each file of the store, after the folder that its name begins in."""
    roots = {
        Path(storage.location)
        for storage in [
            filer_settings.FILER_PUBLICMEDIA_STORAGE,
            filer_settings.FILER_PUBLICMEDIA_THUMBNAIL_STORAGE,
            filer_settings.FILER_PRIVATEMEDIA_STORAGE,
            filer_settings.FILER_PRIVATEMEDIA_THUMBNAIL_STORAGE,
        ]
    }
    for root in sorted(roots):
        for path in sorted(root.rglob("*")):
            if path.is_file():
                yield root, path


def _replace(path, kept):
    """Replace a file atomically.

    Only one that was turned is newer than its thumbnails.
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as coming:
        coming.write(kept.data)
    shutil.copystat(path, coming.name)
    if kept.transposed:
        os.utime(coming.name)
    Path(coming.name).replace(path)


def _note(files, images, kept):
    digest = hashlib.sha1(kept.data, usedforsecurity=False).hexdigest()
    files.update(sha1=digest, _file_size=len(kept.data))
    if kept.transposed:
        with Image.open(io.BytesIO(kept.data)) as picture:
            width, height = picture.size
        # The focal point was on the picture as it lay.
        images.objects.filter(pk__in=files.values("pk")).update(
            _width=width, _height=height, subject_location=""
        )
