"""The file store: files named by their digest, with numbered versions."""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction

from .extraction.extraction_process import start_extraction
from .models import Publication, PublicationFile

CHUNK = 1 << 20
# Younger files may belong to a row that is not committed yet.
MIN_ORPHAN_AGE = 24 * 60 * 60  # seconds


def _store(content):
    """Copy an open file into the store, atomically. Returns its digest and size."""
    folder = Path(settings.LIBRARY_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as coming:
        try:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                coming.write(chunk)
            coming.flush()
            os.fsync(coming.fileno())
            file = PublicationFile(sha256=digest.hexdigest(), size=size)
            file.path.parent.mkdir(exist_ok=True)
            Path(coming.name).replace(file.path)
        except BaseException:
            Path(coming.name).unlink(missing_ok=True)
            raise
    return file.sha256, size


@transaction.atomic
def attach(publication, content, *, name="main", original_name="", **values):
    """Attach an open file to a publication, as the next version of the file of its name.

    It returns at once; the text is read afterwards, outside the request. The same
    content as the newest version has adds nothing and returns that version. `values`
    are language and is_private; where they are not given, the version before decides.
    """
    sha256, size = _store(content)
    # Two editors at once: the second waits, and then counts on from the first.
    Publication.objects.select_for_update().get(pk=publication.pk)
    newest = publication.files.filter(name=name).order_by("-version").first()
    if newest:
        values = {"language": newest.language, "is_private": newest.is_private} | values
        if newest.sha256 == sha256:
            return newest
    file = PublicationFile.objects.create(
        publication=publication,
        name=name,
        version=newest.version + 1 if newest else 1,
        # Until it has opened, readers are given the version before.
        is_current=newest is None,
        sha256=sha256,
        size=size,
        original_name=Path(original_name).name[:255],
        **values,
    )
    transaction.on_commit(start_extraction, robust=True)
    return file


@transaction.atomic
def remove(file):
    """Remove one version; the newest of those that opened becomes the current one."""
    file.delete()
    if file.is_current:
        opened = file.versions.filter(page_count__isnull=False)
        if successor := opened.first() or file.versions.first():
            successor.make_current()
    transaction.on_commit(lambda: _discard(file), robust=True)


def _discard(file):
    """Delete a file from the disk, unless another version or publication has the same."""
    if not PublicationFile.objects.filter(sha256=file.sha256).exists():
        file.path.unlink(missing_ok=True)
        file.cover_path.unlink(missing_ok=True)


def delete_orphans():
    """Delete files without a row, such as those whose row was rolled back.

    Returns how many files it deleted.
    """
    folder, deleted = Path(settings.LIBRARY_ROOT), 0
    needed = set(PublicationFile.objects.values_list("sha256", flat=True))
    for path in [*folder.glob("??/*"), *folder.glob("tmp*")]:
        with suppress(FileNotFoundError):
            old = time.time() - path.stat().st_mtime > MIN_ORPHAN_AGE
            if old and path.stem not in needed:
                path.unlink()
                deleted += 1
    return deleted
