"""Static files as they are served: named by their content, one style sheet in all."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("(?P<name>[\w./-]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class Joined:
    """A folder of files in which a style sheet holds what it imports.

    Written as a file for each component, sent as one without comments: each file would
    cost a reader on a slow line a request, and the imported ones a second wait.
    """

    def __init__(self, storage):
        self.storage = storage

    def open(self, path, mode="rb"):
        sheet = self._read(path) if path.endswith(".css") else ""
        if not IMPORT.search(sheet):
            return self.storage.open(path, mode)

        def imported(match):
            beside = str(PurePosixPath(path).parent / match["name"])
            return f"@layer {match['layer']} {{\n{self._read(beside)}}}"

        joined = COMMENT.sub("", IMPORT.sub(imported, sheet))
        return ContentFile(joined.encode())

    def _read(self, path):
        with self.storage.open(path) as file:
            return file.read().decode()


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Files named by their content and compressed, each style sheet whole."""

    def post_process(self, paths, dry_run=False, **options):
        joined = {
            name: (Joined(storage), path) for name, (storage, path) in paths.items()
        }
        yield from super().post_process(joined, dry_run, **options)
