"""The cache on disk, shared by every process of this machine."""

from contextlib import suppress
from pathlib import Path
from zlib import crc32

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.filebased import FileBasedCache

DRAWERS = 256


class FileCache(BaseCache):
    """Keeps and knows nothing where the disk is full or its folder cannot be used: what
    is not kept is worked out again.

    Entries lie in drawers, by their keys: Django's cache on disk lists a whole folder
    whenever it keeps anything, so its cost would grow with what is kept.
    """

    def __init__(self, folder, params):
        super().__init__(params)
        most = {"MAX_ENTRIES": max(self._max_entries // DRAWERS, 1)}
        params = params | {"OPTIONS": params.get("OPTIONS", {}) | most}
        self._drawers = [
            FileBasedCache(str(Path(folder) / f"{number:02x}"), params)
            for number in range(DRAWERS)
        ]

    def _drawer(self, key):
        return self._drawers[crc32(str(key).encode()) % DRAWERS]

    def add(self, key, value, *args, **kwargs):
        if self.has_key(key, kwargs.get("version")):
            return False
        self.set(key, value, *args, **kwargs)
        return True

    def set(self, key, *args, **kwargs):
        with suppress(OSError):
            self._drawer(key).set(key, *args, **kwargs)

    def get(self, key, default=None, version=None):
        with suppress(OSError):
            return self._drawer(key).get(key, default, version)
        return default

    def touch(self, key, *args, **kwargs):
        with suppress(OSError):
            return self._drawer(key).touch(key, *args, **kwargs)
        return False

    def delete(self, key, version=None):
        with suppress(OSError):
            return self._drawer(key).delete(key, version)
        return False

    def has_key(self, key, version=None):
        with suppress(OSError):
            return self._drawer(key).has_key(key, version)
        return False

    def clear(self):
        for drawer in self._drawers:
            drawer.clear()
