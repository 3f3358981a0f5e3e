"""The cache on disk, shared by every process of this machine."""

from contextlib import suppress

from django.core.cache.backends.filebased import FileBasedCache


class FileCache(FileBasedCache):
    """Keeps and knows nothing where the disk is full or its folder cannot be used: what
    is not kept is worked out again."""

    def set(self, *args, **kwargs):
        with suppress(OSError):
            super().set(*args, **kwargs)

    def get(self, key, default=None, version=None):
        with suppress(OSError):
            return super().get(key, default, version)
        return default

    def has_key(self, key, version=None):
        with suppress(OSError):
            return super().has_key(key, version)
        return False
