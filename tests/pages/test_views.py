"""What a page costs, what it sends, and who gets the tools to edit it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.pages.models import LatestMeetings
from apps.pages.page_loader import load_pages
from apps.records.fixture_ledger import Ledger
from tests.factories import (
    ClaimFactory,
    MeetingFactory,
    MemberFactory,
    MilestoneFactory,
    ParticipationFactory,
    PublicationFactory,
)
from tests.pages.conftest import draft
from tests.staff import sign_in

SHIPPED = Path(settings.BASE_DIR) / "fixtures" / "pages"
ADDRESSES = [
    "",
    "about/",
    "history/",
    "objectives/",
    "how-we-source/",
    "contact/",
    "accessibility/",
    "privacy/",
]


def make_record(number):
    for _ in range(number):
        member = MemberFactory(kind="state")
        ParticipationFactory(member=member, capacity="member", since="2002-02-26")
        meeting = MeetingFactory(kind="conference", dates="2015-05-01/2016-03-23")
        for reading in ["2015", "2016"]:
            ClaimFactory(record=meeting, field="dates", value=reading, reading=reading)
        MilestoneFactory(date="2015-05")
        PublicationFactory()


def cost(client, path):
    """Queries of a page with caches cold.

    Content types are no part of the caches: a process learns them once and for all.
    """
    cache.clear()
    Site.objects.clear_cache()
    ContentType.objects.get_for_models(*apps.get_models())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_page_costs_the_same_however_long_the_record_and_at_most_12(
    db, client, language
):
    load_pages(SHIPPED, Ledger())
    costs = []
    for _ in range(2):
        make_record(1 if not costs else 2)
        costs.append([cost(client, f"/{language}/{path}") for path in ADDRESSES])

    assert costs[0] == costs[1]
    assert max(costs[0]) <= 12


def test_a_reader_gets_no_cookie_and_a_page_that_may_be_kept(pages, client):
    pages.page("about")
    pages.load()

    response = client.get("/en/about/")

    assert not response.cookies
    assert "private" not in response.headers.get("Cache-Control", "")
    assert "no-store" not in response.headers.get("Cache-Control", "")


def test_an_editor_sees_the_page_with_the_tools_and_nobody_keeps_it(
    pages, editor, client
):
    pages.page("about", "First words.")
    pages.load()
    sign_in(client, editor)

    response = client.get("/en/about/")

    assert "First words." in response.text
    assert "cms-toolbar" in response.text
    assert "no-store" in response.headers["Cache-Control"]


def test_an_editor_can_edit_and_preview_a_draft(pages, editor, client):
    pages.page("about", "First words.")
    pages.load()
    content = draft("about", editor, title="In the making").content
    content_type = ContentType.objects.get_for_model(content)
    sign_in(client, editor)

    for view in ["edit", "preview", "structure"]:
        name = f"admin:cms_placeholder_render_object_{view}"
        response = client.get(reverse(name, args=[content_type.pk, content.pk]))
        assert response.status_code == 200, view
    assert "In the making" in response.text or "cms-structure" in response.text


def test_an_editor_can_choose_how_many_meetings_to_show(pages, editor, client):
    pages.page(
        "about",
        languages={
            "en": {
                "title": "About",
                "slug": "about",
                "placeholders": {"content": [{"plugin": "MeetingsPlugin", "count": 2}]},
            }
        },
    )
    pages.load()
    draft("about", editor)
    plugin = LatestMeetings.objects.latest("pk")
    sign_in(client, editor)
    url = reverse("admin:cms_placeholder_edit_plugin", args=[plugin.pk])
    url += "?cms_path=/en/about/"

    assert 'name="count"' in client.get(url).text
    client.post(url, {"count": 5})

    plugin.refresh_from_db()
    assert plugin.count == 5


@pytest.fixture
def staff(django_user_model):
    """Somebody who may log in to the admin and nothing else."""
    return django_user_model.objects.create_user(
        "staff", password="Bali 2002", is_staff=True
    )


def test_the_login_of_the_cms_leads_to_the_one_door(db, client):
    response = client.get("/en/cms_login/")

    assert response.status_code == 302
    assert response["Location"] == reverse("admin:login")
    assert client.post("/en/cms_login/", {}).status_code == 302


@pytest.mark.parametrize(
    "path", ["/en/cms_wizard/create/", "/admin/cms/placeholder/cms_wizard/create/"]
)
def test_wizards_are_closed_to_those_without_rights(db, client, staff, path):
    assert client.get(path).status_code in (302, 403)

    sign_in(client, staff)

    assert client.get(path).status_code == 403
