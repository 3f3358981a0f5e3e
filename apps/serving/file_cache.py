"""A file-based cache, shared by every process of this machine."""

from contextlib import suppress
from pathlib import Path
from zlib import crc32

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.filebased import FileBasedCache

SHARDS = 256


class FileCache(BaseCache):
    """Django's file-based cache, sharded by key, without errors when the disk is full.

    If the folder cannot be used, every `get` is a miss. FileBasedCache lists its whole
    folder at each `set`, so the cost of one folder would grow with its entries.
    """

    def __init__(self, folder, params):
        super().__init__(params)
        most = {"MAX_ENTRIES": max(self._max_entries // SHARDS, 1)}
        params = params | {"OPTIONS": params.get("OPTIONS", {}) | most}
        self._shards = [
            FileBasedCache(str(Path(folder) / f"{number:02x}"), params)
            for number in range(SHARDS)
        ]

    def _shard(self, key):
        return self._shards[crc32(str(key).encode()) % SHARDS]

    def add(self, key, value, *args, **kwargs):
        if self.has_key(key, kwargs.get("version")):
            return False
        self.set(key, value, *args, **kwargs)
        return True

    def set(self, key, *args, **kwargs):
        with suppress(OSError):
            self._shard(key).set(key, *args, **kwargs)

    def get(self, key, default=None, version=None):
        with suppress(OSError):
            return self._shard(key).get(key, default, version)
        return default

    def touch(self, key, *args, **kwargs):
        with suppress(OSError):
            return self._shard(key).touch(key, *args, **kwargs)
        return False

    def delete(self, key, version=None):
        with suppress(OSError):
            return self._shard(key).delete(key, version)
        return False

    def has_key(self, key, version=None):
        with suppress(OSError):
            return self._shard(key).has_key(key, version)
        return False

    def clear(self):
        for shard in self._shards:
            shard.clear()
