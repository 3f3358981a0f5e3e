"""One process reads at a time, and at most one waits its turn behind it."""

import fcntl
import logging
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)


def _open(name):
    folder = Path(settings.LIBRARY_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def queue_lock():
    """The place of whoever reads next, as an open lock; None where somebody has it.

    Whoever has it has not looked yet at what waits, so it will see all that is there.
    """
    lock = _open("next.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


@contextmanager
def processing_lock(lock):
    """Wait in one's place until it is one's turn to read; then the place is free."""
    reading = _open("reading.lock")
    try:
        fcntl.flock(reading, fcntl.LOCK_EX)
        os.close(lock)
        yield
    finally:
        os.close(reading)


def start_extraction():
    """Start a process that reads what waits, unless one is about to begin anyway.

    It takes over the place in line, and outlives the request and the server. Where it
    cannot be started, what waits is read when `extract_files` next runs.
    """
    lock = queue_lock() if settings.EXTRACT_ON_COMMIT else None
    if lock is None:
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    try:
        process = subprocess.Popen(
            [*command, "extract_files", "--lock", str(lock)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[lock],
        )
    except OSError:
        logger.exception("Reading files could not be started; they wait")
    else:
        # Somebody must take note of its end, or its entry stays with this server.
        threading.Thread(target=process.wait, daemon=True).start()
    finally:
        os.close(lock)
