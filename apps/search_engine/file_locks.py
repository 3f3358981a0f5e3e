"""Exclusive locks between processes: advisory `flock`, freed when the holder dies."""

import contextlib
import fcntl
import time
from collections.abc import Iterator
from pathlib import Path

from .index_errors import IndexBusy, IndexNotWritten

RETRY_INTERVAL = 0.01  # seconds


@contextlib.contextmanager
def exclusive_lock(path: Path, *, timeout: float) -> Iterator[None]:
    """Hold the lock file at a path. Raises IndexBusy after `timeout` seconds."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise IndexNotWritten(f"The search index was not changed: {error}") from error
    with file:
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise IndexBusy(f"{path} is held by another process.") from None
                time.sleep(RETRY_INTERVAL)
        yield


def is_locked(path: Path) -> bool:
    """Whether another process holds the lock just now."""
    try:
        with exclusive_lock(path, timeout=0):
            return False
    except IndexBusy:
        return True
