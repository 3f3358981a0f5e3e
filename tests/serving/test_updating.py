"""An update is made ready while the portal answers, and no request fails on the way."""

import contextlib
import http.client
import itertools
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.bench.serving import ROOT, Server

# `django_db` for the shipped record, of which the server has a copy.
pytestmark = [pytest.mark.once, pytest.mark.django_db]

ADDRESSES = ["/healthz", "/en/", "/id/members/", "/en/timeline/", "/en/search/?q=bali"]
UNIT = (ROOT / "deploy" / "baliportal.service").read_text()


def make_prepare(environ):
    """What `make prepare` says."""
    done = subprocess.run(
        ["make", "--no-print-directory", "prepare"],
        cwd=ROOT,
        env=os.environ | environ,
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout


def workers(server):
    pid = server.process.pid
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def reload(server, environ):
    """What systemd does when asked to reload, by the unit in deploy/."""
    for command in re.findall("^ExecReload=(.*)$", UNIT, re.MULTILINE):
        words = shlex.split(command.replace("$MAINPID", str(server.process.pid)))
        subprocess.run(words, cwd=ROOT, env=os.environ | environ, check=True)


class Readers:
    """Four who ask for one page after the other, each over a connection of its own."""

    def __init__(self, port):
        self.port, self.answers, self.stop = port, [], threading.Event()
        self.threads = [threading.Thread(target=self.read) for _reader in range(4)]

    def read(self):
        for address in itertools.cycle(ADDRESSES):
            if self.stop.is_set():
                return
            try:
                with contextlib.closing(
                    http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                ) as client:
                    client.request("GET", address)
                    answer = client.getresponse()
                    answer.read()
                    self.answers.append((address, answer.status))
            except (OSError, http.client.HTTPException) as error:
                self.answers.append((address, repr(error)))
            time.sleep(0.01)  # leaves some of the processor to what is updated

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def test_no_request_fails_while_the_portal_is_updated(prepared):
    prepared |= {"WEB_CONCURRENCY": "2"}
    make_prepare(prepared)
    with Server("baliportal.wsgi", **prepared) as server, Readers(server.port) as all_:
        before = workers(server)
        # As if the files had changed: all is gone through again.
        Path(prepared["BALIPORTAL_VAR"], "prepared").unlink()
        reload(server, prepared)
        while before & workers(server):
            time.sleep(0.1)
        seen = len(all_.answers)
        while len(all_.answers) < seen + 50:
            time.sleep(0.1)

    assert {answer for answer in all_.answers if answer[1] != 200} == set()


def test_what_is_prepared_is_left_alone_until_something_differs(prepared):
    var = Path(prepared["BALIPORTAL_VAR"])
    make_prepare(prepared)

    assert make_prepare(prepared) == ""

    with contextlib.closing(sqlite3.connect(var / "portal.sqlite3")) as database:
        database.execute("DELETE FROM auth_group_permissions")
        database.commit()
    assert "Record: created 0" in make_prepare(prepared)
    assert make_prepare(prepared) == ""

    shutil.rmtree(var / "index")
    assert "records indexed" in make_prepare(prepared)
    assert make_prepare(prepared) == ""


def waits(environ, start_response):
    """An application that is ready only once a file is gone: see below."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


if gate := os.environ.get("TEST_GATE"):
    while os.path.exists(gate):
        time.sleep(0.1)


def test_workers_answer_until_those_that_follow_can(tmp_path):
    gate = tmp_path / "closed"
    environ = {"TEST_GATE": str(gate), "WEB_CONCURRENCY": "2"}
    with Server("tests.serving.test_updating:waits", **environ) as server:
        old = workers(server)
        gate.touch()
        os.kill(server.process.pid, 1)  # HUP
        while len(workers(server)) < 4:
            time.sleep(0.1)
        # Longer than it takes for a worker to stop that has been told to.
        answers = []
        for _time in range(30):
            answers.append(server.get("/", timeout=10)[3])
            time.sleep(0.1)
        gate.unlink()
        while old & workers(server):
            time.sleep(0.1)

        assert set(answers) <= old
        assert server.get("/", timeout=10)[3] in workers(server)
