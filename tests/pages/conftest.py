"""Pages of a few words, written as fixtures and loaded as the portal loads its own."""

import pytest
import yaml
from cms.models import Page, PageContent
from django.contrib.auth import get_user_model
from djangocms_versioning.models import Version

from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import Ledger


class Fixtures:
    """A folder of page fixtures that a test writes and loads."""

    def __init__(self, folder):
        self.folder = folder

    def page(self, name, text="A text.", **changes):
        """Write a page in both languages; `changes` overrides any of its fields."""
        languages = {
            language: {
                "title": f"{name.title()} {language}",
                "slug": name,
                "placeholders": {
                    "content": [{"plugin": "TextPlugin", "body": f"<p>{text}</p>"}]
                },
            }
            for language in ["en", "id"]
        }
        page = {"key": name, "template": "pages/standard.html", "languages": languages}
        self.write(f"010_{name}.yaml", page | changes)

    def write(self, name, content):
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_text(yaml.safe_dump(content), "utf-8")

    def load(self, *, force=False):
        """What the loader did, by key without its prefix."""
        report = load_pages(self.folder, Ledger(force=force))
        return dict(line.split(": page:")[::-1] for line in report.notable)


@pytest.fixture
def pages(tmp_path, db):
    return Fixtures(tmp_path / "pages")


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", password="Bali 2002")


def version_of(key, language="en"):
    """The newest version of a page's text."""
    contents = PageContent.admin_manager.filter(page__reverse_id=key, language=language)
    return Version.objects.filter(
        object_id__in=contents.values("pk"),
        content_type__model="pagecontent",
    ).latest("pk")


def draft(key, user, language="en", **changes):
    """A draft as an editor makes one, with other words in its fields."""
    version = version_of(key, language).copy(user)
    for name, value in changes.items():
        setattr(version.content, name, value)
    version.content.save()
    return version


def delete_page(key):
    """What deleting a page in the admin does."""
    Page.objects.get(reverse_id=key).delete()
