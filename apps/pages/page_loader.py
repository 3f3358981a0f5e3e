"""Loading CMS pages from their fixtures, through the CMS's own API.

A page is found again by its key (the CMS's reverse id), a text by key and language.
The CMS keeps every version of a text: as long as the newest one is the one that was
loaded, staff have not touched it; where they have, theirs stays. Parent and order in
the menu count when a page is first made; afterwards staff arrange the tree.
"""

from dataclasses import dataclass
from pathlib import Path

from cms.api import add_plugin, create_page, create_page_content
from cms.models import Page, PageContent, PageUrl
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from djangocms_versioning.models import Version

from apps.records.fixture_ledger import FixtureError, Ledger, Report, Verdict, digest

from .page_fixtures import HOME, PageFile, PluginRow, Translation, read_pages

LOADER = "fixture-loader"


def loader_user():
    """The inactive account that owns loaded pages."""
    users = get_user_model().objects
    user, created = users.get_or_create(username=LOADER, defaults={"is_active": False})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def newest_versions():
    """The newest version of every text, by page and language."""
    contents = {
        pk: (page_id, language)
        for pk, page_id, language in PageContent.admin_manager.values_list(
            "pk", "page_id", "language"
        )
    }
    content_type = ContentType.objects.get_for_model(PageContent)
    versions = Version.objects.filter(content_type=content_type).order_by("pk")
    return {contents[v.object_id]: v for v in versions if v.object_id in contents}


def state_of(version):
    """A digest of the newest version of a text, which changes when staff edit it."""
    return None if version is None else digest([version.pk, version.state])


@dataclass
class PageLoader:
    """Creates and updates pages from page files, text by text."""

    ledger: Ledger
    report: Report

    def __post_init__(self):
        self.user = loader_user()
        self.pages = {p.reverse_id: p for p in Page.objects.exclude(reverse_id=None)}
        self.versions = newest_versions()

    def load(self, file: PageFile):
        for language, text in file.translations.items():
            self.load_text(file, language, text)

    def load_text(self, file, language, text):
        key, source_digest = f"page:{file.key}:{language}", digest(text.source)
        page = self.pages.get(file.key)
        version = self.versions.get((page.pk, language)) if page else None
        state = state_of(version)
        verdict = self.ledger.verdict(key, source_digest, state)
        if verdict == Verdict.UPDATE and self.is_as_loaded(key, source_digest, state):
            verdict = Verdict.SAME  # forced, but there is nothing to write over
        if verdict in (Verdict.CREATE, Verdict.UPDATE):
            if file.parent and file.parent not in self.pages:
                verdict = Verdict.GONE  # staff have deleted the page above it
            elif self.is_taken(file, language, text):
                verdict = Verdict.KEPT  # staff have a page of their own there
        self.report.add(verdict, key)
        if verdict == Verdict.CREATE:
            version = self.create(file, language, text)
        elif verdict == Verdict.UPDATE:
            version = self.update(version, file, text)
        else:
            return
        self.fill(version.content, text)
        version.publish(self.user)
        self.ledger.write(key, source_digest, state_of(version))

    def is_as_loaded(self, key, source_digest, state):
        entry = self.ledger.entries.get(key)
        return (
            entry is not None
            and entry.source_digest == source_digest
            and entry.state_digest == state
        )

    def is_taken(self, file, language, text):
        """Whether another page already answers at the address of this one."""
        if file.key == HOME:
            return False
        page = self.pages.get(file.key)
        parent_id = page.parent_id if page else None
        if page is None and file.parent:
            parent_id = self.pages[file.parent].pk
        urls = PageUrl.objects.filter(site_id=settings.SITE_ID, language=language)
        above = urls.filter(page_id=parent_id).values_list("path", flat=True).first()
        path = f"{above}/{text.slug}" if above else text.slug
        return urls.filter(path=path).exclude(page=page).exists()

    def create(self, file, language, text):
        values = {
            "title": text.title,
            "template": file.template,
            "language": language,
            "menu_title": text.menu_title or None,
            "slug": text.slug,
            "meta_description": text.meta_description or None,
            "in_navigation": file.in_navigation,
            "created_by": self.user,
        }
        page = self.pages.get(file.key)
        if page is not None:
            content = create_page_content(page=page, **values)
            return Version.objects.get_for_content(content)
        page = create_page(
            reverse_id=file.key, parent=self.pages.get(file.parent), **values
        )
        if file.key == HOME:
            page.set_as_homepage(self.user)
        self.pages[file.key] = page
        content = PageContent.admin_manager.get(page=page, language=language)
        return Version.objects.get_for_content(content)

    def update(self, version, file, text):
        """A new version of a text with the fields of its file."""
        version = version.copy(self.user)
        content = version.content
        content.title = text.title
        content.menu_title = text.menu_title or None
        content.slug = text.slug
        content.meta_description = text.meta_description or None
        content.template = file.template
        content.in_navigation = file.in_navigation
        content.save()
        return version

    def fill(self, content, text: Translation):
        """Replace the plugins in the placeholders of a text."""
        for slot, placeholder in content.rescan_placeholders().items():
            placeholder.clear(content.language)
            self.place(placeholder, content.language, text.placeholders.get(slot, []))

    def place(self, placeholder, language, rows: list[PluginRow], target=None):
        for row in rows:
            plugin = add_plugin(
                placeholder, row.plugin, language, target=target, **row.values
            )
            self.place(placeholder, language, row.children, target=plugin)


def load_pages(directory: Path, ledger: Ledger) -> Report:
    """Load every page of a folder, in the order of the files' names.

    Raises FixtureError with every problem found; then nothing at all has changed.
    """
    files, problems = read_pages(directory)
    if problems:
        raise FixtureError(problems)
    report = Report()
    with transaction.atomic():
        loader = PageLoader(ledger, report)
        for file in files:
            loader.load(file)
    return report
