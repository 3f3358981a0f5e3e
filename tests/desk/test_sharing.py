"""A shared draft is seen by its link alone, for a time, and leaves no trace."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import Entry
from apps.desk.draft_views import RECORD_DRAFTS
from apps.desk.models import Share
from apps.records.transitions import TRANSITIONS, apply_transition
from tests import factories
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return somebody("editor")


def address_of(record):
    opts = record._meta
    return f"/admin/share/{opts.app_label}/{opts.model_name}/{record.pk}/"


def shared(record, editor, days=7):
    response = signed_in(editor).post(
        address_of(record), {"whom": "Dr Sari", "days": days}
    )
    assert response.status_code == 302
    return Share.objects.latest("pk")


@pytest.mark.parametrize(
    "factory", factories.RECORDS, ids=lambda f: f._meta.model.__name__
)
def test_exactly_that_draft_is_seen_by_its_link(client, editor, factory):
    record, other = factory(status="draft"), factory(status="draft")
    share = shared(record, editor)

    response = client.get(share.get_absolute_url())

    assert response.status_code == 200
    assert str(record) in response.text
    assert "A draft shared with you" in response.text
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert "ETag" not in response
    assert str(other) not in response.text
    for draft in [record, other]:
        address = client.get(draft.get_absolute_url())
        assert address.status_code == 404 or str(draft) not in address.text


def test_a_public_page_has_neither_banner_nor_comments(client):
    text = client.get(factories.MemberFactory().get_absolute_url()).text

    assert "shared with you" not in text
    assert 'id="comments"' not in text


@pytest.mark.parametrize("change", ["x", "", ":x"])
def test_a_tampered_link_is_refused_in_words(client, editor, change):
    url = shared(factories.MemberFactory(status="draft"), editor).get_absolute_url()
    broken = url[:-2] + change + "/"

    response = client.get(broken)

    assert response.status_code == 404
    assert "was altered" in response.text


def test_the_signature_of_one_share_does_not_open_another(client, editor):
    one = shared(factories.MemberFactory(status="draft"), editor)
    two = shared(factories.MemberFactory(status="draft"), editor)

    url = one.get_absolute_url().replace(f"/{one.pk}:", f"/{two.pk}:")

    assert client.get(url).status_code == 404


def test_a_link_ends_at_its_time(client, editor):
    share = shared(factories.MemberFactory(status="draft"), editor)
    Share.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    response = client.get(share.get_absolute_url())

    assert response.status_code == 410
    assert "The link has expired" in response.text
    assert "no-store" in response["Cache-Control"]


def test_a_link_can_be_ended_early(client, editor):
    share = shared(factories.MemberFactory(status="draft"), editor)

    signed_in(editor).post(f"/admin/share/{share.pk}/end/")

    assert client.get(share.get_absolute_url()).status_code == 410
    assert client.post(share.get_absolute_url(), {}).status_code == 410


def test_a_draft_that_was_published_is_read_at_its_own_address(client, editor):
    member = factories.MemberFactory(status="draft")
    share = shared(member, editor)
    apply_transition(member, TRANSITIONS["publish"], user=editor, note="Checked.")

    response = client.get(share.get_absolute_url())

    assert response.url == member.get_absolute_url()


def test_a_comment_arrives_at_the_draft(client, editor):
    member = factories.MemberFactory(status="draft")
    share = shared(member, editor)

    sent = client.post(
        share.get_absolute_url(), {"name": "Sari", "text": "<b>The year is wrong.</b>"}
    )

    assert sent.url == share.get_absolute_url()
    page = signed_in(editor).get(address_of(member)).text
    assert "&lt;b&gt;The year is wrong." in page
    assert "The year is wrong." in signed_in(editor).get("/admin/").text


def test_a_comment_without_words_is_asked_for_again_and_keeps_the_name(client, editor):
    share = shared(factories.MemberFactory(status="draft"), editor)

    response = client.post(share.get_absolute_url(), {"name": "Sari", "text": ""})

    assert response.status_code == 200
    assert "This field is required" in response.text
    assert 'value="Sari"' in response.text
    assert not share.comments.exists()


def test_a_comment_from_another_site_is_refused(editor):
    share = shared(factories.MemberFactory(status="draft"), editor)
    client = Client(enforce_csrf_checks=True)

    response = client.post(share.get_absolute_url(), {"name": "x", "text": "y"})

    assert response.status_code == 403


def test_views_are_logged_and_shares_are_in_the_audit_log(client, editor):
    member = factories.MemberFactory(status="draft")
    share = shared(member, editor)
    client.get(share.get_absolute_url(), HTTP_USER_AGENT="Lynx")

    assert [visit.browser for visit in share.visits.all()] == ["Lynx"]
    assert "Lynx" in signed_in(editor).get(address_of(member)).text
    assert Entry.objects.filter(kind="share", user=editor).count() == 1


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_is_no_draft_is_not_shared(editor, status):
    member = factories.MemberFactory(status=status)
    client = signed_in(somebody("publisher"))

    client.post(address_of(member), {"whom": "Dr Sari", "days": 7})

    assert not Share.objects.exists()


def test_who_may_not_edit_a_draft_may_not_share_it():
    member = factories.MemberFactory(status="draft")
    for role in ["contributor", "administrator", "no role"]:
        client = signed_in(somebody(role))
        assert client.post(address_of(member), {"whom": "me"}).status_code == 403

    assert Client().get(address_of(member)).status_code == 302
    assert not Share.objects.exists()


def test_who_may_not_edit_a_draft_may_not_end_its_links(editor):
    share = shared(factories.MemberFactory(status="draft"), editor)

    response = signed_in(somebody("contributor")).post(f"/admin/share/{share.pk}/end/")

    assert response.status_code == 403
    assert Share.objects.get().is_open


def test_only_records_can_be_shared(admin_client):
    assert admin_client.get("/admin/share/auth/user/1/").status_code == 404
    assert RECORD_DRAFTS.page_of(factories.PersonFactory()) is None


def test_the_page_of_a_draft_leads_to_sharing_it(editor):
    member = factories.MemberFactory(status="draft")

    page = signed_in(editor).get(f"/admin/members/member/{member.pk}/change/").text

    assert f'href="{address_of(member)}"' in page


def test_staff_alone_read_the_manual(client):
    assert client.get("/admin/manual/").status_code == 302
    page = signed_in(somebody("no role")).get("/admin/manual/").text
    assert "Who may do what" in page
