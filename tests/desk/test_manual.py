"""The manual names what stands on the screen, in the words in which it stands there."""

import re
from html import unescape

import pytest
from cms.toolbar.utils import get_object_edit_url, get_object_preview_url
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from lxml import html

from apps.desk.models import Link
from apps.records.models import Proposal
from apps.spreadsheets.models import Import
from tests import factories
from tests.pages.conftest import draft, pages, version_of
from tests.staff import signed_in, somebody

__all__ = ["pages"]
pytestmark = pytest.mark.django_db


def change(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


@pytest.fixture
def screens(pages):
    """What staff see on the journeys of the manual, from the first sign-in on."""
    waiting = factories.MeetingFactory(status="review")
    public = factories.MeetingFactory()
    source = factories.SourceFactory()
    for meeting in [waiting, public]:
        factories.ClaimFactory(record=meeting, source=source)
    Link.objects.create(url="https://example.org/gone", state="broken")
    Import.objects.create(model="members.member", file_name="a.csv", state="kept")
    pages.page("about")
    pages.page("history")
    pages.load()
    newcomer, author = somebody("publisher", "newcomer"), somebody("contributor")
    editor, publisher, administrator = (
        signed_in(somebody(role)) for role in ["editor", "publisher", "administrator"]
    )
    begun = factories.MemberFactory(status="draft")
    begun.history.update(history_user=author)
    text = draft("about", newcomer).content
    proposal = Proposal.objects.create(
        record=public,
        typed="city=Kuta",
        base=public.history.first().pk,
        made_by=author,
    )
    share = f"/admin/share/members/member/{begun.pk}/"
    version = public.history.first().history_id
    arrived = Client()
    secret = {"username": "newcomer", "password": "Bali 2002"}
    members, move = "/admin/members/member/", change(public).replace("change", "move")
    file = ContentFile(b"slug,name,kind\nnauru,Nauru,state\n", "members.csv")
    kept = reverse("admin:spreadsheets_import_change", args=[Import.objects.get().pk])
    visits = [
        (arrived, f"{members}add/", {"name": "Nauru"}),
        (arrived, "/admin/login/", None),
        (arrived, "/admin/login/", secret),
        (signed_in(somebody("no role")), "/admin/account/recovery-codes/", {}),
        (signed_in(author), "/admin/", None),
        (editor, "/admin/", None),
        (publisher, "/admin/", None),
        (editor, change(begun), None),
        (publisher, change(waiting), None),
        (publisher, change(public), None),
        (editor, change(public), None),
        (publisher, f"{change(public)}?proposal={proposal.pk}", None),
        (publisher, public.get_absolute_url(), None),
        (publisher, f"{change(waiting).replace('change', 'move')}publish/", None),
        (publisher, f"{move}withdraw/", None),
        (publisher, change(public).replace("change", f"history/{version}"), None),
        (publisher, share, {"whom": "Dr Sari", "days": 7}),
        (publisher, members, None),
        (publisher, f"{members}import/", None),
        (publisher, f"{members}import/", {"file": file, "note": "A list."}),
        (publisher, kept, None),
        (publisher, change(Link.objects.get()), None),
        # The bar of text pages keeps the language in which somebody first sees it.
        (publisher, "/en/history/?toolbar_on", None),
        (signed_in(newcomer), "/en/history/?toolbar_on", None),
        (signed_in(newcomer), get_object_edit_url(text, "en"), None),
        (signed_in(newcomer), get_object_preview_url(text, "en"), None),
        (editor, get_object_edit_url(text, "en"), None),
        (publisher, versions_of_page("history"), None),
        (administrator, "/admin/", None),
        (
            administrator,
            change(get_user_model().objects.get(username="newcomer")),
            None,
        ),
    ]

    def seen(language):
        for client, address, data in visits:
            client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
            address = address.replace("/en/", f"/{language}/")
            send = client.get if data is None else client.post
            yield unescape(send(address, data, follow=True).text)

    return seen


def versions_of_page(key):
    """Where the versions of a page are managed."""
    address = reverse("admin:djangocms_versioning_pagecontentversion_changelist")
    return f"{address}?page={version_of(key).content.page_id}&language=en"


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_label_that_the_manual_names_stands_on_a_screen(screens, language):
    client = signed_in(somebody("no role", "reader"))
    manual = client.get("/admin/manual/", headers={"Accept-Language": language})
    labels = {b.text_content() for b in html.fromstring(manual.text).iter("b")}
    shown = "\n".join(screens(language))

    missing = [
        label
        for label in labels
        if not re.search(rf'[>"]\s*{re.escape(label)}:?\s*[<"]', shown)
    ]

    assert len(labels) > 50
    assert sorted(missing) == []
