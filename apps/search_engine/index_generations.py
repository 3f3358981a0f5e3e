"""The files of an index: its generations, and which of them is current.

    root/current             the manifest: JSON that names the current generation
    root/generation-000012/  records/ and pages/, a tantivy index each
    root/journal             changes made during a rebuild, a line of JSON each
    root/write.lock          held by whoever changes the current generation
    root/rebuild.lock        held by whoever builds the next generation

A generation is built out of sight. Replacing the manifest is the one atomic step that
puts it in place, so a process killed at any moment leaves the old generation or the
new one, whole.
"""

import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import tantivy

from .analyzer import register
from .index_errors import IndexDamaged, IndexMissing, IndexOutdated
from .index_schema import ANALYSIS_FINGERPRINT, SCHEMA_FINGERPRINT, SCHEMAS
from .integrity import damage_reported, damaged_files

# Both indexes of a generation, by the names of their directories.
INDEXES = ("records", "pages")


class Manifest(NamedTuple):
    """The current generation, and the fingerprints it was built with."""

    generation: str
    schema: str
    analysis: str

    def require_schema(self) -> None:
        if self.schema != SCHEMA_FINGERPRINT:
            raise IndexOutdated("The search index was built with another schema.")

    def require_analysis(self) -> None:
        self.require_schema()
        if self.analysis != ANALYSIS_FINGERPRINT:
            raise IndexOutdated("The search index was built with other text analysis.")


def read_manifest(root: Path) -> Manifest:
    try:
        return Manifest(**json.loads((root / "current").read_bytes()))
    except FileNotFoundError:
        raise IndexMissing(f"No search index has been built in {root}.") from None
    except (OSError, ValueError, TypeError):
        raise IndexDamaged(f"{root / 'current'} is unreadable.") from None


def make_current(root: Path, generation: str) -> None:
    """Replace the manifest, durably: every reader uses this generation from now on."""
    manifest = Manifest(generation, SCHEMA_FINGERPRINT, ANALYSIS_FINGERPRINT)
    aside = root / "current.new"
    with aside.open("w") as file:
        json.dump(manifest._asdict(), file)
        file.flush()
        os.fsync(file.fileno())
    if (root / "current").is_dir():
        shutil.rmtree(root / "current")
    aside.replace(root / "current")
    _sync_directory(root)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def next_generation(root: Path) -> str:
    """The name of a generation that is not there yet."""
    numbers = [
        int(path.name.removeprefix("generation-"))
        for path in root.glob("generation-[0-9]*")
        if path.name.removeprefix("generation-").isdecimal()
    ]
    return f"generation-{max(numbers, default=0) + 1:06}"


def remove_all_but(root: Path, kept: str) -> None:
    """Remove former generations, and abandoned ones.

    Readers that still have one open keep its files until they close them.
    """
    for path in root.glob("generation-*"):
        if path.name != kept:
            remove(root, path.name)


def remove(root: Path, generation: str) -> None:
    shutil.rmtree(root / generation, ignore_errors=True)


def create_indexes(path: Path) -> dict[str, tantivy.Index]:
    """Both indexes of a new generation, empty. Raises ValueError and OSError."""
    indexes = {}
    for name in INDEXES:
        (path / name).mkdir(parents=True)
        indexes[name] = tantivy.Index(SCHEMAS[name], str(path / name), reuse=False)
        indexes[name].config_reader("manual")
        register(indexes[name])
    return indexes


def open_indexes(path: Path) -> dict[str, tantivy.Index]:
    """Both indexes of a generation. Raises IndexDamaged."""
    indexes = {}
    for name in INDEXES:
        with damage_reported():
            indexes[name] = tantivy.Index.open(str(path / name))
            # Commits are looked for by the reader, when it is asked for a snapshot.
            indexes[name].config_reader("manual")
            register(indexes[name])
    return indexes


def check_files(path: Path) -> None:
    """Raise IndexDamaged where a file of a generation is missing or damaged."""
    for name in INDEXES:
        if damaged := damaged_files(path / name):
            raise IndexDamaged(f"Damaged: {', '.join(damaged)} in {path / name}.")
