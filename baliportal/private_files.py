"""Files that nobody but their owner may read, made where there are none."""

import os
from contextlib import suppress

from django.core.management.utils import get_random_secret_key


def kept_secret_key(folder):
    """The key of this machine, made at the first start and kept beside its data."""
    path = folder / "secret_key"
    if not path.exists():
        own = folder / f"secret_key.{os.getpid()}"
        own.touch(mode=0o600)
        own.write_text(get_random_secret_key())
        # Of several processes at a first start, the first one's key is kept.
        with suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text()


def keep_private(path):
    """Let only its owner read a database: it holds drafts, accounts and sessions.

    SQLite gives the files that it puts beside it the same mode.
    """
    path.touch(mode=0o600)
    for file in path.parent.glob(f"{path.name}*"):
        with suppress(PermissionError, FileNotFoundError):  # another's; just gone
            file.chmod(0o600)
