"""What waits is read, file after file, by one process at a time."""

import json
import logging
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from apps.publications.models import FilePage, PublicationFile

from . import pdf_worker

logger = logging.getLogger(__name__)

State = PublicationFile.State
FOUND_OUT = ["state", "page_count", "pages_read", "cover_width", "cover_height"]


@dataclass(frozen=True)
class Bounds:
    """How far the reading of one file may go."""

    pages: int = 3_000
    seconds: int = 120  # of the processor
    memory: int = 1 << 30  # bytes of address space

    @property
    def patience(self):
        """Seconds by the clock: the processor may be busy with something else."""
        return self.seconds * 3


BOUNDS = Bounds()


@dataclass
class Reading:
    """What the worker said of a file."""

    problem: str = ""
    page_count: int | None = None
    texts: list[str] = field(default_factory=list)
    cover: tuple[int, int] = (0, 0)

    @property
    def state(self):
        if self.problem:
            return State(self.problem)
        if len(self.texts) < self.page_count:
            return State.TOO_LARGE
        return State.READY if any(map(str.strip, self.texts)) else State.SCANNED


def _say(path, cover, said, bounds):
    """Run the worker on a file. What its end means for a file that did not open."""
    command = [sys.executable, "-I", pdf_worker.__file__, str(path), str(cover)]
    command += map(str, [bounds.pages, bounds.seconds, bounds.memory])
    with said.open("wb") as output:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=bounds.patience,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return State.TOO_LARGE
    stopped = done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    return State.TOO_LARGE if stopped else State.DAMAGED


@contextmanager
def look(path, bounds):
    """What the worker finds in a file within its bounds, and where it left the cover."""
    reading = Reading()
    with tempfile.TemporaryDirectory(prefix="baliportal-") as folder:
        cover, said = Path(folder) / "cover.webp", Path(folder) / "said"
        end = _say(path, cover, said, bounds)
        for line in said.read_text().split("\n"):
            try:
                what = json.loads(line)
            except ValueError:
                break  # the line it was stopped in
            reading.problem = what.get("problem", reading.problem)
            reading.page_count = what.get("pages", reading.page_count)
            if "text" in what:
                reading.texts.append(what["text"])
            reading.cover = tuple(what.get("cover", reading.cover))
        if reading.page_count is None:
            reading.problem = reading.problem or end
        yield reading, cover


def read(file, bounds=BOUNDS):
    """What is in a file of the library; its cover is put beside it."""
    with look(file.path, bounds) as (reading, cover):
        if reading.cover != (0, 0):
            file.cover_path.write_bytes(cover.read_bytes())
    return reading


@transaction.atomic
def keep(file, reading):
    """Write what was read. A version that opened becomes the current one."""
    file.pages.all().delete()
    FilePage.objects.bulk_create(
        [
            FilePage(file=file, number=number, text=text)
            for number, text in enumerate(reading.texts, start=1)
            if text
        ],
        batch_size=200,
    )
    file.state = reading.state
    file.page_count = reading.page_count
    file.pages_read = len(reading.texts)
    file.cover_width, file.cover_height = reading.cover
    # Only what was found out: staff may have changed the rest in the meantime.
    file.save(update_fields=FOUND_OUT)
    opened = file.versions.filter(page_count__isnull=False)
    if file.page_count and file == opened.first():
        file.make_current()


def extract_waiting(bounds=BOUNDS):
    """Read every file that waits. Returns those that were read."""
    done, failed = [], []
    while file := PublicationFile.objects.waiting().exclude(pk__in=failed).first():
        try:
            keep(file, read(file, bounds))
        except Exception:
            # Whatever it is, the files behind it are read all the same.
            logger.exception("%s was not read; it waits", file.path)
            failed.append(file.pk)
        else:
            done.append(file)
    return done
