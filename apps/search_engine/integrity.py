"""Whether the files of an index are what was written: segments listed, checksums right."""

import contextlib
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from .index_errors import IndexDamaged

CHUNK_SIZE = 1 << 20  # bytes

# Path, size and modification time of files whose checksum was right. They never change
# once written, so each is read through once.
_verified: set[tuple[str, int, int]] = set()


@contextlib.contextmanager
def damage_reported() -> Iterator[None]:
    """Turn the many errors that damaged files cause into IndexDamaged."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexDamaged(str(error)) from error
    except BaseException as error:
        # Rust's panics arrive as a class that cannot be imported and that no
        # "except Exception" would catch.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(str(error)) from error


def damaged_files(path: Path) -> list[str]:
    """Files of the index in a directory that are missing or not as written, by name."""
    while True:
        try:
            meta = (path / "meta.json").read_bytes()
            files = segment_files(path)
            missing = _segments(path) - {file.name.split(".")[0] for file in files}
            damaged = [file.name for file in files if not _has_right_checksum(file)]
            # A writer may have merged segments away meanwhile.
            if (path / "meta.json").read_bytes() == meta:
                return sorted(missing) + damaged
        except (OSError, ValueError, KeyError, TypeError):
            return ["meta.json"]


def segment_files(path: Path) -> list[Path]:
    """The files of the segments that meta.json lists."""
    segments = _segments(path)
    return sorted(
        path / name for name in os.listdir(path) if name.split(".")[0] in segments
    )


def _segments(path: Path) -> set[str]:
    segments = json.loads((path / "meta.json").read_bytes())["segments"]
    return {segment["segment_id"].replace("-", "") for segment in segments}


def _has_right_checksum(path: Path) -> bool:
    """A segment file ends with a footer of JSON, its length (4 bytes), and 4 magic bytes.

    The footer has the CRC-32 of all that comes before it.
    """
    try:
        with path.open("rb") as file:
            stat = os.fstat(file.fileno())
            seen = (str(path), stat.st_size, stat.st_mtime_ns)
            if seen in _verified:
                return True
            file.seek(-8, os.SEEK_END)
            length = int.from_bytes(file.read(4), "little")
            file.seek(-8 - length, os.SEEK_END)
            left = file.tell()
            expected = json.loads(file.read(length))["crc"]
            file.seek(0)
            checksum = 0
            while left:
                chunk = file.read(min(CHUNK_SIZE, left))
                left -= len(chunk)
                checksum = zlib.crc32(chunk, checksum)
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if checksum != expected:
        return False
    _verified.add(seen)
    return True
