"""Addresses of records that are renamed, merged, withdrawn or gone never go dead."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from apps.records.transitions import TRANSITIONS, apply_transition, save
from tests import factories
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
KINDS = [
    factories.MemberFactory,
    factories.GroupFactory,
    factories.MeetingFactory,
    factories.PublicationFactory,
    factories.SourceFactory,
    factories.TopicFactory,
]


def rename(record, slug):
    record.slug = slug
    save(record, note="Renamed.")


def withdraw(record, ending, reason="It was another.", **details):
    apply_transition(
        record,
        TRANSITIONS["withdraw"],
        note=reason,
        ending=ending,
        withdrawal_reason=reason,
        **details,
    )


API = {
    factories.MemberFactory: "members",
    factories.GroupFactory: "groups",
    factories.MeetingFactory: "meetings",
    factories.PublicationFactory: "publications",
    factories.SourceFactory: "sources",
    factories.TopicFactory: "topics",
}


@pytest.mark.parametrize("factory", API, ids=API.get)
def test_a_program_is_led_from_a_former_slug_and_told_what_is_gone(client, factory):
    record, heir = factory(slug="first"), factory(slug="heir")
    place = f"/api/v1/{API[factory]}/"

    rename(record, "second")
    assert led(client, f"{place}first") == (301, f"{place}second")

    withdraw(record, "merged", successor=heir)
    assert led(client, f"{place}first") == (301, f"{place}heir")
    assert led(client, f"{place}second") == (301, f"{place}heir")

    withdraw(heir, "error")
    gone = client.get(f"{place}second")
    assert gone.status_code == 410
    assert gone.json()["title"] == "Gone"
    assert led(client, f"{place}never") == (404, None)


def led(client, url):
    """(status, where it leads) of an address."""
    response = client.get(url)
    return response.status_code, response.headers.get("Location")


@pytest.mark.parametrize("factory", KINDS, ids=lambda f: f._meta.model.__name__)
@pytest.mark.parametrize("language", ["en", "id"])
def test_a_renamed_record_is_found_at_every_address_it_ever_had(
    client, factory, language
):
    record = factory(slug="first")
    old = record.get_absolute_url().replace("/en/", f"/{language}/")
    rename(record, "second")
    rename(record, "third")

    for slug in ["first", "second"]:
        address = old.replace("first", slug)
        third = old.replace("first", "third")
        assert led(client, address) == (301, third)
        assert led(client, f"{address}history/") == (301, f"{third}history/")
    assert led(client, old.replace("first", "third")) == (200, None)


def test_a_record_that_takes_its_old_address_back_is_there(client):
    record = factories.MemberFactory(slug="first")
    rename(record, "second")
    rename(record, "first")

    assert led(client, "/en/members/first/") == (200, None)
    assert led(client, "/en/members/second/") == (301, "/en/members/first/")
    assert "max-age=0" in client.get("/en/members/second/").headers["Cache-Control"]


def test_what_a_draft_was_once_called_leads_nowhere(client):
    draft = factories.MemberFactory(slug="secret-name", status="draft")
    rename(draft, "other-name")
    draft.status = "published"
    save(draft)

    assert led(client, "/en/members/secret-name/") == (404, None)
    assert led(client, "/en/members/other-name/") == (200, None)


def test_the_former_address_of_another_record_cannot_be_taken():
    publisher = signed_in(somebody("publisher"))
    rename(factories.TopicFactory(slug="first"), "second")
    data = {
        "label": "Another",
        "slug": "first",
        "names-TOTAL_FORMS": 0,
        "names-INITIAL_FORMS": 0,
    }

    response = publisher.post("/admin/publications/topic/add/", data)

    assert "Another record was published at this address" in response.text


def test_a_merged_record_leads_to_the_last_of_its_successors(client):
    first, second, third = (factories.MemberFactory(slug=s) for s in ["a1", "b2", "c3"])
    withdraw(first, "merged", successor=second)
    assert led(client, "/en/members/a1/") == (301, "/en/members/b2/")

    withdraw(second, "merged", successor=third)
    rename(third, "d4")

    for slug in ["a1", "b2", "c3"]:
        assert led(client, f"/en/members/{slug}/") == (301, "/en/members/d4/")
        history = f"/en/members/{slug}/history/"
        assert led(client, history) == (301, "/en/members/d4/history/")


def test_mergers_that_lead_in_a_circle_or_to_a_draft_show_the_notice(client):
    first, second = (factories.MemberFactory(slug=slug) for slug in ["a1", "b2"])
    withdraw(first, "merged", "Counted twice.", successor=second)
    withdraw(second, "merged", "Counted twice.", successor=first)

    response = client.get("/en/members/a1/")

    assert response.status_code == 200
    assert "Counted twice." in response.text


def test_a_withdrawn_record_keeps_its_page_with_the_reason(client):
    member = factories.MemberFactory(slug="a1", name="Atlantis")
    withdraw(member, "withdrawn", "No such state.")

    response = client.get("/en/members/a1/")

    assert response.status_code == 200
    assert "No such state." in response.text
    assert "Atlantis" not in response.text
    assert "Atlantis" not in client.get("/en/members/").text


@pytest.mark.parametrize("rest", ["", "history/"])
def test_a_record_published_in_error_is_gone_and_says_why(client, rest):
    member = factories.MemberFactory(slug="a1")
    withdraw(member, "error", "It was a test.")

    response = client.get(f"/en/members/a1/{rest}")

    assert response.status_code == 410
    assert "It was a test." in response.text


def test_a_renamed_and_withdrawn_record_tells_of_it_at_its_old_address(client):
    member = factories.MemberFactory(slug="a1")
    rename(member, "b2")
    withdraw(member, "withdrawn")
    assert led(client, "/en/members/a1/") == (301, "/en/members/b2/")

    withdraw(member, "error", "It was a test.")

    response = client.get("/en/members/a1/")
    assert response.status_code == 410
    assert "It was a test." in response.text


def test_a_record_that_was_deleted_after_all_is_gone(client):
    member = factories.MemberFactory(slug="a1")
    member.delete()

    assert led(client, "/en/members/a1/") == (410, None)


def test_pages_below_a_withdrawn_publication_are_gone_with_it(client):
    publication = factories.PublicationFactory(slug="guide")
    assert led(client, "/en/publications/guide/cite.ris")[0] == 200
    rename(publication, "handbook")
    goal = "/en/publications/handbook/cite.ris"
    assert led(client, "/en/publications/guide/cite.ris") == (301, goal)

    withdraw(publication, "withdrawn")

    assert led(client, goal) == (410, None)


@pytest.mark.parametrize(
    "path", ["members/a1/nothing/", "members/nobody/", "members/history/", "a1/"]
)
def test_what_never_was_is_not_found(client, path):
    factories.MemberFactory(slug="a1")

    assert led(client, f"/en/{path}") == (404, None)


@pytest.mark.parametrize("status", ["draft", "review", "scheduled"])
def test_what_is_not_public_yet_is_not_found_and_staff_see_it(client, status):
    member = factories.MemberFactory(
        slug="a1", name="Timor", status=status, publish_at=timezone.now() + HOUR
    )

    assert led(client, "/en/members/a1/") == (404, None)
    assert led(client, "/en/members/a1/history/") == (404, None)
    seen = signed_in(somebody("contributor")).get(member.get_absolute_url())
    assert seen.status_code == 200
    assert "Only staff can see this entry." in seen.text
    assert signed_in(somebody("no role")).get("/en/members/a1/").status_code == 404


def test_a_scheduled_withdrawal_tells_its_reason_at_its_minute(client):
    member = factories.MemberFactory(slug="a1")
    withdraw(member, "error", "Its term ended.", withdraw_at=timezone.now() + HOUR)
    assert led(client, "/en/members/a1/") == (200, None)

    type(member).objects.update(withdraw_at=timezone.now() - HOUR)

    assert led(client, "/en/members/a1/") == (410, None)


def test_staff_edit_a_record_from_its_page_and_nobody_else_sees_the_way(client):
    member = factories.MemberFactory(slug="a1")
    link = f'href="/admin/members/member/{member.pk}/change/"'
    staff = signed_in(somebody("contributor"))

    for path in ["/en/members/a1/", "/en/members/a1/history/"]:
        assert link not in client.get(path).text
        assert link in staff.get(path).text
        # What staff saw was not kept for others.
        assert link not in Client().get(path).text
        assert (
            "Edit this record"
            not in signed_in(somebody("no role", path)).get(path).text
        )
