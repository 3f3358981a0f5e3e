"""The record half of load_portal: what loads, what is refused, what is left alone."""

import pytest

from apps.conferences.models import Meeting
from apps.groups.models import Group, Seat
from apps.records.fixture_ledger import FixtureError, Ledger
from apps.sources.fixture_loader import load_records
from apps.sources.fixture_state import state_of
from apps.sources.models import Claim, Source
from tests import factories

pytestmark = pytest.mark.django_db

SOURCES = """
model: sources.source
rows:
- slug: "003"
  title: Overview of the Turkish migration authority
  kind: document
- slug: event-page
  title: Official event page
  kind: official
"""
MEMBERS = """
model: members.member
rows:
- slug: new-zealand
  name: New Zealand
  kind: state
  sources: {name: ["003"]}
"""
GROUPS = """
model: groups.group
rows:
- slug: ministerial-conference
  name: Ministerial Conference
  kind: conference
  founded: 2002-02
  seats:
  - {member: new-zealand, role: member, since: 2002, sources: {role: [event-page], since: [event-page]}}
  sources: {name: [event-page], founded: [event-page]}
"""
MEETINGS = """
model: conferences.meeting
rows:
- slug: ministerial-conference-4
  title: Fourth Regional Ministerial Conference
  group: ministerial-conference
  number: 4
  dates: 2011-03-29/2011-03-30
  city: Bali
  sources: {place: [event-page]}
  claims:
  - {source: event-page, field: dates, value: 29-30 March 2011, reading: 2011-03-29/2011-03-30, rank: preferred}
  - {source: "003", field: dates, value: 29-30th 2011, reading: 2011, rank: deprecated, reason: The month is missing.}
"""


@pytest.fixture
def fixtures(tmp_path):
    texts = [SOURCES, MEMBERS, GROUPS, MEETINGS]
    names = ["10_sources", "20_members", "31_groups", "40_meetings"]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


def load(directory, **options):
    return {
        str(verdict): number
        for verdict, number in load_records(directory, Ledger(**options)).counts.items()
        if number
    }


def change(directory, name, old, new):
    path = directory / f"{name}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_records_load_with_their_parts_and_claims(fixtures):
    assert load(fixtures) == {"created": 5}

    meeting = Meeting.objects.get()
    assert str(meeting.dates_earliest) == "2011-03-29"
    assert meeting.is_public
    claims = {(c.source.slug, c.field): c for c in Claim.objects.all()}
    assert claims["003", "dates"].value == "29-30th 2011"
    assert claims["003", "dates"].rank == "deprecated"
    assert claims["event-page", "place"].reading == "Bali"
    assert claims["event-page", "founded"].value == ""
    assert claims["event-page", "founded"].reading == "2002-02"
    assert claims["event-page", "since"].fact == Seat.objects.get()
    assert meeting.history.get().history_change_reason == "Loaded from the data files"


def test_loading_again_changes_nothing(fixtures):
    load(fixtures)
    before = list(Claim.objects.values_list("pk", flat=True))

    assert load(fixtures) == {"same": 5}
    assert list(Claim.objects.values_list("pk", flat=True)) == before


def test_a_changed_row_updates_what_staff_have_not_touched(fixtures):
    load(fixtures)
    change(fixtures, "40_meetings", "city: Bali", "city: Nusa Dua")

    assert load(fixtures) == {"updated": 1, "same": 4}
    assert Meeting.objects.get().city == "Nusa Dua"
    assert Meeting.objects.get().history.count() == 2


def test_what_a_source_says_is_no_edit_of_the_source(fixtures):
    load(fixtures)
    change(fixtures, "10_sources", "title: Official event page", "title: Event page")

    assert load(fixtures)["updated"] == 1
    assert Source.objects.get(slug="event-page").title == "Event page"


def test_a_value_taken_out_of_a_row_is_taken_out_of_the_record(fixtures):
    load(fixtures)
    change(
        fixtures, "40_meetings", "  city: Bali\n  sources: {place: [event-page]}\n", ""
    )
    load(fixtures)

    meeting = Meeting.objects.get()
    assert meeting.city == ""
    assert meeting.status == "published"


def test_what_staff_edited_is_kept(fixtures):
    load(fixtures)
    Meeting.objects.update(city="Kuta")
    change(fixtures, "40_meetings", "city: Bali", "city: Nusa Dua")

    assert load(fixtures) == {"kept": 1, "same": 4}
    assert Meeting.objects.get().city == "Kuta"


@pytest.mark.parametrize("part", ["seat", "claim"])
def test_an_edit_of_a_part_counts_as_an_edit_of_its_record(fixtures, part):
    load(fixtures)
    if part == "seat":
        Seat.objects.update(note="As coordinator")
    else:
        Claim.objects.filter(field="founded").update(rank="preferred")
    change(fixtures, "31_groups", "kind: conference", "kind: forum")

    assert load(fixtures)["kept"] == 1
    assert Group.objects.get().kind == "conference"


def test_what_holds_nothing_counts_as_nothing(fixtures):
    """So no record looks edited when all of its kind are given a new column."""
    load(fixtures)

    state = state_of(Meeting.objects.get())

    assert "city" in state["columns"]
    assert not {"title_ind", "outcome"} & state["columns"].keys()
    assert all(text for claim in state["claims"] for _name, text in claim)


# What a new record is from the start; the ledger has these as it has any other value.
def test_a_column_added_later_with_a_default_changes_no_record():
    """Otherwise all records would look edited by staff, and no file could mend them."""
    guide = factories.PublicationFactory()
    assert "title_origin" not in state_of(guide)["columns"]
    guide.title_origin = "supplied"
    assert state_of(guide)["columns"]["title_origin"] == "supplied"


def test_a_renamed_member_does_not_make_its_seats_look_edited(fixtures):
    load(fixtures)
    change(fixtures, "20_members", "name: New Zealand", "name: Aotearoa New Zealand")
    change(fixtures, "31_groups", "kind: conference", "kind: forum")

    assert load(fixtures) == {"updated": 2, "same": 3}


def test_what_staff_deleted_stays_deleted(fixtures):
    load(fixtures)
    Meeting.objects.all().delete()

    assert load(fixtures) == {"gone": 1, "same": 4}
    assert not Meeting.objects.exists()


def test_force_writes_over_staff_as_a_new_version(fixtures):
    load(fixtures)
    meeting = Meeting.objects.get()
    meeting.city = "Kuta"
    meeting.save()

    assert load(fixtures, force=True) == {"updated": 5}
    meeting.refresh_from_db()
    assert meeting.city == "Bali"
    assert meeting.history.count() == 3


def test_what_staff_made_under_the_same_address_is_kept(fixtures):
    Group.objects.create(slug="ministerial-conference", name="Ours", kind="forum")

    assert load(fixtures)["kept"] == 1
    assert Group.objects.get().name == "Ours"


def test_status_set_by_staff_survives_an_update(fixtures):
    load(fixtures)
    assert load(fixtures) == {"same": 5}
    Meeting.objects.update(status="withdrawn")
    change(fixtures, "40_meetings", "number: 4", "number: 5")

    assert load(fixtures)["kept"] == 1
    assert Meeting.objects.get().status == "withdrawn"


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "40_meetings",
            "city: Bali",
            "town: Bali",
            "40_meetings.yaml: ministerial-conference-4: town: is not a field of this record",
        ),
        (
            "40_meetings",
            "source: event-page",
            "source: nowhere",
            "40_meetings.yaml: ministerial-conference-4: sources: there is no source “nowhere”",
        ),
        (
            "40_meetings",
            "dates: 2011-03-29/2011-03-30",
            "dates: 29-30th 2011",
            "40_meetings.yaml: ministerial-conference-4: dates: “29-30th 2011” is not a valid date",
        ),
        (
            "40_meetings",
            "dates: 2011-03-29/2011-03-30",
            "dates: 2011-03-30/2011-03-29",
            "dates: “2011-03-30/2011-03-29” ends before it starts.",
        ),
        (
            "40_meetings",
            "group: ministerial-conference",
            "group: nobody",
            "group: there is no body or mechanism “nobody”",
        ),
        ("40_meetings", "number: 4", "number: four", "number: “four” value must be"),
        (
            "40_meetings",
            "rank: deprecated, reason: The month is missing.",
            "rank: preferred",
            "claims: dates: Another claim is already the preferred one",
        ),
        (
            "40_meetings",
            "rank: deprecated, reason: The month is missing.",
            "rank: deprecated",
            "Say why the record does not follow this claim.",
        ),
        (
            "40_meetings",
            "dates: 2011-03-29/2011-03-30",
            "dates: 2011-04-29",
            "claims: dates: Dates is 2011-04-29 here, but its source says 2011-03-29/",
        ),
        (
            "10_sources",
            "kind: official",
            "kind: official\n  status: withdrawn",
            "claims: dates: Dates: the source “Official event page” is not public.",
        ),
        (
            "40_meetings",
            "{place: [event-page]}",
            "{weather: [event-page]}",
            "sources: weather: is not a statement of this record",
        ),
        (
            "31_groups",
            "role: member, since: 2002",
            "role: member, since: 2002-01",
            "31_groups.yaml: ministerial-conference: seats 1: since: Ministerial",
        ),
        ("31_groups", "role: member", "role: king", "seats 1: role: Value 'king'"),
        ("31_groups", "role: member", "rank: member", "seats 1: rank: is not a field"),
        (
            "31_groups",
            "kind: conference",
            "kind: [a, b]",
            "kind: must be a plain value",
        ),
        ("31_groups", "- slug: ministerial", "- sulg: ministerial", "slug: is missing"),
        (
            "31_groups",
            "model: groups.group",
            "model: groups.troupe",
            "model: there is no “groups.troupe”",
        ),
        ("31_groups", "rows:", "row:", "must have exactly the keys “model” and “rows”"),
        ("31_groups", "rows:", "rows: [", "31_groups.yaml: not readable YAML"),
    ],
)
def test_a_broken_fixture_names_file_row_and_field_and_changes_nothing(
    fixtures, name, old, new, problem
):
    change(fixtures, name, old, new)

    with pytest.raises(FixtureError) as caught:
        load(fixtures)

    assert any(problem in line for line in caught.value.problems), caught.value.problems
    assert not Group.objects.exists()
    assert not Claim.objects.exists()
