"""Whether there is room for what this machine keeps."""

import shutil
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings

FOLDERS = ["VAR_DIR", "MEDIA_ROOT", "LIBRARY_ROOT", "SEARCH_INDEX_DIR", "SNAPSHOTS_DIR"]


def without_room():
    """The folders in which nothing more can be kept: full, or not to be written to."""
    return [
        str(folder)
        for name in FOLDERS
        if (folder := getattr(settings, name)) and not _has_room(Path(folder))
    ]


def _has_room(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
        return shutil.disk_usage(folder).free >= settings.LEAST_FREE
    except OSError:
        return False
