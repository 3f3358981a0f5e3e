"""Writing on a record's page: who can, what is kept, and what two people do at once."""

import pytest
from django.urls import reverse

from apps.conferences.models import Meeting
from apps.groups.models import Group
from apps.records.models import Proposal
from apps.records.versions import latest_version, state_of
from tests import factories
from tests.staff import buttons, signed_in, somebody, typed

pytestmark = pytest.mark.django_db


def page_of(record, name="change"):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[record.pk])


@pytest.fixture
def publisher():
    return signed_in(somebody("publisher"))


@pytest.fixture
def editor():
    return signed_in(somebody("editor"))


def sourced(record):
    """A record that passes the gate."""
    factories.ClaimFactory(record=record)
    return record


def test_a_contributor_begins_a_draft_and_goes_on_writing_it():
    contributor = signed_in(somebody("contributor"))
    group = factories.GroupFactory()
    add = reverse("admin:conferences_meeting_add")
    data = typed(
        contributor.get(add), title="Third Meeting", slug="third", group=group.pk
    )

    contributor.post(add, data)
    meeting = Meeting.objects.get()
    response = contributor.get(page_of(meeting))
    contributor.post(page_of(meeting), typed(response, city="Kuta"))

    meeting.refresh_from_db()
    assert (meeting.status, meeting.city) == ("draft", "Kuta")
    assert buttons(response) == ["Save", "Save and close", "Delete", "Close"]


def test_a_form_of_two_thousand_fields_is_saved(editor):
    group = factories.GroupFactory(status="draft")
    rows = {f"row-{number}": "" for number in range(2000)}

    editor.post(page_of(group), typed(editor.get(page_of(group)), name="Forum", **rows))

    assert Group.objects.get().name == "Forum"


def test_the_state_of_a_record_cannot_be_sent_with_its_form(editor):
    meeting = factories.MeetingFactory(status="draft")
    data = typed(editor.get(page_of(meeting)), status="published", city="Kuta")

    editor.post(page_of(meeting), data)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.city) == ("draft", "Kuta")


def test_each_change_keeps_who_what_and_why(editor):
    group = factories.GroupFactory(status="draft")
    seat = factories.SeatFactory(group=group, since="2015")
    data = typed(editor.get(page_of(group)), change_note="The year was wrong.")

    editor.post(page_of(group), data | {"seats-0-since": "2016"})

    version = latest_version(group)
    assert version.history_user.username == "the-editor"
    assert version.history_change_reason == "The year was wrong."
    assert state_of(version).rows["seats"][0]["since"] == "2016"
    before = group.history.order_by("history_id").first()
    assert state_of(before).rows["seats"][0]["since"] == "2015"
    seat.refresh_from_db()
    assert seat.since == "2016"


def test_saving_without_a_change_keeps_no_version(editor):
    group = factories.GroupFactory(status="draft")
    factories.SeatFactory(group=group)

    editor.post(page_of(group), typed(editor.get(page_of(group))))

    assert group.history.count() == 1


def test_a_change_of_a_public_record_takes_a_note_and_loses_nothing_without(publisher):
    meeting = sourced(factories.MeetingFactory())
    data = typed(publisher.get(page_of(meeting)), city="Kuta")

    response = publisher.post(page_of(meeting), data)

    assert "Say in a few words what changes, and why." in response.text
    assert 'value="Kuta"' in response.text
    assert Meeting.objects.get().city == "Bali"
    publisher.post(page_of(meeting), typed(response, change_note="The hotel is there."))
    assert Meeting.objects.get().city == "Kuta"
    assert latest_version(meeting).history_change_reason == "The hotel is there."


def test_a_change_of_its_parts_alone_takes_a_note_too(publisher):
    group = sourced(factories.GroupFactory())
    factories.SeatFactory(group=group, note="One")
    data = typed(publisher.get(page_of(group))) | {"seats-0-note": "Other"}

    response = publisher.post(page_of(group), data)

    assert "Say in a few words what changes, and why." in response.text
    assert group.seats.get().note == "One"


def test_a_change_that_the_gate_forbids_is_not_published_and_not_lost(publisher):
    group = factories.GroupFactory(founded="2010")
    meeting = sourced(factories.MeetingFactory(group=group, dates="2011"))
    data = typed(
        publisher.get(page_of(meeting)), dates="2009", change_note="As the report says."
    )

    response = publisher.post(page_of(meeting), data)

    assert "was founded later" in response.text
    assert 'value="2009"' in response.text
    assert Meeting.objects.get().dates == "2011"
    assert meeting.history.count() == 1
    publisher.post(page_of(meeting), typed(response, _propose="1"))
    assert Proposal.objects.get().form_data["dates"] == "2009"


def test_what_was_wrong_before_does_not_forbid_another_change(publisher):
    meeting = factories.MeetingFactory()  # without any source
    data = typed(
        publisher.get(page_of(meeting)), city="Kuta", change_note="A typing error."
    )

    publisher.post(page_of(meeting), data)

    assert Meeting.objects.get().city == "Kuta"


def test_an_editor_proposes_a_change_of_a_public_record(editor):
    meeting = sourced(factories.MeetingFactory())
    response = editor.get(page_of(meeting))
    assert buttons(response) == ["Propose this change", "Close"]

    editor.post(page_of(meeting), typed(response, city="Kuta", change_note="Closer."))

    assert Meeting.objects.get().city == "Bali"
    assert meeting.history.count() == 1
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.note, proposal.outcome) == (
        meeting,
        "Closer.",
        "waiting",
    )


def test_a_publisher_sees_a_proposal_in_the_form_and_publishes_it(editor, publisher):
    group = sourced(factories.GroupFactory())
    data = typed(editor.get(page_of(group)), change_note="Two seats.")
    member = factories.MemberFactory()
    row = {"member": member.pk, "role": "chair", "since": "2016", "until": ""}
    data |= {f"seats-0-{name}": value for name, value in row.items()}
    data |= {"name": "Task Force", "name_source": factories.SourceFactory().pk}
    editor.post(page_of(group), data | {"seats-TOTAL_FORMS": 1})
    proposal = Proposal.objects.get()
    assert f"?proposal={proposal.pk}" in publisher.get(page_of(group)).text

    response = publisher.get(page_of(group), {"proposal": proposal.pk})

    assert "This form shows a change that the-editor proposed" in response.text
    assert Group.objects.get().name != "Task Force"
    publisher.post(page_of(group), typed(response))
    assert (Group.objects.get().name, group.seats.get().role) == ("Task Force", "chair")
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.decided_by.username) == (
        "accepted",
        "the-publisher",
    )


def test_looking_at_a_proposal_changes_nothing(editor, publisher):
    meeting = sourced(factories.MeetingFactory())
    editor.post(page_of(meeting), typed(editor.get(page_of(meeting)), city="Kuta"))

    for client in [editor, publisher]:
        response = client.get(page_of(meeting), {"proposal": Proposal.objects.get().pk})
        assert response.status_code == 200

    assert Meeting.objects.get().city == "Bali"
    assert meeting.history.count() == 1


def test_an_editor_goes_on_writing_their_own_proposal(editor):
    meeting = sourced(factories.MeetingFactory())
    editor.post(page_of(meeting), typed(editor.get(page_of(meeting)), city="Kuta"))
    response = editor.get(page_of(meeting), {"proposal": Proposal.objects.get().pk})

    editor.post(page_of(meeting), typed(response, city="Ubud"))

    assert Proposal.objects.get().form_data["city"] == "Ubud"


def test_a_proposal_is_declined_with_an_answer(editor, publisher):
    meeting = sourced(factories.MeetingFactory())
    editor.post(page_of(meeting), typed(editor.get(page_of(meeting)), city="Kuta"))
    proposal = Proposal.objects.get()
    url = reverse("admin:conferences_meeting_decline", args=[meeting.pk, proposal.pk])
    stranger = signed_in(somebody("editor", "another"))

    assert stranger.get(url).status_code == 403
    publisher.post(url, {"answer": "The report says Bali."})

    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.answer) == ("declined", "The report says Bali.")
    assert "?proposal=" not in publisher.get(page_of(meeting)).text


def test_the_second_to_save_is_told_and_both_keep_what_they_wrote():
    first = signed_in(somebody("editor", "first"))
    second = signed_in(somebody("editor", "second"))
    meeting = factories.MeetingFactory(status="draft", city="Bali", title="Meeting")
    opened_first, opened_second = (c.get(page_of(meeting)) for c in [first, second])
    first.post(
        page_of(meeting),
        typed(opened_first, city="Kuta", summary="Theirs", change_note="Better known."),
    )

    response = second.post(
        page_of(meeting), typed(opened_second, city="Ubud", title="Our meeting")
    )

    assert "Somebody else has saved this record since you opened it." in response.text
    assert "first: “Better known.”" in response.text
    meeting.refresh_from_db()
    assert (meeting.city, meeting.title, meeting.summary) == (
        "Kuta",
        "Meeting",
        "Theirs",
    )
    form = typed(response)
    assert (form["city"], form["title"], form["summary"]) == (
        ["Ubud"],
        ["Our meeting"],
        ["Theirs"],
    )
    clash = response.text.split("Changed by both of you")[1]
    assert "Kuta" in clash
    assert "Ubud" in clash

    second.post(page_of(meeting), form)
    meeting.refresh_from_db()
    assert (meeting.city, meeting.title, meeting.summary) == (
        "Ubud",
        "Our meeting",
        "Theirs",
    )


@pytest.fixture
def two_at_a_body():
    """Two people who have opened the page of a body with three seats."""
    group = factories.GroupFactory(status="draft")
    for year in ["2010", "2011", "2012"]:
        factories.SeatFactory(group=group, since=year, note="")
    clients = [signed_in(somebody("editor", name)) for name in ["first", "second"]]
    return group, clients, [typed(client.get(page_of(group))) for client in clients]


def save_again(client, group, response):
    assert "Somebody else has saved" in response.text
    client.post(page_of(group), typed(response))
    return sorted(group.seats.values_list("since", "note"))


def test_rows_that_two_people_changed_are_brought_together(two_at_a_body):
    group, (first, second), (theirs, mine) = two_at_a_body
    first.post(page_of(group), theirs | {"seats-0-note": "Theirs"})

    response = second.post(page_of(group), mine | {"seats-1-note": "Mine"})

    assert save_again(second, group, response) == [
        ("2010", "Theirs"),
        ("2011", "Mine"),
        ("2012", ""),
    ]


def test_a_row_they_added_stays_and_a_row_they_removed_goes(two_at_a_body):
    group, (first, second), (theirs, mine) = two_at_a_body
    added = {"member": factories.MemberFactory().pk, "role": "chair", "since": "2020"}
    theirs |= {f"seats-3-{name}": value for name, value in added.items()}
    first.post(
        page_of(group), theirs | {"seats-TOTAL_FORMS": 4, "seats-0-DELETE": "on"}
    )

    response = second.post(page_of(group), mine | {"seats-2-note": "Mine"})

    assert save_again(second, group, response) == [
        ("2011", ""),
        ("2012", "Mine"),
        ("2020", ""),
    ]


def test_a_row_they_removed_and_i_changed_is_kept_and_said(two_at_a_body):
    group, (first, second), (theirs, mine) = two_at_a_body
    first.post(page_of(group), theirs | {"seats-0-DELETE": "on"})

    response = second.post(page_of(group), mine | {"seats-0-note": "Mine"})

    assert "removed" in response.text.split("Changed by both of you")[1]
    assert save_again(second, group, response) == [
        ("2010", "Mine"),
        ("2011", ""),
        ("2012", ""),
    ]


def test_a_claim_that_two_people_changed_keeps_both_versions_in_sight():
    group = factories.GroupFactory(status="draft")
    factories.ClaimFactory(record=group, field="name", value="Old")
    first, second = (signed_in(somebody("editor", n)) for n in ["first", "second"])
    theirs, mine = (typed(c.get(page_of(group))) for c in [first, second])
    key = "sources-claim-content_type-object_id-0-value"
    first.post(page_of(group), theirs | {key: "Theirs"})

    response = second.post(page_of(group), mine | {key: "Mine"})

    assert typed(response)[key] == ["Mine"]
    assert "Theirs" in response.text.split("Changed by both of you")[1]
    assert group.claims.get().value == "Theirs"


def test_relations_that_two_people_changed_are_brought_together():
    meeting = factories.MeetingFactory(status="draft", title="Meeting")
    body = factories.GroupFactory()
    first, second = (signed_in(somebody("editor", n)) for n in ["first", "second"])
    theirs, mine = (typed(c.get(page_of(meeting))) for c in [first, second])
    first.post(page_of(meeting), theirs | {"founded_groups": [body.pk]})

    response = second.post(page_of(meeting), mine | {"title": "Ours"})
    second.post(page_of(meeting), typed(response))

    meeting.refresh_from_db()
    assert (meeting.title, list(meeting.founded_groups.all())) == ("Ours", [body])


def test_a_record_published_while_an_editor_wrote_takes_their_words_as_a_proposal(
    editor, publisher
):
    meeting = sourced(factories.MeetingFactory(status="draft"))
    opened = typed(editor.get(page_of(meeting)), city="Kuta")
    url = reverse("admin:conferences_meeting_move", args=[meeting.pk, "publish"])
    publisher.post(url, {"note": "First publication."})

    response = editor.post(page_of(meeting), opened)
    editor.post(page_of(meeting), typed(response))

    assert Meeting.objects.get().city == "Bali"
    assert Proposal.objects.get().form_data["city"] == "Kuta"


@pytest.mark.parametrize("version", ["", "0", "-1", "9" * 30, "x", "1' OR 1=1"])
def test_a_version_that_is_none_is_no_failure(editor, version):
    meeting = factories.MeetingFactory(status="draft")
    data = typed(editor.get(page_of(meeting)), version=version, city="Kuta")

    assert editor.post(page_of(meeting), data).status_code in {200, 302}


@pytest.mark.parametrize("proposal", ["0", "9" * 30, "x", "-1"])
def test_a_proposal_that_is_none_shows_the_record_as_it_is(publisher, proposal):
    meeting = factories.MeetingFactory()

    response = publisher.get(page_of(meeting), {"proposal": proposal})

    assert response.status_code == 200
    assert "proposed on" not in response.text
