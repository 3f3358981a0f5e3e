"""The extraction process: one runs at a time, and at most one waits behind it."""

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
    """The lock of the next process in line (a file descriptor); None if it is taken.

    Its holder has not queried the waiting files yet, so it will find all of them.
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
    """Wait for the processing lock, then release the queue lock."""
    reading = _open("reading.lock")
    try:
        fcntl.flock(reading, fcntl.LOCK_EX)
        os.close(lock)
        yield
    finally:
        os.close(reading)


def start_extraction():
    """Start a process that extracts waiting files, unless one is queued already.

    It inherits the queue lock, and outlives the request and the server. If it cannot be
    started, the files are read when `extract_files` next runs.
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
        # Wait for its end in a thread, or it stays a zombie process.
        threading.Thread(target=process.wait, daemon=True).start()
    finally:
        os.close(lock)
