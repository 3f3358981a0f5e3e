"""What public pages cost: questions to the database, processor time, bytes.

    python tests/bench/pages.py

Each figure stands beside its budget; times are ratios within this run.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
VAR = Path(tempfile.mkdtemp(prefix="baliportal-bench-"))
os.environ |= {
    "BALIPORTAL_VAR": str(VAR),
    "BALIPORTAL_HTTPS": "0",
    "BALIPORTAL_HOSTS": "127.0.0.1,testserver",
    "DATABASE_URL": "",
    "DJANGO_SETTINGS_MODULE": "baliportal.settings",
}

import django  # noqa: E402  reads the environment set above

django.setup()

from django.conf import settings  # noqa: E402
from django.conf.urls.i18n import i18n_patterns  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import path  # noqa: E402

from apps.serving import cache_generations  # noqa: E402
from tests.bench.saying import say  # noqa: E402
from tests.bench.serving import Server  # noqa: E402
from tests.public_pages import queries_at  # noqa: E402

RECORD_PAGE = "/en/conferences/ministerial-conference-4/"
PAGES = [
    "/en/",
    "/en/members/",
    "/en/members/indonesia/",
    "/en/conferences/",
    RECORD_PAGE,
    "/en/groups/",
    "/en/groups/regional-support-office/",
    "/en/timeline/",
    "/en/publications/",
    "/en/sources/",
    "/en/sources/disagreements/",
    "/en/about/",
    "/en/history/",
    "/id/",
]


# Addresses whose requests are being counted, as many as are kept.
COUNTED = 20_000
# What the server takes as the line of a request, and words to fill it with.
LONGEST_LINE = 3_000
QUESTION = ["smuggling", "trafficking", "conference", "Indonesia", "training", "rescue"]


def manage(*command):
    """Run a command of the portal; its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_queries():
    at_one, at_three = queries_at(rows=1), queries_at(rows=3)
    counts = {a: (len(at_one[a][1]), len(at_three[a][1])) for a in at_three}
    for address, (one, three) in sorted(counts.items()):
        if one < three or three > 12:
            say(f"  {address}", f"{one} / {three}", "<= 12", kept=False)
    worst = max(three for _one, three in counts.values())
    constant = all(one >= three for one, three in counts.values())
    say(
        f"queries cold at 1 and 3 rows, worst of {len(counts)} addresses",
        f"{worst}, {'constant' if constant else 'growing'}",
        "<= 12",
        kept=constant and worst <= 12,
    )


def measure_cached(portal):
    _status, _headers, body, _text = portal.get(RECORD_PAGE)
    page = VAR / "bare.gz"
    page.write_bytes(body)
    ratios = []
    with Server("tests.bench.serving:bare", BENCH_PAGE=str(page)) as bare:
        for _round in range(5):
            cached = portal.cpu_per_request(RECORD_PAGE)
            least = bare.cpu_per_request("/")
            ratios.append(cached / least)
    ratio = statistics.median(ratios)
    say(
        f"cached page ({cached:.2f} ms) / bare WSGI file app ({least:.2f} ms)",
        f"{ratio:.2f} x",
        "<= 2 x",
        kept=ratio <= 2,
    )


def cpu_of(client, address=RECORD_PAGE, *, forget=False, requests=40):
    """Milliseconds of processor time one answer of Django takes, in this process."""
    spent = 0
    for number in range(requests):
        if forget:
            generation = Path(settings.PAGE_CACHE_DIR) / cache_generations.current()
            shutil.rmtree(generation)
            generation.mkdir()
        started = time.process_time()
        response = client.get(f"{address}?link={number}")
        spent += time.process_time() - started
        assert response.status_code == 200
    return spent / requests * 1000


urlpatterns = []  # of the plain view, filled once there is a page to return


def measure_uncached():
    """Behind `FetchFromPageCache`: what Django itself does for a request that comes through."""
    client = Client()
    html = client.get(RECORD_PAGE, headers={"accept-encoding": ""}).content
    urlpatterns[:] = i18n_patterns(
        path(RECORD_PAGE.removeprefix("/en/"), lambda request: HttpResponse(html))
    )
    anew, recalled, plain = [], [], []
    for _round in range(7):
        anew.append(cpu_of(client, forget=True))
        recalled.append(cpu_of(client))
        with override_settings(ROOT_URLCONF=__name__):
            plain.append(cpu_of(client))
    least = statistics.median(plain)
    for what, times in [("recalled", recalled), ("made anew", anew)]:
        spent = statistics.median(times)
        say(
            f"record page past FetchFromPageCache, {what} ({spent:.1f} ms) / plain ({least:.1f} ms)",
            f"{spent / least:.2f} x",
            "<= 3 x",
            kept=spent / least <= 3,
        )


def parts_of(text, base):
    """The addresses a browser fetches for a page or a style sheet."""
    tags = re.findall(r"<(?:link|script|img|source)\b[^>]*>", text)
    found = []
    for tag in tags:
        relation = re.search(r'\brel="([^"]+)"', tag)
        fetched = {"stylesheet", "icon", "preload", "modulepreload"}
        if tag.startswith("<link") and not (
            relation and fetched & set(relation[1].split())
        ):
            continue
        found += re.findall(r'\b(?:href|src)="([^"]+)"', tag)
    return [urljoin(base, part) for part in found]


def parts_of_style(text, base):
    imports = re.findall(r"""@import\s+(?:url\()?["']?([^"')\s;]+)""", text)
    fonts = re.findall(r"""url\(["']?([^"')]+\.woff2?[^"')]*)""", text)
    return [urljoin(base, part) for part in imports + fonts]


def first_visit(portal, address):
    """Requests, bytes of everything, bytes without pictures, foreign hosts."""
    own, waiting, seen = f"http://127.0.0.1:{portal.port}", [address], {}
    foreign = set()
    while waiting:
        part = waiting.pop()
        if part in seen or part.startswith("data:"):
            continue
        if urlsplit(part).netloc:
            foreign.add(urlsplit(part).netloc)
            continue
        status, headers, body, text = portal.get(part)
        assert status == 200, f"{part} answered {status}"
        kind = headers["Content-Type"]
        seen[part] = (kind, len(body))
        if kind.startswith("text/html"):
            waiting += parts_of(text, part)
        elif kind.startswith("text/css"):
            waiting += parts_of_style(text, part)
    weight = sum(size for kind, size in seen.values() if "image" not in kind)
    return len(seen), sum(size for _kind, size in seen.values()), weight, foreign, own


def measure_visits(portal):
    visits = {address: first_visit(portal, address) for address in PAGES}
    heaviest = max(visits, key=lambda address: visits[address][2])
    requests = max(visit[0] for visit in visits.values())
    weight = visits[heaviest][2] / 1000
    foreign = set().union(*(visit[3] for visit in visits.values()))
    say(
        f"first visit, heaviest: {heaviest}",
        f"{weight:.1f} kB",
        "<= 60 kB",
        weight <= 60,
    )
    say(
        "first visit, most requests (pictures too)",
        str(requests),
        "<= 8",
        requests <= 8,
    )
    say("third parties asked", str(len(foreign)), "0", not foreign)


def measure_worst(portal):
    """What nobody asks for who only reads: addresses that no kept page answers."""
    for number in range(COUNTED):
        caches["limits"].set(f"api:192.0.2.{number}", 1)
    question = urlencode({"q": " OR ".join(QUESTION * 30)[:LONGEST_LINE]})
    asked = {
        "a parameter no page reads, timeline": "/en/timeline/?x=1",
        "a parameter no page reads, register": "/en/members/?x=1",
        "the API's description": "/api/v1/openapi.json",
        f"the API, {COUNTED:,} addresses counted": "/api/v1/members?page_size=1",
        "a question as long as a line may be": f"/en/search/?{question}",
        "nothing there, for a machine": "/.well-known/security.txt",
    }
    for what, address in asked.items():
        status = 404 if "well-known" in address else 200
        spent = portal.cpu_per_request(address, requests=100, status=status)
        say(f"worst: {what}", f"{spent:.1f} ms", "<= 40 ms", spent <= 40)
    _status, _headers, _body, text = portal.get(
        asked["a question as long as a line may be"]
    )
    size = len(text.encode()) / 1000
    say("worst: length of that answer", f"{size:.0f} kB", "<= 200 kB", size <= 200)


def main():
    manage("migrate", "--verbosity", "0")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    measure_queries()
    seconds = manage("load_portal")
    say(
        "load_portal into an empty database",
        f"{seconds:.1f} s CPU",
        "<= 15 s",
        seconds <= 15,
    )
    measure_uncached()
    with Server("baliportal.wsgi") as portal:
        measure_visits(portal)
        measure_cached(portal)
        measure_worst(portal)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(VAR, ignore_errors=True)
