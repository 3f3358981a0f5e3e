"""Static files as they are served."""

import re

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from apps.serving.static_files import ImportsInlined


def sheet(name):
    with ImportsInlined(FileSystemStorage(settings.BASE_DIR / "static")).open(
        name
    ) as file:
        return file.read().decode()


def test_the_style_sheet_is_sent_whole_with_its_layers():
    text = sheet("css/site.css")

    assert "@import" not in text
    assert "/*" not in text
    for layer in ["layout", "components"]:
        assert f"@layer {layer} {{" in text
    for part in ["--paper:", ".masthead {", ".facts {", ".visually-hidden {"]:
        assert part in text
    assert text.count("{") == text.count("}")
    # The order of the layers comes before anything that is in one.
    assert text.index("@layer reset, tokens") < text.index("@layer layout {")


def test_a_file_that_imports_nothing_is_sent_as_it_is():
    text = sheet("css/staff.css")

    assert text == (settings.BASE_DIR / "static/css/staff.css").read_text()


@pytest.mark.django_db
def test_the_worker_keeps_the_offline_page_of_each_language(client):
    response = client.get("/sw.js")

    assert response.headers["Content-Type"] == "text/javascript"
    assert "no-store" in response.headers["Cache-Control"]
    for address in re.findall(r'"(/(?:en|id)/[^"]*)"', response.text):
        assert client.get(address).status_code == 200
    assert '"id": "/id/offline/"' in response.text
