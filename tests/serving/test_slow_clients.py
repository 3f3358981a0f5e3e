"""Clients that send half a request, or nothing, hold up nobody else.

Real servers: gunicorn alone as `make serve` starts it, and nginx in front as deploy/ has it.
"""

import contextlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time

import pytest

from tests.bench.serving import ROOT, Server
from tests.conftest import missing

# `django_db` for the shipped record, of which the server has a copy.
pytestmark = [pytest.mark.once, pytest.mark.django_db]

HOLDING = 200
# Less than the servers wait for a client: an answer comes before anybody is turned away.
BEFORE_ANY_LEAVES = 10  # seconds
HOST = "portal.example.org"

SENT = {
    "nothing": b"",
    "half a head": b"GET /en/ HTTP/1.1\r\n",
    "an empty line": b"\r\n\r\n",
    "nonsense": b"nonsense\r\n\r\n",
    "half a second head": b"GET /healthz HTTP/1.1\r\nHost: %b\r\n\r\nGET /en/ HT"
    % HOST.encode(),
    "all, without closing": b"GET /healthz HTTP/1.0\r\nHost: %b\r\n\r\n"
    % HOST.encode(),
    "half a body": b"POST /admin/login/ HTTP/1.1\r\nHost: %b\r\n"
    b"Content-Length: 900\r\n\r\nusername=" % HOST.encode(),
}


@pytest.fixture(scope="module")
def server(prepared):
    with Server("baliportal.wsgi", **prepared, BALIPORTAL_HOSTS=HOST) as server:
        yield server


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def nginx_port(server, tmp_path_factory):
    """nginx as the example in deploy/ sets it up, with ports and paths of the test."""
    for program in ["nginx", "openssl"]:
        if not shutil.which(program):
            missing(program)
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    certificate, key = folder / "portal.pem", folder / "portal.key"
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
            *["-subj", f"/CN={HOST}", "-out", certificate, "-keyout", key],
        ],
        check=True,
        capture_output=True,
    )
    example = (ROOT / "deploy" / "nginx.conf.example").read_text()
    for theirs, ours in {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443": f"listen 127.0.0.1:{port}",
        f"/etc/ssl/{HOST}.pem": str(certificate),
        f"/etc/ssl/{HOST}.key": str(key),
        "/var/lib/baliportal/": f"{folder}/",
        "127.0.0.1:8000": f"127.0.0.1:{server.port}",
    }.items():
        assert theirs in example
        example = example.replace(theirs, ours)
    (folder / "portal.conf").write_text(example)
    kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;"
        f"{'user root;' if os.getuid() == 0 else ''} events {{}}"
        f"http {{ access_log off; {temporary} include {folder}/portal.conf; }}"
    )
    process = subprocess.Popen(
        ["nginx", "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"]
    )
    for _attempt in range(100):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port)).close()
            break
        assert process.poll() is None, (folder / "error.log").read_text()
        time.sleep(0.1)
    yield port
    process.terminate()
    process.wait()


def unverified():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextlib.contextmanager
def held(port, sent, wrap=lambda plain: plain):
    """Many connections over which something is sent, and then nothing more."""
    with contextlib.ExitStack() as stack:
        for _client in range(HOLDING):
            plain = socket.create_connection(("127.0.0.1", port), BEFORE_ANY_LEAVES)
            client = stack.enter_context(wrap(plain))
            client.sendall(sent)
        yield


def health(connection):
    connection.request("GET", "/healthz", headers={"Host": HOST})
    with contextlib.closing(connection):
        return connection.getresponse().read()


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_gunicorn_alone_answers_whoever_else_is_slow(server, sent):
    with held(server.port, sent):
        for _time in range(5):
            client = http.client.HTTPConnection(
                "127.0.0.1", server.port, timeout=BEFORE_ANY_LEAVES
            )
            assert health(client) == b"ok\n"


@pytest.mark.parametrize("sent", [None, *SENT.values()], ids=["no TLS", *SENT])
def test_nginx_in_front_answers_whoever_else_is_slow(nginx_port, sent):
    context = unverified()
    wrap = (lambda plain: plain) if sent is None else context.wrap_socket
    with held(nginx_port, sent or b"", wrap):
        for _time in range(5):
            client = http.client.HTTPSConnection(
                "127.0.0.1", nginx_port, timeout=BEFORE_ANY_LEAVES, context=context
            )
            assert health(client) == b"ok\n"


def test_a_head_in_pieces_is_one_head(server):
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        for piece in [b"GET /heal", b"thz HTTP/1.1\r\nHost: ", HOST.encode(), b"\r\n"]:
            client.sendall(piece)
            time.sleep(0.05)
        client.sendall(b"Connection: close\r\n\r\n")
        answer = client.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\nok\n")


def test_an_endless_head_is_refused(server):
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\n")
        with contextlib.suppress(OSError):
            for number in range(2000):
                client.sendall(b"X-%d: %b\r\n" % (number, b"x" * 50))
        answer = client.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 431 ")
