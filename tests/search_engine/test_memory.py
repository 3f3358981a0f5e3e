"""What memory a process keeps that writes many changes."""

import platform
import subprocess
import sys

import pytest

WRITING = """
import ctypes, sys
from pathlib import Path
from apps.search_engine import Record, SearchIndex
from apps.search_engine.allocator import use_one_arena

if "shared" in sys.argv:
    use_one_arena()
index = SearchIndex(Path(sys.argv[1]))
with index.rebuild():
    pass
for number in range(3):
    index.apply([Record(f"a:{number}", "report", "On boats")])
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")
@pytest.mark.parametrize(("how", "is_one"), [("shared", True), ("each its own", False)])
def test_threads_that_write_take_memory_from_one_place(tmp_path, how, is_one):
    command = [sys.executable, "-c", WRITING, tmp_path / "index", how]
    process = subprocess.run(command, capture_output=True, text=True, check=True)

    assert (process.stderr.count("Arena ") == 1) == is_one
