"""Pages kept ready-made, seen through the two layers that keep and serve them."""

import datetime as dt
import gzip
import subprocess
import sys
import time
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from apps.serving import cache_generations, page_cache
from apps.serving.query_parameters import vary_on_parameters
from apps.sources.models import Source
from tests.factories import SourceFactory
from tests.staff import sign_in, somebody

entered = []  # the path of each request that Django itself has answered


def listing(request):
    """A public page: what sources there are."""
    entered.append(request.path.removeprefix("/en"))
    return HttpResponse(", ".join(source.title for source in Source.objects.public()))


def form(request):
    return HttpResponse(get_token(request))


def greeting(request):
    response = HttpResponse("hello")
    response.set_cookie("seen", "1")
    return response


def by_language(request):
    return HttpResponse("selamat", headers={"Vary": "Accept-Language"})


def absent(request):
    return HttpResponse("nothing here", status=404)


def stream(request):
    return StreamingHttpResponse(["a", "b"])


def slow(request):
    """Something is published while this page is being made."""
    text = ", ".join(source.title for source in Source.objects.public())
    cache_generations.invalidate()
    return HttpResponse(text)


urlpatterns = i18n_patterns(
    path("form", form),
    path("recalling", vary_on_parameters("q")(lambda request: listing(request))),
    path("greeting", greeting),
    path("language", by_language),
    path("absent", absent),
    path("stream", stream),
    path("slow", slow),
    path("private", never_cache(lambda request: HttpResponse("mine"))),
    path("data", lambda request: HttpResponse("{}", content_type="application/json")),
    path("<path:any>", lambda request, any: listing(request)),  # noqa: A006
    path("", listing),
)

pytestmark = pytest.mark.urls(__name__)


class Answer:
    """What a browser gets."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = dict(headers)
        self.body = body
        compressed = self.headers.get("Content-Encoding") == "gzip"
        self.text = (gzip.decompress(body) if compressed and body else body).decode()


@pytest.fixture
def ask(settings, tmp_path, db):
    """Ask the portal as a server does: an environment in, an answer out."""
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    settings.ALLOWED_HOSTS = ["balikp.org", "127.0.0.1"]
    entered.clear()
    application = page_cache.FetchFromPageCache(WSGIHandler())

    def ask(address="/", method="GET", **environ):
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"/en{path}",
            "QUERY_STRING": query,
            "HTTP_HOST": "balikp.org",
            "HTTP_ACCEPT_ENCODING": "gzip, br",
        } | environ
        setup_testing_defaults(environ)
        seen = []
        body = b"".join(application(environ, lambda *start: seen.append(start[:2])))
        return Answer(*seen[0], body)

    # Between requests a server closes connections; a test needs its transaction.
    for signal in [request_started, request_finished]:
        signal.disconnect(close_old_connections)
    yield ask
    for signal in [request_started, request_finished]:
        signal.connect(close_old_connections)


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """Do something in a transaction and let it commit."""

    def publish(change, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return change(*args, **kwargs)

    return publish


def kept(settings):
    """The files that hold cached pages of the generation that holds now."""
    folder = settings.PAGE_CACHE_DIR / cache_generations.current()
    return [file for file in folder.rglob("*") if file.is_file()]


def test_a_page_is_made_once_and_answered_before_django_after_that(ask):
    SourceFactory(title="Official event page")

    answers = [ask("/page") for _ in range(3)]

    assert entered == ["/page"]
    assert {answer.text for answer in answers} == {"Official event page"}
    assert {answer.status for answer in answers} == {"200 OK"}


def test_a_kept_page_carries_the_headers_of_the_first(ask):
    first, second = ask(), ask()

    assert second.headers | {"Content-Length": ""} == first.headers | {
        "Content-Length": ""
    }
    assert second.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert second.headers["X-Content-Type-Options"] == "nosniff"
    assert second.headers["Vary"] == "Accept-Encoding, Cookie"
    assert second.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert int(second.headers["Content-Length"]) == len(second.body)


def test_who_takes_no_compression_gets_none(ask):
    SourceFactory(title="Official event page")
    for accepted in ["", "br", "gzip;q=0, br", "gzip; q=0.0"]:
        for _ in range(2):
            answer = ask(HTTP_ACCEPT_ENCODING=accepted)

            assert "Content-Encoding" not in answer.headers
            assert answer.body == b"Official event page"
            assert answer.headers.get("Content-Length", "19") == "19"


def test_who_has_the_page_is_told_that_it_is_unchanged(ask):
    etag = ask().headers["ETag"]

    answer = ask(HTTP_IF_NONE_MATCH=etag)

    assert (answer.status, answer.body) == ("304 Not Modified", b"")
    assert answer.headers["ETag"] == etag
    assert "Content-Length" not in answer.headers
    assert ask(HTTP_IF_NONE_MATCH='W/"other"').status == "200 OK"


def test_head_is_answered_without_a_body(ask):
    page = ask()

    answer = ask(method="HEAD")

    assert (answer.status, answer.body) == ("200 OK", b"")
    assert answer.headers["ETag"] == page.headers["ETag"]
    assert entered == ["/"]


def test_a_published_change_is_seen_at_once(ask, publish):
    source = publish(SourceFactory, title="Before")
    assert ask().text == "Before"

    source.title = "After"
    publish(source.save)
    assert ask().text == "After"

    publish(Source.objects.update, title="In bulk")
    assert ask().text == "In bulk"

    publish(source.delete)
    assert ask().text == ""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sources_source SET title = 'By hand'",
        "update \"sources_source\" set title = 'By hand'",
    ],
)
def test_a_change_in_plain_sql_is_seen_at_once(ask, publish, sql):
    publish(SourceFactory, title="Before")
    ask()

    publish(connection.cursor().execute, sql)

    assert ask().text == "By hand"


def test_a_change_that_is_taken_back_changes_nothing(ask, publish):
    generation = cache_generations.current() or cache_generations.invalidate()

    def fail():
        with transaction.atomic():
            SourceFactory()
            transaction.set_rollback(True)

    publish(fail)

    assert cache_generations.current() == generation


@pytest.mark.django_db(transaction=True)
def test_pages_are_dropped_when_the_change_is_committed_and_not_before(ask):
    SourceFactory(title="Before")
    ask()

    with transaction.atomic():
        Source.objects.update(title="After")
        assert len(entered) == 1
        generation = cache_generations.current()
    assert cache_generations.current() != generation

    assert ask().text == "After"


def test_a_transaction_turns_once_however_much_it_writes(ask, publish, settings):
    publish(SourceFactory.create_batch, 3)

    entries = {entry.name for entry in settings.PAGE_CACHE_DIR.iterdir()}
    assert entries == {"current", "lock", cache_generations.current()}


def test_writing_what_no_page_shows_leaves_cached_pages_as_they_are(ask, publish):
    ask()
    generation = cache_generations.current()

    publish(SessionStore().save)

    assert cache_generations.current() == generation


def test_a_page_begun_before_a_change_is_not_kept(ask, settings):
    ask("/slow")
    ask("/slow")

    assert kept(settings) == []


def test_what_was_cached_before_a_change_is_not_found_after_it(ask, publish):
    cache.set("menu", "old")

    with cache_generations.pinned():
        publish(SourceFactory)
        cache.set("menu", "made before the change", 60)

    assert cache.get("menu") is None


@pytest.mark.parametrize("field", ["publish_at", "withdraw_at"])
def test_a_generation_ends_at_the_minute_of_a_scheduled_record(
    ask, publish, field, monkeypatch
):
    minute = timezone.now() + dt.timedelta(minutes=5)
    status = {"publish_at": "scheduled", "withdraw_at": "published"}[field]
    publish(SourceFactory, title="In time", status=status, **{field: minute})
    texts = [ask().text]

    for seconds in [-1, 1]:
        moment = minute + dt.timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        monkeypatch.setattr(time, "time", moment.timestamp)
        texts.append(ask().text)

    before, after = ("", "In time") if field == "publish_at" else ("In time", "")
    assert texts == [before, before, after]
    assert entered == ["/", "/"]


def test_a_generation_ends_at_midnight(ask, publish, settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    name = cache_generations.invalidate()

    ends_at = dt.datetime.fromtimestamp(int(name.rpartition("-")[2]) / 1000, dt.UTC)

    assert ends_at.strftime("%H:%M:%S.%f") == "17:00:00.000000"
    assert dt.timedelta() < ends_at - timezone.now() <= dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("address", "environ"),
    [
        pytest.param("/", {"REQUEST_METHOD": "POST"}, id="post"),
        pytest.param("/?q=" + "bali" * 50, {}, id="long query string"),
        pytest.param("/", {"HTTP_COOKIE": "a=1; sessionid=abc"}, id="session"),
        pytest.param("/", {"HTTP_COOKIE": "messages=abc"}, id="message"),
        pytest.param("/", {"HTTP_AUTHORIZATION": "Basic YTpi"}, id="credentials"),
        pytest.param("/", {"HTTP_COOKIE": "csrftoken=" + "a" * 32}, id="form token"),
        pytest.param("/form", {}, id="a form for one"),
        pytest.param("/greeting", {}, id="sets a cookie"),
        pytest.param("/private", {}, id="private"),
        pytest.param("/language", {}, id="depends on something else"),
        pytest.param("/absent", {}, id="not found"),
        pytest.param("/stream", {}, id="stream"),
        pytest.param("/data", {}, id="no page"),
        pytest.param("/", {"HTTP_HOST": "evil.example"}, id="foreign host"),
    ],
)
def test_these_are_never_kept(ask, settings, address, environ):
    ask(address, **environ)

    assert kept(settings) == []


@pytest.mark.parametrize(
    "environ",
    [
        pytest.param({"REQUEST_METHOD": "POST"}, id="post"),
        pytest.param({"QUERY_STRING": "q=bali"}, id="another query string"),
        pytest.param({"HTTP_COOKIE": "a=1;sessionid=abc"}, id="session"),
        pytest.param({"HTTP_COOKIE": "messages=abc"}, id="message"),
        pytest.param({"HTTP_AUTHORIZATION": "Basic YTpi"}, id="credentials"),
        pytest.param({"HTTP_HOST": "127.0.0.1:8000"}, id="another host"),
        pytest.param({"HTTP_HOST": "evil.example"}, id="foreign host"),
        pytest.param({"wsgi.url_scheme": "https"}, id="another scheme"),
    ],
)
def test_these_are_never_answered_from_the_page_cache(ask, settings, environ):
    ask()
    (file,) = kept(settings)
    head, _body = file.read_bytes().split(b"\n\n", 1)
    file.write_bytes(head + b"\n\n" + gzip.compress(b"from the page cache"))
    assert ask().text == "from the page cache"

    assert ask(**environ).text != "from the page cache"


def test_what_is_asked_in_a_query_string_is_kept_apart(ask, settings, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_WITH_QUERY_PER_BUCKET", 1)
    ask()

    for number in range(600):
        ask(f"/?q={number}")
    ask("/?q=599")
    ask()

    assert entered == ["/"] * 601
    buckets = [file.parent.name for file in kept(settings)]
    assert len(buckets) == len(set(buckets)) <= 257


def test_a_visitor_with_cookies_of_no_meaning_is_answered_from_the_page_cache(ask):
    ask()

    ask(HTTP_COOKIE="tour=done; csrftoken=abc; xsessionid=1")

    assert entered == ["/"]


def test_a_proxy_says_whether_the_visitor_came_by_https(ask, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for proto in ["https", "http", "https, http", "ftp"]:
        ask(HTTP_X_FORWARDED_PROTO=proto)

    assert len(kept(settings)) == 2
    assert len(entered) == 2


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/../../../etc/passwd", id="climbs"),
        pytest.param("/..", id="dots"),
        pytest.param("/a/" * 2000, id="long"),
        pytest.param("/\0", id="nul"),
        pytest.param("/\xe4\xb8\xad", id="chinese"),
        pytest.param("/current", id="name of the link"),
        pytest.param("/ \r\nX-Evil: 1", id="line break"),
    ],
)
def test_any_address_is_a_safe_file_name(ask, settings, address):
    first, second = ask(address), ask(address)

    assert (first.status, first.text) == (second.status, second.text)
    folder = settings.PAGE_CACHE_DIR / cache_generations.current()
    assert all(file.parent.parent == folder for file in kept(settings))


def test_the_disk_used_is_bounded(ask, settings, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_PER_BUCKET", 2)
    for number in range(1500):
        ask(f"/{number}")

    assert len(kept(settings)) <= 2 * 256


def test_a_huge_page_is_not_kept(ask, settings, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_BYTES", 100)
    SourceFactory(title="".join(map(chr, range(200, 400))))

    assert ask().status == "200 OK"
    assert kept(settings) == []


@pytest.mark.parametrize("damage", [b"", b"ETag", bytes(64)], ids=len)
def test_a_damaged_cached_page_is_made_anew(ask, settings, damage):
    ask()
    (file,) = kept(settings)
    file.write_bytes(damage)

    assert ask().status == "200 OK"
    assert ask().status == "200 OK"
    assert entered == ["/", "/"]


def test_where_nothing_can_be_written_pages_are_made_each_time(ask, settings):
    settings.PAGE_CACHE_DIR.write_text("a file where the folder should be")

    assert [ask().status, ask().status] == ["200 OK", "200 OK"]
    assert entered == ["/", "/"]


def test_a_generation_cannot_outlive_a_failure_to_begin_the_next(
    ask, publish, settings, monkeypatch
):
    SourceFactory(title="Before")
    ask()

    def full(self, *args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    publish(Source.objects.update, title="After")

    assert ask().text == "After"


def test_another_process_sees_the_change_at_once(ask, publish, settings):
    """The link on disk is all that processes share."""
    ask()
    script = (
        "import os, sys; from pathlib import Path; folder = Path(sys.argv[1]);"
        "name = os.readlink(folder / 'current'); print(name)"
    )
    read = [sys.executable, "-c", script, settings.PAGE_CACHE_DIR]
    before = subprocess.check_output(read, text=True)

    publish(SourceFactory)

    assert subprocess.check_output(read, text=True) != before


def test_developers_see_their_changes(settings):
    settings.DEBUG = True

    with pytest.raises(MiddlewareNotUsed):
        page_cache.UpdatePageCache(listing)


def test_what_a_link_has_added_does_not_make_a_page_anew(ask, publish):
    SourceFactory(title="Official event page")
    page = ask("/recalling").text

    assert ask("/recalling?utm_source=letter").text == page
    assert ask(f"/recalling?long={'x' * 4000}").text == page
    assert ask("/recalling", HTTP_COOKIE="sessionid=over").text == page
    assert entered == ["/recalling"]

    publish(Source.objects.update, title="After")
    assert ask("/recalling?utm_source=letter").text == "After"


def test_who_is_signed_in_is_recalled_nothing(ask, client):
    ask("/recalling")
    sign_in(client, somebody("editor"))
    session = client.cookies["sessionid"].value

    ask("/recalling", HTTP_COOKIE=f"sessionid={session}")

    assert entered == ["/recalling", "/recalling"]


def test_what_a_process_remembers_is_forgotten_with_its_generation(ask, publish):
    def names():
        return [source.title for source in Source.objects.all()]

    cache_generations.invalidate()
    before = [cache_generations.remember("names", names) for _time in range(2)]
    publish(SourceFactory, title="New")
    after = cache_generations.remember("names", names)

    assert before[0] is before[1]
    assert (before[0], after) == ([], ["New"])


def test_without_a_generation_nothing_is_remembered(settings):
    settings.PAGE_CACHE_DIR = None

    assert cache_generations.remember("key", object) is not cache_generations.remember(
        "key", object
    )
