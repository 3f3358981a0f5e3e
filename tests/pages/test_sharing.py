"""A draft of a page is seen by its link alone, and reads as it will."""

import pytest

from apps.accounts.models import Entry
from apps.desk.models import Share
from tests.pages.conftest import draft, version_of
from tests.staff import signed_in, somebody


@pytest.fixture
def version(pages):
    pages.page("about", "First words.")
    pages.load()
    return draft("about", somebody("editor", "writer"), title="About again")


def address_of(version):
    return f"/admin/share/cms/pagecontent/{version.object_id}/"


def shared(version, role="editor"):
    client = signed_in(somebody(role))
    client.post(address_of(version), {"whom": "Dr Sari", "days": 7})
    return client, Share.objects.latest("pk").get_absolute_url()


def test_exactly_that_draft_is_seen_by_its_link(version, client):
    _editor, url = shared(version)

    response = client.get(url)

    assert response.status_code == 200
    assert "About again" in response.text
    assert "First words." in response.text
    assert "A draft shared with you" in response.text
    assert "cms-toolbar" not in response.text
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "About again" not in client.get("/en/about/").text
    assert Share.objects.get().visits.count() == 1
    assert Entry.objects.filter(kind="share").count() == 1


def test_a_page_that_was_never_public_is_seen_too(pages, client):
    pages.page("about")
    pages.load()
    version = draft("about", somebody("editor", "writer"), title="About again")
    version_of("about")
    version.content.page.urls.update(path=None)
    _editor, url = shared(version)

    assert "About again" in client.get(url).text


def test_a_draft_in_indonesian_is_read_in_indonesian(version, client):
    indonesian = draft("about", somebody("editor", "other"), "id", title="Lagi")
    _editor, url = shared(indonesian)

    text = client.get(url).text

    assert '<html lang="id"' in text
    assert "Lagi" in text


def test_a_comment_arrives_at_the_draft(version, client):
    editor, url = shared(version)

    client.post(url, {"name": "Sari", "text": "A word is missing."})

    assert "A word is missing." in editor.get(address_of(version)).text
    assert "A word is missing." in editor.get("/admin/").text


def test_the_link_leads_on_when_the_draft_is_published_and_ends_with_it(
    version, client
):
    _editor, url = shared(version)
    gone = draft("about", somebody("editor", "third"), "id")
    _publisher, other = shared(gone, "publisher")

    version.publish(version.created_by)
    gone.archive(gone.created_by)

    assert client.get(url).url == "/en/about/"
    assert client.get(other).status_code == 410


@pytest.mark.parametrize("role", ["contributor", "administrator", "no role"])
def test_who_may_not_write_a_draft_may_not_share_it(version, role):
    client = signed_in(somebody(role))

    for method in [client.get, client.post]:
        assert method(address_of(version), {"whom": "me", "days": 7}).status_code == 403
    assert not Share.objects.exists()


def test_the_toolbar_leads_to_sharing_a_draft(version):
    editor = signed_in(somebody("editor"))
    page = editor.get(
        f"/admin/cms/placeholder/object/{version.content_type_id}/preview/{version.object_id}/"
    ).text

    assert f'href="{address_of(version)}"' in page
