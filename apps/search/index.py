"""This machine's copy of the index: where it is, and building it from the database."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from . import registry
from .engine import SearchIndex


def index_dir():
    path = Path(settings.SEARCH_INDEX_DIR)
    path.mkdir(parents=True, exist_ok=True)
    return path


@lru_cache(maxsize=4)
def _open(path):
    return SearchIndex(path)


def open_index():
    """The index of this process: one object for all its threads."""
    return _open(str(index_dir()))


def build():
    """Build the index anew aside and switch it in. Returns how many records it has."""
    number = 0
    with open_index().rebuild() as making:
        for kind in registry.kinds().values():
            for document in kind.documents():
                making.add(document)
                number += 1
    return number


def check():
    """By kind: (records in the database, records in the index, keys that differ)."""
    differences = {}
    index = open_index()
    for name, kind in registry.kinds().items():
        stored = {kind.key(pk) for pk in kind.records().values_list("pk", flat=True)}
        found = set(index.keys(name))
        differences[name] = (len(stored), len(found), sorted(stored ^ found))
    return differences
