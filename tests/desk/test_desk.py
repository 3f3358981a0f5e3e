"""The first page of staff says what waits, and costs the same however much waits."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from apps.desk.dashboard_blocks import blocks
from apps.desk.models import Link
from apps.desk.work_lists import SECTIONS, unresolved
from apps.records.transitions import save
from apps.spreadsheets.models import Import
from tests import factories
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db

MOST = 60  # queries of the whole page, the admin's own included


def counts(user):
    return {block.key: block.count for block in blocks(user) if block.count}


@pytest.fixture
def boss():
    return get_user_model().objects.create_superuser("boss")


def test_each_record_is_counted_where_it_waits(boss):
    draft = factories.MeetingFactory.build(
        status="draft", group=factories.GroupFactory(checked_on=timezone.localdate())
    )
    save(draft, user=boss)
    factories.MeetingFactory(status="draft", group=draft.group)  # somebody else's
    factories.MemberFactory(status="review")
    later = timezone.now() + dt.timedelta(days=1)
    factories.SourceFactory(status="scheduled", publish_at=later)
    old = timezone.localdate() - dt.timedelta(days=400)
    member = factories.MemberFactory(status="published", checked_on=old)
    source = factories.SourceFactory(checked_on=timezone.localdate())
    for record in [draft, member, draft.group]:
        factories.ClaimFactory(record=record, source=source)

    assert counts(boss) == {
        "drafts": 1,
        "others": 1,
        "review": 1,
        "scheduled": 1,
        "unchecked": 1,
        "unsourced": 2,  # the other's draft, and the member in review
    }


def test_the_page_shows_what_waits_with_links(admin_client):
    member = factories.MemberFactory(status="review", name="Atlantis")
    Link.objects.create(url="https://example.org/gone", state="broken", answer="404")
    Import.objects.create(model="members.member", file_name="members.xlsx", note="New.")

    text = admin_client.get("/admin/").text

    assert f'href="/admin/members/member/{member.pk}/change/">Atlantis</a>' in text
    assert "https://example.org/gone" in text
    assert "members.xlsx" in text


def test_those_who_write_the_drafts_of_others_see_them(boss):
    factories.MemberFactory(status="draft", name="Atlantis")
    seen = {
        role: counts(somebody(role)).get("others", 0)
        for role in ["contributor", "editor", "publisher"]
    }

    assert seen == {"contributor": 0, "editor": 1, "publisher": 1}


def test_what_is_done_is_named_beside_what_waits(admin_client):
    factories.MemberFactory(status="review")

    text = admin_client.get("/admin/").text

    assert '<section class="desk__block" id="desk-review"' in text
    assert '<a id="desk-drafts" href="/admin/waiting/drafts/">My drafts</a>' in text


@pytest.mark.parametrize(
    ("role", "last"),
    [
        ("publisher", "Changes to decide and to undo"),
        ("administrator", "Accounts and settings"),
    ],
)
def test_no_list_stands_under_the_name_of_a_program(role, last):
    page = signed_in(somebody(role)).get("/admin/")
    groups = {
        "The record": "Members",
        "Evidence": "Sources",
        "Text pages": "Pages",
        "Changes to decide and to undo": "Proposed changes",
        "Accounts and settings": "Users",
    }

    names = [app["name"] for app in page.context["app_list"]]

    assert set(names) <= set(groups)
    assert (names[0], names[-1]) == ("The record", last)
    for name in names:
        assert f">{groups[name]}</a>" in page.text


@pytest.mark.parametrize("key", [*(s.key for s in SECTIONS), "unjudged"])
def test_every_list_opens(admin_client, key):
    factories.MemberFactory(name="Atlantis", status="review")

    page = admin_client.get(f"/admin/waiting/{key}/")

    assert page.status_code == 200
    assert ("Atlantis" in page.text) == (key in {"review", "unsourced"})


@pytest.mark.parametrize("role", ["contributor", "publisher", "administrator"])
def test_whatever_the_first_page_names_is_there(role):
    client = signed_in(somebody(role))
    factories.MemberFactory(status="review")
    Link.objects.create(url="https://example.org/gone", state="broken", answer="404")
    page = html.fromstring(client.get("/admin/").text)

    for address in page.xpath('//div[@id="content"]//a/@href'):
        assert client.get(address).status_code == 200, address


def test_an_unknown_list_is_not_there(admin_client):
    assert admin_client.get("/admin/waiting/nothing/").status_code == 404


def test_nobody_else_sees_what_waits(client):
    assert client.get("/admin/waiting/review/").status_code == 302


def test_somebody_without_a_role_sees_nothing_of_it():
    factories.MemberFactory(name="Atlantis", status="review")
    client = signed_in(somebody("no role"))

    assert "Atlantis" not in client.get("/admin/").text
    assert "Atlantis" not in client.get("/admin/waiting/review/").text


def test_a_disagreement_waits_until_a_claim_is_preferred(boss):
    meeting = factories.MeetingFactory()
    claims = [
        factories.ClaimFactory(record=meeting, field="dates", value=value)
        for value in ["2002-02-26", "2002-02-27"]
    ]
    assert len(unresolved()) == 1

    claims[0].rank = "preferred"
    claims[0].save()

    assert len(unresolved()) == 0


def test_the_page_costs_the_same_however_much_waits(admin_client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert admin_client.get("/admin/").status_code == 200
        return len(captured)

    def more():
        for factory in [factories.MemberFactory, factories.SourceFactory]:
            factory(status="review")
        group = factories.GroupFactory()
        meeting = factories.MeetingFactory(group=group)
        for value in ["2002-02-26", "2002-02-27"]:
            factories.ClaimFactory(record=meeting, field="dates", value=value)
        Link.objects.create(url=f"https://example.org/{group.pk}", state="broken")

    more()
    queries()
    at_one = queries()
    more()
    more()

    assert queries() == at_one <= MOST


def test_a_source_that_is_not_public_disputes_nothing(admin_client):
    meeting = factories.MeetingFactory(title="First Meeting")
    for status, value in [("published", "2002-02-26"), ("draft", "2002-02-27")]:
        factories.ClaimFactory(
            record=meeting, field="dates", value=value, source__status=status
        )

    assert "First Meeting" not in admin_client.get("/admin/waiting/unjudged/").text
