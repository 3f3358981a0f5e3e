"""What pages add to the first page of staff, to the audit log and to the link checker."""

import pytest

from apps.accounts.models import Entry
from apps.desk.links.link_finder import all_links
from tests.pages.conftest import draft
from tests.staff import signed_in

pytestmark = pytest.mark.django_db


def test_a_page_in_draft_waits_on_the_first_page(pages, editor):
    pages.page("about")
    pages.load()
    client = signed_in(editor)
    assert "About again" not in client.get("/admin/").text

    draft("about", editor, title="About again")

    assert "About again" in client.get("/admin/").text


def test_publishing_a_page_is_in_the_audit_log(pages, editor):
    pages.page("about")
    pages.load()

    draft("about", editor, title="About again").publish(editor)

    entry = Entry.objects.filter(kind="publication").first()
    assert entry.about == "Publish: About again (page, en)"


def test_links_on_pages_are_found_with_where_they_stand(pages):
    pages.page("about", text='See <a href="https://example.org/?a=1&amp;b=2">it</a>.')
    pages.load()

    found = [(one.url, one.title) for one in all_links()]

    assert sorted(found) == [
        ("https://example.org/?a=1&b=2", "About en"),
        ("https://example.org/?a=1&b=2", "About id"),
    ]
