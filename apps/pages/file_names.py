"""Names of uploaded files: what a file is served as hangs on how its name ends."""

import mimetypes
from pathlib import PurePath

from django.utils.text import slugify
from filer.utils.generate_filename import randomized

# Letters of a name on the disk; that of a thumbnail says its measures besides.
MAX_LENGTH = 120


def with_extension(name, ending):
    """A file's name with an ending that says what it is."""
    said, _encoding = mimetypes.guess_type(name)
    if said == mimetypes.guess_type(f"a{ending}")[0]:
        return name
    stem = PurePath(name).stem if said else name
    return f"{stem}{ending}"


def place(instance, filename):
    """Where the file store puts a file: a folder of its own, and a name that keeps its
    ending however long it is, and whatever script it is written in."""
    path = PurePath(filename)
    stem = slugify(path.stem)[:MAX_LENGTH] or "file"
    return randomized(instance, f"{stem}{path.suffix.lower()}")
