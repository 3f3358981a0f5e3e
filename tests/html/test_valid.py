"""Every template and state is valid HTML, as the Nu checker of the W3C sees it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from tests.conftest import missing
from tests.shipped_pages import EVERY

# What the checker only guesses: titles of English papers make a page look English.
GUESSES = ["This document appears to be written in"]


@pytest.fixture
def checker():
    """The command that checks files; `make vnu` brings the checker."""
    jar = Path(os.environ.get("VNU_JAR", settings.BASE_DIR / ".var/vnu/vnu.jar"))
    if not jar.exists():
        missing(f"the Nu checker ({jar.name}: make vnu)")
    if not shutil.which("java"):
        missing("Java, for the Nu checker")
    return ["java", "-Xss2m", "-jar", jar, "--format", "json", "--exit-zero-always"]


def test_every_template_and_state_is_valid(portal, client, checker, tmp_path):
    pages = {address: client.get(address).content for address in EVERY}
    for status in ["500", "503"]:
        pages[status] = render_to_string(f"{status}.html").encode()
    for number, content in enumerate(pages.values()):
        (tmp_path / f"{number}.html").write_bytes(content)

    checked = subprocess.run(
        [*checker, "--skip-non-html", tmp_path], capture_output=True, check=False
    )

    addresses = list(pages)
    problems = {
        (addresses[int(Path(found["url"]).stem)], found["message"])
        for found in json.loads(checked.stderr)["messages"]
        if not any(guess in found["message"] for guess in GUESSES)
    }
    assert problems == set()
