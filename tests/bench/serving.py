"""A server started for a measurement, and the processor time it takes per request."""

import contextlib
import gzip
import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


def bare(environ, start_response):
    """The least a server can do: one compressed page from disk, whatever is asked."""
    with open(os.environ["BENCH_PAGE"], "rb") as file:
        body = file.read()
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", str(len(body))),
    ]
    start_response("200 OK", headers)
    return [body]


class Server:
    """gunicorn on a free port, as the portal runs it but with one worker."""

    def __init__(self, application, **environ):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [
                *[sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
                *["--log-level", "warning", application],
            ],
            cwd=ROOT,
            env=os.environ | {"PORT": str(self.port), "WEB_CONCURRENCY": "1"} | environ,
        )

    def __enter__(self):
        for _attempt in range(150):
            with contextlib.suppress(OSError):
                self.get("/healthz")
                return self
            time.sleep(0.2)
        raise RuntimeError("the server does not answer")

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait()

    def get(self, address, connection=None, timeout=None):
        """Status, headers, the body as it came over the wire, and as text."""
        own = connection or http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout
        )
        own.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = own.getresponse()
        body = answer.read()
        if connection is None:
            own.close()
        compressed = answer.headers.get("Content-Encoding") == "gzip"
        text = (gzip.decompress(body) if compressed else body).decode(
            "utf-8", "replace"
        )
        return answer.status, answer.headers, body, text

    def cpu(self):
        """Processor seconds of the server and its workers so far."""
        pids = [self.process.pid]
        children = Path(f"/proc/{pids[0]}/task/{pids[0]}/children").read_text()
        pids += map(int, children.split())
        return sum(_ticks(pid) for pid in pids) / TICKS

    def cpu_per_request(self, address, requests=2000, status=200):
        """Milliseconds of processor time one answer takes, over a kept connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.get(address, connection)
        before = self.cpu()
        for _request in range(requests):
            answered = self.get(address, connection)[0]
            assert answered == status, answered
        spent = self.cpu() - before
        connection.close()
        return spent / requests * 1000


def _ticks(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
