"""Extraction of all waiting files, one after another."""

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
RESULT_FIELDS = ["state", "page_count", "pages_read", "cover_width", "cover_height"]


@dataclass(frozen=True)
class Bounds:
    """Limits of the extraction of one file."""

    pages: int = 3_000
    seconds: int = 120  # of the processor
    memory: int = 1 << 30  # bytes of address space

    @property
    def timeout(self):
        """Seconds of wall-clock time, more than of processor time."""
        return self.seconds * 3


BOUNDS = Bounds()


@dataclass
class ExtractionResult:
    """What the worker reported of a file."""

    problem: str = ""
    page_count: int | None = None
    texts: list[str] = field(default_factory=list)
    cover: tuple[int, int] = (0, 0)

    @property
    def state(self):
        """The state of the file that this result means."""
        if self.problem:
            return State(self.problem)
        if len(self.texts) < self.page_count:
            return State.TOO_LARGE
        return State.READY if any(map(str.strip, self.texts)) else State.SCANNED


def _run_worker(path, cover, output_path, bounds):
    """Run the worker on a file. What its end means for a file that did not open."""
    command = [sys.executable, "-I", pdf_worker.__file__, str(path), str(cover)]
    command += map(str, [bounds.pages, bounds.seconds, bounds.memory])
    with output_path.open("wb") as output:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=bounds.timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return State.TOO_LARGE
    stopped = done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    return State.TOO_LARGE if stopped else State.DAMAGED


@contextmanager
def run_worker(path, bounds):
    """What the worker finds in a file within its bounds, and where it left the cover."""
    result = ExtractionResult()
    with tempfile.TemporaryDirectory(prefix="baliportal-") as folder:
        cover, output_path = Path(folder) / "cover.webp", Path(folder) / "said"
        end = _run_worker(path, cover, output_path, bounds)
        for line in output_path.read_text().split("\n"):
            try:
                what = json.loads(line)
            except ValueError:
                break  # the line it was stopped in
            result.problem = what.get("problem", result.problem)
            result.page_count = what.get("pages", result.page_count)
            if "text" in what:
                result.texts.append(what["text"])
            result.cover = tuple(what.get("cover", result.cover))
        if result.page_count is None:
            result.problem = result.problem or end
        yield result, cover


def read(file, bounds=BOUNDS):
    """What is in a file of the library; its cover is put beside it."""
    with run_worker(file.path, bounds) as (result, cover):
        if result.cover != (0, 0):
            file.cover_path.write_bytes(cover.read_bytes())
    return result


@transaction.atomic
def save_result(file, result):
    """Save the result. A version that could be opened becomes the current one."""
    file.pages.all().delete()
    FilePage.objects.bulk_create(
        [
            FilePage(file=file, number=number, text=text)
            for number, text in enumerate(result.texts, start=1)
            if text
        ],
        batch_size=200,
    )
    file.state = result.state
    file.page_count = result.page_count
    file.pages_read = len(result.texts)
    file.cover_width, file.cover_height = result.cover
    # Only what was found out: staff may have changed the rest in the meantime.
    file.save(update_fields=RESULT_FIELDS)
    opened = file.versions.filter(page_count__isnull=False)
    if file.page_count and file == opened.first():
        file.make_current()


def extract_waiting(bounds=BOUNDS):
    """Read every file that waits. Returns those that were read."""
    done, failed = [], []
    while file := PublicationFile.objects.waiting().exclude(pk__in=failed).first():
        try:
            save_result(file, read(file, bounds))
        except Exception:
            # Whatever it is, the files behind it are read all the same.
            logger.exception("%s was not read; it waits", file.path)
            failed.append(file.pk)
        else:
            done.append(file)
    return done
