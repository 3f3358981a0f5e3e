"""A real Chromium against the real portal: its own server, database and record."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import missing
from tests.migrated import SQLite

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds a server may take to start, or a file to be read
ATTACH = """
from apps.publications.file_store import attach
from apps.publications.models import Publication
publication = Publication.objects.get(slug="{slug}")
attach(publication, open("{path}", "rb"), name="en", language="en")
"""
STATE = """
from apps.publications.models import PublicationFile
print(PublicationFile.objects.get(publication__slug="{slug}").state)
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


class Site:
    """The portal as a visitor meets it, with commands for what a test prepares."""

    def __init__(self, var):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.environ = os.environ | {
            "BALIPORTAL_VAR": str(var),
            "BALIPORTAL_HTTPS": "0",
            "BALIPORTAL_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "baliportal.settings",
            "DATABASE_URL": "",
            "PORT": str(port),
        }

    def manage(self, *command):
        """Run a command of the portal beside the server; what it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code):
        """Run some lines of Python within the portal, beside the server."""
        return self.manage("shell", "--no-imports", "-c", code)

    def attach(self, slug, path):
        """Attach a PDF, and wait for the process that this starts to have read it."""
        self.run(ATTACH.format(slug=slug, path=path))
        for _attempt in range(PATIENCE):
            if self.run(STATE.format(slug=slug)).strip() == "ready":
                return
            time.sleep(1)
        raise RuntimeError(f"the file of {slug} was not read")

    def start(self):
        server = subprocess.Popen(
            [
                *[sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
                *["--log-level", "warning", "baliportal.wsgi"],
            ],
            cwd=ROOT,
            env=self.environ,
        )
        for _attempt in range(PATIENCE * 5):
            try:
                with urllib.request.urlopen(f"{self.url}/readyz"):
                    return server
            except OSError:
                time.sleep(0.2)
        server.kill()
        raise RuntimeError("the portal does not answer")


@pytest.fixture(scope="session")
def chromium_path():
    for name in ["chromium", "chromium-browser", "google-chrome"]:
        if path := shutil.which(name):
            return path
    return missing("Chromium")


@pytest.fixture(scope="session")
def chromium(chromium_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium_path, tmp_path_factory):
    """The portal with the shipped record, on a port of its own."""
    var = tmp_path_factory.mktemp("var")
    SQLite().begin(var / "portal.sqlite3")
    site = Site(var)
    site.manage("migrate", "--verbosity", "0")
    site.manage("load_portal")
    site.manage("collectstatic", "--no-input", "--verbosity", "0")
    server = site.start()
    yield site
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def sessions(site):
    """The session of somebody in each role who has shown both factors, by role."""
    return json.loads(
        site.run(
            "import json\n"
            "from tests.staff import ROLES, signed_in, somebody\n"
            "clients = {role: signed_in(somebody(role)) for role in ROLES}\n"
            "print(json.dumps({r: c.session.session_key for r, c in clients.items()}))"
        )
    )


@pytest.fixture
def as_somebody(chromium, site, sessions):
    """Opens a tab in a browser of its own, in which somebody with a role is signed in.

    Errors of scripts fail. The CMS's own complaints about our policy do not.
    """
    contexts, errors = [], []

    def tab(role):
        context = chromium.new_context(base_url=site.url, locale="en-GB")
        contexts.append(context)
        context.set_default_timeout(15_000)
        cookie = {"name": "sessionid", "value": sessions[role], "url": site.url}
        context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield tab
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def context(chromium, site):
    """A browser that nobody has used: no cookies, nothing stored."""
    context = chromium.new_context(base_url=site.url, locale="en-GB")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def viewer(chromium, chromium_path, site):
    """A tab of a Chromium with its PDF viewer, which one without a window has not."""
    browser = chromium.browser_type.launch(
        executable_path=chromium_path,
        args=["--no-sandbox", "--headless=new"],
        ignore_default_args=[
            "--headless",
            "--disable-extensions",
            "--disable-component-extensions-with-background-pages",
        ],
    )
    yield browser.new_context(base_url=site.url, locale="en-GB").new_page()
    browser.close()


@pytest.fixture
def page(context):
    """One tab. What the browser complains of (a blocked style, a script error) fails."""
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if line.type == "error" else None,
    )
    yield page
    assert complaints == []
