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


def take_place():
    """The place of whoever reads next, as an open lock; None where somebody has it.

    Whoever has it has not looked yet at what waits, so it will see all that is there.
    """
    place = _open("next.lock")
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(place)
        return None
    return place


@contextmanager
def turn(place):
    """Wait in one's place until it is one's turn to read; then the place is free."""
    reading = _open("reading.lock")
    try:
        fcntl.flock(reading, fcntl.LOCK_EX)
        os.close(place)
        yield
    finally:
        os.close(reading)


def start_extraction():
    """Start a process that reads what waits, unless one is about to begin anyway.

    It takes over the place in line, and outlives the request and the server. Where it
    cannot be started, what waits is read when `extract_files` next runs.
    """
    place = take_place() if settings.EXTRACT_ON_COMMIT else None
    if place is None:
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    try:
        process = subprocess.Popen(
            [*command, "extract_files", "--place", str(place)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=[place],
        )
    except OSError:
        logger.exception("Reading files could not be started; they wait")
    else:
        # Somebody must take note of its end, or its entry stays with this server.
        threading.Thread(target=process.wait, daemon=True).start()
    finally:
        os.close(place)
