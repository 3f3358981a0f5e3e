"""What bringing in a spreadsheet costs: time, processor time, memory.

    python tests/bench/imports.py [rows, 100000 if not said]

Synthetic lists of publications are imported by the command, indexing included, into
a portal of its own: a short one, as staff bring it, then a long one; each first as a
dry run, then kept, then once more to find nothing new. Then that library is searched.
"""

import csv
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.saying import say  # noqa: E402

VAR = Path(tempfile.mkdtemp(prefix="baliportal-bench-"))
ENVIRONMENT = os.environ | {"BALIPORTAL_VAR": str(VAR), "BALIPORTAL_HTTPS": "0"}
SEED = 20020226
SHORT = 10_000
HEADER = [
    "slug",
    "title",
    "kind",
    "issued",
    "publisher",
    "languages",
    "authors",
    "abstract",
    "topics",
    "members",
    "group",
    "meeting",
    "original_url",
]
KINDS = ["report", "statement", "policy-guide", "news", "paper", "brief"]
TOPICS = ["people-smuggling", "trafficking-in-persons"]
MEMBERS = ["indonesia", "australia", "viet-nam", "iom", "unhcr"]
GROUPS = ["regional-support-office", "ad-hoc-group", ""]
LETTERS = "aaabdeefghiiklmnooprstuuy"


def word(source):
    return "".join(source.choices(LETTERS, k=source.randint(4, 8)))


def text(source, words):
    return " ".join(word(source) for _ in range(words))


def write_list(path, rows, name):
    """A list of publications that never were, the same each time."""
    source = random.Random(SEED)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            day = f"{source.randint(2002, 2025)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
            writer.writerow(
                [
                    f"{name}-{number}",
                    text(source, 8).capitalize(),
                    source.choice(KINDS),
                    day[: source.choice([4, 7, 10])],
                    text(source, 3),
                    source.choice(["en", "en; id"]),
                    f"{word(source).title()}, {word(source).title()}; {text(source, 3)}",
                    text(source, 80),
                    "; ".join(source.sample(TOPICS, source.randint(0, 2))),
                    "; ".join(source.sample(MEMBERS, source.randint(0, 3))),
                    source.choice(GROUPS),
                    "",
                    f"https://example.org/{number}",
                ]
            )


def watch_memory(pid, seen):
    """Keep in `seen` the most megabytes that a process has had for itself.

    Files of the index that it has mapped are left out: the system takes that memory
    back whenever it is wanted elsewhere.
    """
    while True:
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        if own := re.search(r"RssAnon:\s+(\d+)", status):
            seen.append(int(own[1]) / 1024)
        time.sleep(0.1)


def manage(*arguments, quiet=False):
    """Run a command of the portal; its time, processor time and most memory."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *map(str, arguments)],
        env=ENVIRONMENT,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    seen = []
    threading.Thread(target=watch_memory, args=[process.pid, seen], daemon=True).start()
    lines = 0
    last = ""
    for line in process.stdout:
        lines += 1
        last = line.strip() or last
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments}: {last}")
    spent = used.ru_utime + used.ru_stime
    in_all = used.ru_maxrss / 1024
    own = max(seen, default=in_all)  # elsewhere than on Linux nobody tells them apart
    if not quiet:
        print(
            f"{time.perf_counter() - began:8.1f} s  {spent:8.1f} s"
            f"  {own:7.0f} MB  {in_all:7.0f} MB  {lines:7}  {last}"
        )
    return time.perf_counter() - began, spent, own


def run_import(name, rows):
    """Seconds, processor seconds and megabytes of the most that bringing it in takes."""
    path = VAR / f"{name}.csv"
    write_list(path, rows, name)
    print(f"{rows} rows, {path.stat().st_size / 1024**2:.0f} MB")
    print("      time         CPU      memory  with files    lines")
    runs = [
        manage("import_publications", path),
        manage("import_publications", path, "--commit"),
        manage("import_publications", path, "--commit"),
    ]
    return [max(column) for column in zip(*runs, strict=True)]


def main(rows):
    try:
        manage("migrate", "--verbosity", 0, quiet=True)
        manage("load_portal", quiet=True)
        _time, spent, memory = run_import("short", SHORT)
        what = f"a list of {SHORT:,} rows imported"
        say(f"{what}, processor time", f"{spent:.0f} s", "<= 60 s", spent <= 60)
        say(f"{what}, memory", f"{memory:.0f} MB", "<= 500 MB", memory <= 500)
        took, _spent, memory = run_import("long", rows)
        what = f"a list of {rows:,} rows imported and indexed"
        say(f"{what}, time", f"{took:.0f} s", "<= 600 s", took <= 600)
        say(f"{what}, memory", f"{memory:.0f} MB", "<= 500 MB", memory <= 500)
        manage("check_index")
        subprocess.run(
            [sys.executable, str(ROOT / "tests/bench/asking.py")],
            env=ENVIRONMENT,
            cwd=ROOT,
            check=True,
        )
    finally:
        shutil.rmtree(VAR, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
