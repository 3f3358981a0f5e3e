"""Names of uploaded files; the extension decides the content type they are served with."""

import mimetypes
from pathlib import PurePath

from django.utils.text import slugify
from filer.utils.generate_filename import randomized

# Characters of a name on disk, without extension; thumbnails append their size.
MAX_LENGTH = 120


def with_extension(name, ending):
    """The name of a file with the extension of its content type."""
    said, _encoding = mimetypes.guess_type(name)
    if said == mimetypes.guess_type(f"a{ending}")[0]:
        return name
    stem = PurePath(name).stem if said else name
    return f"{stem}{ending}"


def place(instance, filename):
    """The path of a new file: a folder of its own, and a shortened ASCII name with the
    same extension."""
    path = PurePath(filename)
    stem = slugify(path.stem)[:MAX_LENGTH] or "file"
    return randomized(instance, f"{stem}{path.suffix.lower()}")
