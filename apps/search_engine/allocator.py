"""The memory allocator of the process."""

import contextlib
import ctypes

M_ARENA_MAX = -8  # of mallopt(3)


def use_one_arena() -> None:
    """Make glibc's malloc serve all threads from one arena; nothing elsewhere.

    By default each thread has an arena, and memory freed in it is of no use to others.
    Each commit is written by new threads, so a process that writes many would go on
    growing: indexing 100,000 records one change at a time takes twice the memory.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
