"""Changing a value on the staff page of a record: it is asked which source says so."""

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.conferences.models import Meeting
from apps.records.models import Proposal
from apps.records.versions import latest_version
from tests import factories
from tests.staff import signed_in, somebody, typed

pytestmark = pytest.mark.django_db
NOTE = "As the report says."


def page_of(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


@pytest.fixture
def publisher():
    return signed_in(somebody("publisher"))


@pytest.fixture
def meeting():
    """A public meeting of 1 December, as “The list” supports."""
    meeting = factories.MeetingFactory(dates="2016-12-01", title="Fifth Meeting")
    factories.ClaimFactory(
        record=meeting, field="dates", value="", source__title="The list"
    )
    return meeting


@pytest.fixture
def report():
    return factories.SourceFactory(title="The report")


def sent(client, record, **changes):
    """The answer to the page of a record sent with changes."""
    data = typed(client.get(page_of(record)), change_note=NOTE)
    return client.post(page_of(record), data | changes)


def claims_of(record):
    """(source, words, reading, rank, whether it is history) of each claim."""
    return [
        (c.source.title, c.value, c.reading, c.rank, c.superseded_on is not None)
        for c in record.claims.order_by("pk")
    ]


def test_a_date_changes_with_its_source_in_one_save(publisher, meeting, report, client):
    sent(
        publisher, meeting, dates="2016-12-03", dates_source=report.pk,
        dates_source_where="p. 4", dates_source_words="3 December",
    )  # fmt: skip

    meeting.refresh_from_db()
    assert meeting.dates == "2016-12-03"
    assert claims_of(meeting) == [
        ("The list", "", "2016-12-01", "normal", True),
        ("The report", "3 December", "2016-12-03", "normal", False),
    ]
    shown = client.get(meeting.get_absolute_url()).text
    assert "3 December 2016" in shown
    assert "The report" in shown
    versions = [v.parts["rows"]["claims"] for v in meeting.history.order_by("pk")]
    today = timezone.localdate().isoformat()
    assert [row["superseded_on"] for row in versions[0]] == [None]
    assert [row["superseded_on"] for row in versions[-1]] == [today, None]


def test_a_date_without_its_source_comes_back_with_the_question(publisher, meeting):
    response = sent(publisher, meeting, dates="2016-12-03", city="Kuta")

    question = (
        "The source “The list” says 1 December 2016. Which source says 3 December 2016?"
    )
    assert question in response.text
    assert 'value="2016-12-03"' in response.text
    assert 'value="Kuta"' in response.text
    assert "“Fifth Meeting”: Dates is 2016-12-03 here" in response.text
    assert response.text.count('<details class="source" open>') == 1
    assert Meeting.objects.get().dates == "2016-12-01"
    assert claims_of(meeting) == [("The list", "", "2016-12-01", "normal", False)]


def test_the_question_is_answered_in_the_form_that_asks_it(publisher, meeting, report):
    asked = sent(publisher, meeting, dates="2016-12-03")

    publisher.post(page_of(meeting), typed(asked, dates_source=report.pk))

    assert Meeting.objects.get().dates == "2016-12-03"
    assert latest_version(meeting).history_change_reason == NOTE


def test_a_source_named_against_another_is_preferred(publisher, meeting, report):
    first = factories.ClaimFactory(
        record=meeting, field="dates", value="1 Dec", reading="2016-12-01",
        rank="preferred", source__title="The leaflet",
    )  # fmt: skip

    sent(publisher, meeting, dates="2016-12-03", dates_source=report.pk)

    first.refresh_from_db()
    assert (first.rank, first.superseded_on) == ("normal", None)
    assert claims_of(meeting)[-1] == (
        "The report", "", "2016-12-03", "preferred", False,
    )  # fmt: skip


def test_a_draft_is_saved_without_and_asks_when_it_is_opened(publisher, meeting):
    factories.ClaimFactory(
        record=meeting, field="dates", value="1 Dec", reading="2016-12-01"
    )
    Meeting.objects.update(status="draft")

    response = sent(publisher, meeting, dates="2016-12-03")

    assert response.status_code == 302
    opened = publisher.get(page_of(meeting)).text
    assert "says 1 December 2016. Which source says 3 December 2016?" in opened
    assert "Must be corrected" in opened


def test_support_speaks_again_where_its_value_returns(publisher, meeting, report):
    sent(publisher, meeting, dates="2016-12-03", dates_source=report.pk)
    response = sent(publisher, meeting, dates="2016-12-01")

    # The report is the only one left that speaks, and it says otherwise, without words.
    assert response.status_code == 302
    assert claims_of(meeting) == [
        ("The list", "", "2016-12-01", "normal", False),
        ("The report", "", "2016-12-03", "normal", True),
    ]


def ranks(response, first, second):
    """The form with the ranks of the two claims on it."""
    start = "sources-claim-content_type-object_id"
    return typed(response, change_note=NOTE) | {
        f"{start}-0-rank": first,
        f"{start}-1-rank": second,
    }


@pytest.fixture
def contested(meeting):
    """The meeting with two claims in words, of which it follows the first."""
    meeting.claims.all().delete()
    for title, day, rank in [("A", 1, "preferred"), ("B", 3, "normal")]:
        factories.ClaimFactory(
            record=meeting, field="dates", value=f"{day} Dec",
            reading=f"2016-12-0{day}", rank=rank, source__title=title,
        )  # fmt: skip
    return meeting


def test_preferring_another_claim_changes_the_value(publisher, contested):
    page = publisher.get(page_of(contested))

    publisher.post(page_of(contested), ranks(page, "normal", "preferred"))

    contested.refresh_from_db()
    assert contested.dates == "2016-12-03"
    assert latest_version(contested).dates == "2016-12-03"
    assert contested.dates_latest.isoformat() == "2016-12-03"


def test_two_preferred_claims_are_named(publisher, contested):
    page = publisher.get(page_of(contested))

    response = publisher.post(page_of(contested), ranks(page, "preferred", "preferred"))

    said = (
        "“Fifth Meeting”: Dates: two claims are marked as preferred, of “A” and of “B”."
    )
    assert said in response.text


def test_value_and_preference_do_not_change_against_each_other(publisher, contested):
    page = publisher.get(page_of(contested))
    data = ranks(page, "normal", "preferred") | {"dates": "2016-12-05"}

    response = publisher.post(page_of(contested), data)

    assert "“Fifth Meeting”: Dates is 2016-12-05 here" in response.text
    assert "2016-12-03 (“B”)" in response.text
    assert Meeting.objects.get().dates == "2016-12-01"
    assert claims_of(contested)[0][3] == "preferred"


def test_a_preferred_claim_about_a_part_changes_the_part(publisher):
    group = factories.GroupFactory()
    seat = factories.SeatFactory(group=group, since="2015")
    factories.ClaimFactory(
        record=group, fact=seat, field="since", value="2016", reading="2016"
    )
    factories.ClaimFactory(
        record=group, fact=seat, field="since", value="2015", reading="2015"
    )
    page = publisher.get(page_of(group))

    publisher.post(page_of(group), ranks(page, "preferred", "normal"))

    seat.refresh_from_db()
    assert seat.since == "2016"
    assert seat.since_earliest.year == 2016


@pytest.mark.parametrize("named", [True, False])
def test_a_figure_is_added_with_its_source_or_marked(publisher, report, named):
    group = factories.GroupFactory()
    factories.ClaimFactory(record=group)
    row = {
        "figures-TOTAL_FORMS": "1",
        "figures-0-label": "people trained",
        "figures-0-key": "trained",
        "figures-0-value": "348",
        "figures-0-subject": "work",
        "figures-0-source": report.pk if named else "",
        "figures-0-source_words": "348 people",
    }
    if not named:
        row["figures-0-source_words"] = ""

    response = sent(publisher, group, **row)

    assert response.status_code == 302
    figure = group.figures.get()
    assert [(c.reading, c.value) for c in figure.claims.all()] == (
        [("348", "348 people")] if named else []
    )
    opened = publisher.get(page_of(group)).text
    assert ("No source is cited for: Figure" in opened) is not named


def test_words_without_a_source_are_asked_whose_they_are(publisher, meeting):
    response = sent(publisher, meeting, dates_source_words="1 December")

    assert "Choose the source, too." in response.text
    assert meeting.history.count() == 1


def test_without_scripts_a_source_is_named_by_its_address(publisher, meeting, report):
    sent(publisher, meeting, dates="2016-12-03", dates_source_address=report.slug)

    assert Meeting.objects.get().dates == "2016-12-03"


def test_a_source_nobody_may_see_vouches_for_nothing_public(publisher, meeting, report):
    type(report).objects.filter(pk=report.pk).update(status="draft")

    response = sent(publisher, meeting, dates="2016-12-03", dates_source=report.pk)

    assert "Dates: the source “The report” is not public." in response.text
    assert Meeting.objects.get().dates == "2016-12-01"


def test_a_proposal_shows_the_source_it_names_and_passes_the_rule(
    publisher, meeting, report
):
    editor = signed_in(somebody("editor"))
    sent(editor, meeting, dates="2016-12-03", dates_source=report.pk)
    assert claims_of(meeting)[0][4] is False

    page = publisher.get(page_of(meeting), {"proposal": Proposal.objects.get().pk})
    assert f'<option value="{report.pk}" selected>The report</option>' in page.text
    publisher.post(page_of(meeting), typed(page))

    assert Meeting.objects.get().dates == "2016-12-03"
    assert claims_of(meeting)[-1][0] == "The report"


def test_a_proposal_without_a_source_is_not_accepted_silently(publisher, meeting):
    editor = signed_in(somebody("editor"))
    sent(editor, meeting, dates="2016-12-03")
    page = publisher.get(page_of(meeting), {"proposal": Proposal.objects.get().pk})

    response = publisher.post(page_of(meeting), typed(page))

    assert "Which source says 3 December 2016?" in response.text
    assert Proposal.objects.get().outcome == "waiting"


def test_a_version_comes_back_with_its_evidence(publisher, meeting, report):
    sent(publisher, meeting, dates="2016-12-03", dates_source=report.pk)
    first = meeting.history.order_by("history_id").first()
    address = reverse(
        "admin:conferences_meeting_version", args=[meeting.pk, first.history_id]
    )

    publisher.post(address, typed(publisher.get(address), note="It was right."))

    meeting.refresh_from_db()
    assert meeting.dates == "2016-12-01"
    assert claims_of(meeting) == [("The list", "", "2016-12-01", "normal", False)]


def test_a_source_that_a_public_record_follows_is_not_withdrawn(publisher, contested):
    source = contested.claims.get(rank="preferred").source
    address = reverse("admin:sources_source_move", args=[source.pk, "withdraw"])
    page = publisher.get(address)

    response = publisher.post(address, typed(page, note="A copy."))

    said = "“Fifth Meeting”: Dates follows the source “A”. Name another first."
    assert said in response.text
    source.refresh_from_db()
    assert source.is_public
