"""Free disk space of the folders the portal writes to."""

import shutil
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings

FOLDERS = [
    "VAR_DIR",
    "MEDIA_ROOT",
    "LIBRARY_ROOT",
    "SEARCH_INDEX_DIR",
    "PAGE_CACHE_DIR",
]


def folders_without_space():
    """The folders that are full (less than MIN_FREE_BYTES) or not writable."""
    return [
        str(folder)
        for name in FOLDERS
        if (folder := getattr(settings, name)) and not _has_space(Path(folder))
    ]


def _has_space(folder):
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
        return shutil.disk_usage(folder).free >= settings.MIN_FREE_BYTES
    except OSError:
        return False
