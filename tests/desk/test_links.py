"""Links are looked at politely, and never those of machines that are not public."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from apps.desk.links import link_checker, link_finder
from apps.desk.links.check_run import run
from apps.desk.models import Link, Place
from tests import factories


class Elsewhere(BaseHTTPRequestHandler):
    """A site that answers as its paths say."""

    asked = []
    running = 0
    most_running = 0

    def answer(self):
        cls = type(self)
        cls.asked.append((self.command, self.path))
        cls.running += 1
        cls.most_running = max(cls.running, cls.most_running)
        # Long enough for requests at once to be seen.
        time.sleep(1 if self.path == "/slow" else 0.01)
        cls.running -= 1
        code = {
            "/gone": 410,
            "/missing": 404,
            "/forbidden": 403,
            "/no-head": 405 if self.command == "HEAD" else 200,
            "/moved": 301,
            "/round": 302,
            "/inside": 302,
            "/file": 302,
        }.get(self.path, 200)
        self.send_response(code)
        target = {
            "/moved": "/new",
            "/round": "/round",
            "/inside": "http://10.0.0.1/",
            "/file": "file:///etc/passwd",
        }
        if self.path in target:
            self.send_header("Location", target[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *args):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Elsewhere.asked, Elsewhere.most_running = [], 0
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def elsewhere():
    with serving() as url:
        yield url


def this_machine(ip):
    return ip == "127.0.0.1"


def look(url):
    return link_checker.check_link(url, is_allowed=this_machine, timeout=0.5)


@pytest.mark.parametrize(
    ("path", "state", "words"),
    [
        ("/", "works", "200"),
        ("/gone", "broken", "410"),
        ("/missing", "broken", "404"),
        ("/forbidden", "unsure", "403"),
        ("/no-head", "works", "200"),
        ("/round", "unsure", "too many redirects"),
        ("/slow", "unsure", "timeout"),
        ("/inside", "unsure", "not a public address"),
        ("/file", "unsure", "not a web address"),
        ("/a b?c=d e", "works", "200"),
    ],
)
def test_what_an_address_answers_is_judged(elsewhere, path, state, words):
    answer = look(elsewhere + path)

    assert answer.state == state
    assert answer.words.startswith(words)


def test_where_a_link_leads_on_is_kept(elsewhere):
    assert look(f"{elsewhere}/moved").leads_to == f"{elsewhere}/new"


def test_head_is_asked_first_and_get_only_where_it_is_refused(elsewhere):
    look(f"{elsewhere}/")
    look(f"{elsewhere}/no-head")

    assert Elsewhere.asked == [("HEAD", "/"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_this_machine_and_its_neighbours_are_never_asked(elsewhere):
    for host in ["localhost", "127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254"]:
        answer = link_checker.check_link(
            elsewhere.replace("127.0.0.1", host), timeout=0.5
        )
        assert (answer.state, answer.words) == (
            "unsure",
            "not a public address",
        )

    assert Elsewhere.asked == []


@pytest.mark.parametrize(
    "ip",
    [
        *["127.0.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1%eth0", "fec0::1"],
        *["::ffff:127.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1"],
        *["64:ff9b::10.0.0.1", "64:ff9b:1::10.0.0.1", "64:ff9b::169.254.169.254"],
        *["2002:7f00:1::", "2002:a00:1::1", "2001:0:a00:1::1"],
        "2001:0:808:808:0:0:f5ff:fffe",
    ],
)
def test_addresses_inside_are_never_asked(ip):
    answer = link_checker.check_link(
        f"http://[{ip}]/" if ":" in ip else f"http://{ip}/"
    )

    assert (answer.state, answer.words) == ("unsure", "not a public address")


@pytest.mark.parametrize(
    "ip",
    [
        "8.8.8.8",
        "2606:4700::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
    ],
)
def test_addresses_of_the_open_net_may_be_asked(ip):
    assert link_checker.is_public(ip)


def test_a_name_without_a_machine_is_broken():
    assert look("http://nothing.invalid/").state == "broken"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a)", ["https://example.org/a"]),
        ("https://example.org/a_(b)", ["https://example.org/a_(b)"]),
        ('<a href="http://example.org/?a=1">', ["http://example.org/?a=1"]),
        ("ftp://example.org javascript:x", []),
    ],
)
def test_links_are_found_in_text(text, found):
    assert list(link_finder.links_in(text)) == found


@pytest.mark.django_db
def test_each_link_is_kept_with_every_place_where_it_stands():
    url = "https://example.org/paper"
    source = factories.SourceFactory(url=url, title="A paper")
    factories.PublicationFactory(original_url=url, title="A paper, too")

    link_finder.save_links(link_finder.all_links())

    link = Link.objects.get(url=url)
    assert [str(place) for place in link.places.all()] == [
        "A paper: Web address",
        "A paper, too: Where the original is",
    ]
    assert f"/admin/sources/source/{source.pk}/change/" in {
        place.edit_url for place in link.places.all()
    }


@pytest.mark.django_db
def test_a_link_that_is_gone_is_forgotten_unless_it_is_to_be_left_alone():
    for name in ["old", "left"]:
        Link.objects.create(
            url=f"https://example.org/{name}", is_ignored=name == "left"
        )

    link_finder.save_links([])

    assert [link.url for link in Link.objects.all()] == ["https://example.org/left"]
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_a_run_is_bounded_polite_and_starts_with_what_waited_longest(elsewhere):
    for name in ["a", "b", "c", "missing"]:
        Link.objects.create(url=f"{elsewhere}/{name}", is_ignored=name == "a")

    started = time.monotonic()
    first = [link.url[-1] for link in run(2, 60, 0.2, is_allowed=this_machine)]
    took = time.monotonic() - started
    second = [link.state for link in run(1, 60, 0, is_allowed=this_machine)]

    assert (first, second) == (["b", "c"], ["broken"])
    assert took >= 0.2
    assert Elsewhere.most_running == 1
    assert list(run(5, 0, 5, is_allowed=this_machine)) == []


@pytest.mark.django_db
def test_the_command_says_what_does_not_work(elsewhere, capsys):
    factories.SourceFactory(url=f"{elsewhere}/missing")

    call_command("check_links", most=5, minutes=1, delay=0)

    assert Link.objects.get(url=f"{elsewhere}/missing").checked_at
    assert f"unsure: {elsewhere}/missing (not a public address)" in (
        capsys.readouterr().out
    )


@pytest.mark.django_db
def test_a_name_with_one_address_inside_is_not_asked_at_the_other(monkeypatch, capsys):
    places = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80))
        for ip in ["8.8.8.8", "127.0.0.1"]
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: places)
    monkeypatch.setattr(socket, "create_connection", never_connected)
    factories.SourceFactory(url="http://two.example.org/")

    call_command("check_links", most=5, minutes=1, delay=0)

    assert "http://two.example.org/ (not a public address)" in capsys.readouterr().out


def never_connected(address, *_args):
    raise OSError(f"asked at {address[0]}")
