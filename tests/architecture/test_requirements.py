"""Packages: each asked for with its reason, each installed by its hash."""

import re

import pytest
from django.conf import settings

NAMES = ["requirements", "requirements-dev", "requirements-semantic"]
ASKED = re.compile(
    r"(?P<name>[\w.-]+)(?:\[\w+\])?==(?P<version>\S+)(?P<reason>  # .+)?"
)
LOCKED = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)")


def text_of(name):
    return (settings.BASE_DIR / name).read_text("utf-8")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(name):
    """What is asked for, by hand: (package, version, reason)."""
    lines = text_of(f"{name}.in").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-"))]
    return [ASKED.fullmatch(line).groups() for line in wanted]


def locked(name):
    """What is installed: {package: (version, its hashes)}."""
    found = {}
    for entry in re.split(r"\n(?=[\w])", text_of(f"{name}.txt")):
        if match := LOCKED.match(entry):
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)
            found[normal(match["name"])] = (match["version"], hashes)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_package_that_is_asked_for_has_its_reason(name):
    assert asked(name)
    assert [package for package, _version, reason in asked(name) if not reason] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_asked_for_is_what_is_installed(name):
    """`make requirements` has run since the list was changed by hand."""
    versions = {package: version for package, (version, _) in locked(name).items()}

    assert {
        normal(package): version for package, version, _reason in asked(name)
    }.items() <= (versions.items())


@pytest.mark.parametrize("name", NAMES)
def test_every_package_is_installed_by_hash_from_wherever_one_chooses(name):
    assert [
        package for package, (_, hashes) in locked(name).items() if not hashes
    ] == []
    assert not re.search(
        r"://|--(extra-)?index-url|--find-links", text_of(f"{name}.txt")
    )


def test_what_is_tested_is_what_runs():
    for name in ["requirements-dev", "requirements-semantic"]:
        both = locked("requirements").keys() & locked(name).keys()
        assert {p: locked(name)[p] for p in both} == {
            p: locked("requirements")[p] for p in both
        }
