"""Locks between processes, which a killed process lets go of by dying."""

import contextlib
import fcntl
import time
from collections.abc import Iterator
from pathlib import Path

from .index_errors import IndexBusy, IndexNotWritten

PAUSE = 0.01


@contextlib.contextmanager
def held(path: Path, *, wait: float) -> Iterator[None]:
    """Hold the lock at a path, waiting for it no longer than so many seconds."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise IndexNotWritten(f"The search index was not changed: {error}") from error
    with file:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise IndexBusy(f"{path} is held by another process.") from None
                time.sleep(PAUSE)
        yield


def is_held(path: Path) -> bool:
    try:
        with held(path, wait=0):
            return False
    except IndexBusy:
        return True
