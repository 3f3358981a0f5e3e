"""Locks between processes, which a killed process lets go of by dying."""

import contextlib
import fcntl
import time
from pathlib import Path

from .errors import IndexBusy

PAUSE = 0.01


@contextlib.contextmanager
def held(path: Path, *, wait: float):
    """Hold the lock at a path, waiting for it no longer than so many seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
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
