"""What the documents name exists: modules, files, commands, links, layers."""

import re
import tomllib
from importlib import import_module

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.BASE_DIR
APPS = {path.parent.name for path in ROOT.glob("apps/*/__init__.py")}
DOCUMENTS = sorted(
    [
        *ROOT.glob("docs/**/*.md"),
        *(ROOT / f"{name}.md" for name in ["CONTRIBUTING", "README"]),
    ]
)
BLOCK = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(rf"(?:{'|'.join([*APPS, 'apps', 'tests', 'baliportal'])})(?:\.\w+)+")
FILE = re.compile(r"[\w-]+\.(?:py|html|css|js|yaml|toml|md|txt|in)")
PLACE = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")

every_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def words(document):
    """The words in code style, outside blocks."""
    text = BLOCK.sub("", document.read_text("utf-8"))
    return {word for code in re.findall(r"`([^`]+)`", text) for word in code.split()}


def resolves(name):
    """Whether a dotted name is a module, or something in one."""
    if name.partition(".")[0] in APPS:
        name = f"apps.{name}"
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def is_there(place):
    """Whether there is such a file: at this place, or, named alone, anywhere."""
    within = "" if "/" in place else "**/"
    tops = ["apps", "baliportal", "docs", "static", "templates", "tests", "fixtures"]
    return any(ROOT.glob(place)) or (
        bool(within) and any(any((ROOT / top).glob(within + place)) for top in tops)
    )


@every_document
def test_every_module_that_is_named_exists(document):
    named = {word for word in words(document) if NAME.fullmatch(word)}

    assert {
        name for name in named if not (FILE.fullmatch(name) or resolves(name))
    } == set()


@every_document
def test_every_file_that_is_named_exists(document):
    tops = {path.name for path in ROOT.iterdir()} - {".venv", ".var"}
    named = {
        word
        for word in words(document)
        if FILE.fullmatch(word)
        or ("/" in word and PLACE.fullmatch(word) and word.split("/")[0] in tops)
    }

    assert {name for name in named if not is_there(name)} == set()


@every_document
def test_every_command_that_is_named_exists(document):
    text = document.read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    made = set(re.findall(r"(?:`|^)(?:\w+=\S+ )*make ([a-z-]+)", text, re.MULTILINE))
    managed = set(re.findall(r"manage\.py ([a-z_]+)", text))

    assert made - {*targets} == set()
    assert managed - get_commands().keys() == set()


@every_document
def test_every_link_to_a_file_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
    ours = {link for link in links if ":" not in link}

    assert {link for link in ours if not (document.parent / link).exists()} == set()


def blocks_below(document, heading):
    text = (ROOT / document).read_text("utf-8")
    return BLOCK.findall(text.partition(f"\n## {heading}\n")[2])


def test_the_picture_of_the_layers_is_their_contract():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = config["tool"]["importlinter"]["contracts"][0]
    picture = blocks_below("docs/architecture.md", "Layers")[0]

    drawn = [re.split(r"\s{2,}", line)[0] for line in picture.splitlines()]

    assert drawn == contract["layers"]


def test_the_tree_in_the_readme_is_the_tree():
    lines = blocks_below("README.md", "The tree")[0].splitlines()
    entries = [re.match(r"( *)(\S+)", line).groups() for line in lines]

    tops = {name for indent, name in entries if not indent}
    apps = {name.strip("/") for indent, name in entries if indent}

    assert {name for name in tops - {".var/"} if not (ROOT / name).exists()} == set()
    assert apps == APPS


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())

    assert listed == sorted(path.name for path in folder.glob("0*.md"))
