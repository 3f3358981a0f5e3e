"""Where an index lies on disk, and which of its generations answers.

    root/current             names the generation that answers
    root/generation-000012/  records/ and pages/, one directory of files each
    root/write.lock          held by whoever changes the index
    root/rebuild.lock        held by whoever builds the next generation

A generation is built out of sight; replacing the small file "current" is the one
step that puts it in place, so a process killed at any moment leaves either the
old one or the new one, whole.
"""

import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import tantivy

from .analyzer import register
from .index_errors import IndexDamaged, IndexMissing, IndexOutdated
from .index_schema import FIELDS, RULES, SCHEMAS
from .integrity import damage_reported, damaged_files

PARTS = ("records", "pages")


class Stated(NamedTuple):
    """What the file "current" says about the generation that answers."""

    generation: str
    fields: str
    rules: str

    def require_fields(self) -> None:
        if self.fields != FIELDS:
            raise IndexOutdated("The search index was built for other fields.")

    def require_rules(self) -> None:
        self.require_fields()
        if self.rules != RULES:
            raise IndexOutdated("The search index read its text by other rules.")


def current(root: Path) -> Stated:
    try:
        return Stated(**json.loads((root / "current").read_bytes()))
    except FileNotFoundError:
        raise IndexMissing(f"No search index has been built in {root}.") from None
    except (OSError, ValueError, TypeError):
        raise IndexDamaged(f"{root / 'current'} is unreadable.") from None


def switch(root: Path, name: str) -> None:
    """Let the named generation answer from now on."""
    beside = root / "current.new"
    with beside.open("w") as file:
        json.dump(Stated(name, FIELDS, RULES)._asdict(), file)
        file.flush()
        os.fsync(file.fileno())
    if (root / "current").is_dir():
        shutil.rmtree(root / "current")
    beside.replace(root / "current")
    _sync_directory(root)


def _sync_directory(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def next_name(root: Path) -> str:
    numbers = [
        int(path.name.removeprefix("generation-"))
        for path in root.glob("generation-[0-9]*")
        if path.name.removeprefix("generation-").isdecimal()
    ]
    return f"generation-{max(numbers, default=0) + 1:06}"


def remove_others(root: Path, *kept: str) -> None:
    """Clear away the generations that no longer answer, and abandoned ones.

    Readers that still have one open keep its files until they let go.
    """
    for path in root.glob("generation-*"):
        if path.name not in kept:
            remove(root, path.name)


def remove(root: Path, name: str) -> None:
    shutil.rmtree(root / name, ignore_errors=True)


def create(path: Path) -> dict[str, tantivy.Index]:
    indexes = {}
    for part in PARTS:
        (path / part).mkdir(parents=True)
        indexes[part] = tantivy.Index(SCHEMAS[part], str(path / part), reuse=False)
        indexes[part].config_reader("manual")
        register(indexes[part])
    return indexes


def open_parts(path: Path) -> dict[str, tantivy.Index]:
    """Both indexes of a generation, for reading."""
    indexes = {}
    for part in PARTS:
        with damage_reported():
            indexes[part] = tantivy.Index.open(str(path / part))
            # We look for commits ourselves, at the moment of a question.
            indexes[part].config_reader("manual")
            register(indexes[part])
    return indexes


def check_parts(path: Path) -> None:
    for part in PARTS:
        damaged = damaged_files(path / part)
        if damaged:
            raise IndexDamaged(f"Damaged: {', '.join(damaged)} in {path / part}.")
