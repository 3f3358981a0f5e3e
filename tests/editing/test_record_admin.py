"""Staff pages of every kind of record: they open, and what is typed is kept."""

import pytest
from django.contrib import admin
from django.urls import reverse

from apps.conferences.models import Meeting
from apps.records.models import Record
from apps.sources.models import Claim
from tests import factories

pytestmark = pytest.mark.django_db

KEPT = [*factories.RECORDS, factories.PersonFactory]


@pytest.mark.parametrize("factory", KEPT, ids=lambda f: f._meta.model.__name__)
def test_list_search_add_change_and_history_pages_open(admin_client, factory):
    record = factory()
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}"

    for url in [
        reverse(f"{name}_changelist"),
        reverse(f"{name}_changelist") + "?q=bali",
        reverse(f"{name}_add"),
        reverse(f"{name}_change", args=[record.pk]),
        reverse(f"{name}_history", args=[record.pk]),
    ]:
        assert admin_client.get(url).status_code == 200, url


def test_every_kind_of_record_has_a_staff_page():
    registered = {model for model in admin.site._registry if issubclass(model, Record)}

    assert registered == {
        factory._meta.model
        for factory in KEPT
        if issubclass(factory._meta.model, Record)
    }


def typed(meeting, claims, **changes):
    """What a browser sends from the page of a meeting with these claim rows."""
    prefix = "sources-claim-content_type-object_id"
    data = {
        "title": meeting.title,
        "slug": meeting.slug,
        "group": meeting.group_id,
        "kind": "meeting",
        "number": "",
        "series": "",
        "dates": meeting.dates,
        "city": "Bali",
        "host": "",
        "format": "",
        "change_note": "As the sources say.",
        "attendances-TOTAL_FORMS": 0,
        "attendances-INITIAL_FORMS": 0,
        f"{prefix}-TOTAL_FORMS": len(claims),
        f"{prefix}-INITIAL_FORMS": 0,
    } | changes
    for number, claim in enumerate(claims):
        data |= {f"{prefix}-{number}-{key}": value for key, value in claim.items()}
    return data


def change(client, meeting, claims, **changes):
    url = reverse("admin:conferences_meeting_change", args=[meeting.pk])
    return client.post(url, typed(meeting, claims, **changes))


def test_a_claim_is_written_on_the_page_of_its_record(admin_client):
    meeting = factories.MeetingFactory()
    source = factories.SourceFactory()
    row = {
        "about": "..dates",
        "source": source.pk,
        "value": "26 Feb",
        "reading": meeting.dates,
        "rank": "normal",
    }

    response = change(admin_client, meeting, [row])

    assert response.status_code == 302
    claim = Claim.objects.get()
    assert (claim.record, claim.field, claim.reading) == (
        meeting,
        "dates",
        meeting.dates,
    )


def test_two_preferred_claims_of_one_statement_are_refused_in_words(admin_client):
    meeting = factories.MeetingFactory()
    source = factories.SourceFactory()
    row = {
        "about": "..dates",
        "source": source.pk,
        "value": "26 Feb",
        "reading": meeting.dates,
        "rank": "preferred",
    }

    response = change(admin_client, meeting, [row, row])

    assert "Dates: two claims are marked as preferred" in response.text
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("typed_dates", "message"),
    [
        ("26th of February", "is not a valid date"),
        ("2002-02-28/2002-02-26", "ends before it starts"),
    ],
)
def test_a_wrong_date_is_said_and_nothing_typed_is_lost(
    admin_client, typed_dates, message
):
    meeting = factories.MeetingFactory()

    response = change(admin_client, meeting, [], dates=typed_dates, city="Kuta")

    assert message in response.text
    assert 'value="Kuta"' in response.text
    assert Meeting.objects.get().city == "Bali"


def test_a_claim_about_a_seat_is_offered_by_name(admin_client):
    seat = factories.SeatFactory(member__name="New Zealand")

    url = reverse("admin:groups_group_change", args=[seat.group_id])
    factories.ClaimFactory(record=seat.group, fact=seat, field="since")

    assert "New Zealand, Co-chair" in admin_client.get(url).text


def test_a_period_that_runs_backwards_is_said_in_the_form(admin_client):
    participation = factories.ParticipationFactory(since="2013")
    url = reverse("admin:members_member_change", args=[participation.member_id])
    member = participation.member
    data = {
        "name": member.name,
        "slug": member.slug,
        "kind": "state",
        "change_note": "As the sources say.",
        "names-TOTAL_FORMS": 0,
        "names-INITIAL_FORMS": 0,
        "participations-TOTAL_FORMS": 1,
        "participations-INITIAL_FORMS": 1,
        "participations-0-id": participation.pk,
        "participations-0-member": member.pk,
        "participations-0-capacity": "member",
        "participations-0-since": "2013",
        "participations-0-until": "2012",
        "sources-claim-content_type-object_id-TOTAL_FORMS": 0,
        "sources-claim-content_type-object_id-INITIAL_FORMS": 0,
    }

    response = admin_client.post(url, data)

    assert "A period cannot end before it starts." in response.text
