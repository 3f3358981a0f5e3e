"""Storage of static files: hashed names, compressed, style sheets bundled into one."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'@import url\("(?P<name>[\w./-]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class ImportsInlined:
    """Wraps a storage: a style sheet is read with its `@import`s inlined, no comments.

    One file for each component in the repository, one request for the reader.
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


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's manifest storage, with bundled style sheets."""

    def post_process(self, paths, dry_run=False, **options):
        joined = {
            name: (ImportsInlined(storage), path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(joined, dry_run, **options)
