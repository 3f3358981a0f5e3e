"""The command that loads everything, and what the repository ships."""

import re
from pathlib import Path

import pytest
import yaml
from cms.models import Page
from django.conf import settings
from django.contrib.sites.models import Site
from django.core.management import CommandError, call_command

from apps.members.models import Member

MEMBERS = """
model: members.member
rows:
- {slug: thailand, name: Thailand, kind: state}
"""
SHIPPED = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def folder(pages, tmp_path):
    tmp_path.joinpath("20_members.yaml").write_text(MEMBERS, "utf-8")
    pages.page("about")
    return tmp_path


def run(folder, capsys, **options):
    call_command("load_portal", fixtures=folder, **options)
    return capsys.readouterr().out.splitlines()


def test_record_and_pages_are_loaded_and_loading_again_changes_nothing(folder, capsys):
    assert run(folder, capsys) == [
        "Record: created 1, updated 0, same 0, kept 0, gone 0",
        "Pages: created 2, updated 0, same 0, kept 0, gone 0",
    ]
    assert run(folder, capsys) == [
        "Record: created 0, updated 0, same 1, kept 0, gone 0",
        "Pages: created 0, updated 0, same 2, kept 0, gone 0",
    ]


def test_the_site_gets_its_name_once_and_keeps_what_staff_call_it(folder, settings):
    settings.ALLOWED_HOSTS = [".baliprocess.example", "localhost"]
    site = Site.objects.get(pk=settings.SITE_ID)
    assert site.domain == "example.com"

    call_command("load_portal", fixtures=folder, verbosity=0)
    site.refresh_from_db()
    assert (site.domain, site.name) == ("baliprocess.example", "Bali Process Record")

    Site.objects.update(domain="elsewhere.example")
    call_command("load_portal", fixtures=folder, verbosity=0)
    site.refresh_from_db()
    assert site.domain == "elsewhere.example"


def test_what_staff_deleted_is_named_and_force_brings_it_back(folder, capsys):
    run(folder, capsys)
    Page.objects.get(reverse_id="about").delete()

    assert run(folder, capsys)[1:] == [
        "Pages: created 0, updated 0, same 0, kept 0, gone 2",
        "  gone: page:about:en",
        "  gone: page:about:id",
    ]
    assert "created 2" in run(folder, capsys, force=True)[1]


def test_a_problem_in_the_pages_leaves_the_record_unloaded_too(folder, capsys):
    folder.joinpath("pages", "020_contact.yaml").write_text("key: contact", "utf-8")

    with pytest.raises(CommandError, match="Problems found: 2"):
        run(folder, capsys)

    assert capsys.readouterr().err.splitlines() == [
        "020_contact.yaml: contact: template: is missing",
        "020_contact.yaml: contact: languages: must be a mapping with at least one "
        "language",
    ]
    assert not Member.objects.exists()
    assert not Page.objects.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("load_portal", fixtures=tmp_path / "nowhere")


def test_every_shipped_page_has_a_text_in_every_language():
    files = sorted((SHIPPED / "pages").glob("*.yaml"))
    pages = [yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in files]

    assert [sorted(page["languages"]) for page in pages] == [["en", "id"]] * len(pages)
    for page in pages:
        en, ind = page["languages"]["en"], page["languages"]["id"]
        assert shape(en["placeholders"]) == shape(ind["placeholders"]), page["key"]


def shape(content):
    """A text without its words: plugins, numbers of headings and of links."""
    if isinstance(content, dict):
        return {
            key: shape(value)
            for key, value in content.items()
            if key not in ("title", "link_text", "other_forms")
        }
    if isinstance(content, list):
        return [shape(value) for value in content]
    if isinstance(content, str):
        return [re.sub(r"/(en|id)/", "/", link) for link in LINK.findall(content)]
    return content


LINK = re.compile(r'(?:href=|<h2 id=)"([^"]+)"')


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_link_of_the_shipped_pages_leads_somewhere(portal, client, language):
    other = "id" if language == "en" else "en"
    links = set()
    for path in (SHIPPED / "pages").glob("*.yaml"):
        text = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["languages"][
            language
        ]
        found = re.findall(r"(?:href=\"|'link': ')(/[^\"']*)", str(text))
        assert not [link for link in found if link.startswith(f"/{other}/")], path.name
        links |= set(found)

    assert len(links) > 50
    broken = []
    for link in sorted(links):
        path, _, fragment = link.partition("#")
        response = client.get(path)
        if response.status_code != 200:
            broken.append((link, response.status_code))
        elif fragment and f'id="{fragment}"' not in response.text:
            broken.append((link, "no such place"))
    assert broken == []


GROUPS = """
model: groups.group
rows:
- slug: forum
  name: Forum
  kind: forum
  founded: {founded}
  seats:
  - {{member: thailand, role: member, since: {since}}}
"""


@pytest.mark.parametrize(
    ("dates", "problem"),
    [
        ({"founded": 2567, "since": 2024}, "31_groups.yaml: forum: founded: “2567”"),
        (
            {"founded": 2002, "since": 2567},
            "31_groups.yaml: forum: seats 1: since: “2567”",
        ),
    ],
)
def test_a_date_that_cannot_be_meant_is_asked_back(folder, capsys, dates, problem):
    folder.joinpath("31_groups.yaml").write_text(GROUPS.format(**dates), "utf-8")

    with pytest.raises(CommandError):
        call_command("load_portal", fixtures=folder)

    said = capsys.readouterr().err
    assert problem in said
    assert "year of the Buddhist era: did you mean 2024?" in said
    assert not Member.objects.exists()
