"""What memory a process keeps for itself."""

import contextlib
import ctypes

M_ARENA_MAX = -8  # of mallopt(3)


def share_between_threads() -> None:
    """Let all threads take memory from one place, where the C library is glibc.

    By itself it has one for each thread, and what a thread has left there is of no use
    to others. Each change of an index is written by threads of its own, so a process
    that writes many would go on growing: bringing in 100,000 records by as much again
    as it needs.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
