"""The portal while its PostgreSQL is away, and after it has come back."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.bench.serving import ROOT, Server
from tests.conftest import missing

pytestmark = pytest.mark.once

KEPT = "/en/members/"
# What cannot be answered without the database.
ASKING = [
    "/en/groups/",
    "/en/members/?region=europe",
    "/en/members/nobody/",
    "/en/search/?q=bali",
    "/en/nothing/",
    "/sitemap.xml",
    "/api/v1/members/",
    "/readyz",
]


class Cluster:
    """A PostgreSQL of the test's own, which it stops and starts."""

    def __init__(self, folder, binaries):
        self.folder, self.binaries = folder, binaries
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self.run("initdb", "--auth", "trust", "--username", "postgres")

    def run(self, program, *arguments):
        # It refuses to be run by root.
        other = ["runuser", "--user", "postgres", "--"] if os.getuid() == 0 else []
        command = [self.binaries / program, "--pgdata", self.folder / "cluster"]
        subprocess.run(
            [*other, *command, *arguments],
            cwd=self.folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def start(self):
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off "
            f"-c unix_socket_directories={self.folder}"
        )
        log = ["--log", self.folder / "log"]
        self.run("pg_ctl", "--wait", *log, "--options", options, "start")

    def stop(self):
        self.run("pg_ctl", "--wait", "--mode", "fast", "stop")


@pytest.fixture(scope="module")
def cluster():
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
    )
    if not found:
        missing("PostgreSQL")
    # Not below pytest's folder, which is closed to everybody else.
    with tempfile.TemporaryDirectory() as folder:
        if os.getuid() == 0:
            subprocess.run(["chown", "postgres", folder], check=True)
        cluster = Cluster(Path(folder), found[-1].parent)
        cluster.start()
        yield cluster
        with contextlib.suppress(subprocess.CalledProcessError):
            cluster.stop()


@pytest.fixture(scope="module")
def server(cluster, tmp_path_factory):
    """The portal on that PostgreSQL, which each test leaves running."""
    environ = {
        "DJANGO_SETTINGS_MODULE": "baliportal.settings",
        "DATABASE_URL": cluster.url,
        "BALIPORTAL_VAR": str(tmp_path_factory.mktemp("var")),
        "BALIPORTAL_HTTPS": "0",
        "BALIPORTAL_HOSTS": "127.0.0.1",
    }
    for command in ["migrate", "collectstatic"]:
        subprocess.run(
            [sys.executable, "manage.py", command, "--no-input", "--verbosity", "0"],
            cwd=ROOT,
            env=os.environ | environ,
            check=True,
        )
    with Server("baliportal.wsgi", **environ) as server:
        yield server


@contextlib.contextmanager
def under_load(server):
    """Readers who go on asking for pages that are not kept; what they were answered."""
    statuses, over = Counter(), threading.Event()

    def read(reader):
        number = 0
        while not over.is_set():
            number += 1
            address = f"/en/groups/?as_of=2003-01-{number % 28 + 1:02}&reader={reader}"
            statuses[server.get(f"{address}&number={number}")[0]] += 1

    readers = [threading.Thread(target=read, args=[number]) for number in range(6)]
    for reader in readers:
        reader.start()
    try:
        yield statuses
    finally:
        over.set()
        for reader in readers:
            reader.join()


def until(condition):
    while not condition():
        time.sleep(0.05)


def test_while_the_database_is_away_kept_pages_go_on_and_others_say_when_to_ask_again(
    server, cluster
):
    page = [server.get(KEPT)[3] for _time in range(2)][1]

    cluster.stop()

    for _time in range(10):
        assert server.get(KEPT)[::3] == (200, page)
        assert server.get("/healthz")[0] == 200
        for address in ASKING:
            status, headers, *_ = server.get(address)
            assert (address, status, headers["Retry-After"]) == (address, 503, "30")

    cluster.start()

    assert server.get(KEPT)[::3] == (200, page)
    assert server.get("/readyz")[0] == 200
    answers = [server.get(address)[0] for address in ASKING for _time in range(10)]
    assert not [status for status in answers if status >= 500]


def test_a_restart_of_the_database_under_load_is_no_fault(server, cluster):
    with under_load(server) as statuses:
        until(lambda: statuses[200] > 20)
        cluster.stop()
        until(lambda: statuses[503] > 20)
        cluster.start()
        answered = statuses[200]
        until(lambda: statuses[200] > answered + 50)

    assert set(statuses) == {200, 503}
