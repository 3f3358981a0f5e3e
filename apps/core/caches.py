"""The cache on disk, shared by every process of this machine."""

from contextlib import suppress

from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Keeps nothing where the disk is full: what is not kept is worked out again."""

    def set(self, *args, **kwargs):
        with suppress(OSError):
            super().set(*args, **kwargs)
