"""What the repository holds, and what it must not know of."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

TEMPLATES = settings.BASE_DIR / "templates"
TEXTS = {
    ".py",
    ".html",
    ".yaml",
    ".css",
    ".js",
    ".toml",
    ".txt",
    ".in",
    ".md",
    ".po",
    "",
}
# What stands beside the entries that are ours: what a machine makes, and git's own.
TOP = {
    "manage.py",
    "baliportal",
    "apps",
    "templates",
    "static",
    "fixtures",
    "tests",
    "requirements.in",
    "requirements.txt",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements-semantic.in",
    "requirements-semantic.txt",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs",
    "pyproject.toml",
    "Makefile",
    "deploy",
}


@pytest.mark.parametrize(
    "name",
    sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")),
)
def test_every_template_compiles(name):
    """A parent that does not compile would leave a CMS page without its parts."""
    get_template(name)


@pytest.mark.django_db
def test_models_and_migrations_agree():
    # Ours alone: a migration of djangocms_text leaves models of its own behind.
    ours = [c.label for c in apps.get_app_configs() if c.name.startswith("apps.")]
    call_command("makemigrations", *ours, check=True, dry_run=True, verbosity=0)


def test_the_top_of_the_tree_is_as_agreed():
    entries = {path.name for path in settings.BASE_DIR.iterdir()}

    assert {name for name in entries - TOP if not name.startswith(".")} == set()


def test_nothing_reads_outside_the_repository():
    """Neither code nor data points at a folder beside it, or at one machine's."""
    outside = re.compile(r"\.\./shared|/(?:(?:work|root|tmp)/|home/\w)")
    tops = [settings.BASE_DIR / name for name in TOP]
    files = [
        path
        for top in tops
        for path in ([top] if top.is_file() else top.rglob("*"))
        if path.is_file() and path.suffix in TEXTS and path != Path(__file__)
    ]

    assert [f for f in files if outside.search(f.read_text(encoding="utf-8"))] == []
