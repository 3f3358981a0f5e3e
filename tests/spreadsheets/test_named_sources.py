"""Spreadsheets that change what has sources: they name the source, or are refused."""

import pytest
from django.urls import reverse

from apps.conferences.models import Attendance, Meeting
from apps.members.models import Member
from apps.sources.models import Claim
from apps.spreadsheets.models import Import
from tests import factories
from tests.spreadsheets.uploads import brought_in, send

pytestmark = pytest.mark.django_db
RULE = "Dates is 2016-12-03 here, but its source says 2016-12-01 (“The list”)."


@pytest.fixture
def meeting():
    """A public meeting with support in “The list” for its day and place."""
    meeting = factories.MeetingFactory(slug="fifth", dates="2016-12-01", city="Bali")
    listed = factories.SourceFactory(title="The list")
    for field in ["dates", "place"]:
        factories.ClaimFactory(record=meeting, field=field, value="", source=listed)
    return meeting


@pytest.fixture(autouse=True)
def report():
    return factories.SourceFactory(slug="report", title="The report")


def table(*rows, columns="slug,title,group,dates,city,source,source_where"):
    return "\n".join([columns, *rows]) + "\n"


def row_of(meeting, *cells):
    return ",".join([meeting.slug, meeting.title, meeting.group.slug, *cells])


def undone(client, source):
    answer = client.post(reverse("admin:spreadsheets_import_undo", args=[source.pk]))
    source.refresh_from_db()
    return answer


def live():
    claims = Claim.objects.filter(superseded_on=None).order_by("pk")
    return [(c.source.title, c.field, c.reading, c.locator, c.rank) for c in claims]


def test_a_row_names_the_source_of_what_it_changes(admin_client, meeting):
    row = row_of(meeting, "2016-12-03", "Bali", "report", "p. 4")

    source = brought_in(admin_client, Meeting, table(row))

    assert source.state == "kept"
    assert Meeting.objects.get().dates == "2016-12-03"
    assert live() == [
        ("The list", "place", "Bali", "", "normal"),
        ("The report", "dates", "2016-12-03", "p. 4", "normal"),
    ]
    assert brought_in(admin_client, Meeting, table(row)).unchanged == 1


def test_a_row_without_is_refused_in_its_preview(admin_client, meeting):
    other = factories.MeetingFactory(city="Bali", slug="sixth")
    rows = [
        row_of(other, "2016-12-01", "Kuta", "", ""),
        row_of(meeting, "2016-12-03", "Bali", "", ""),
    ]

    page = send(admin_client, Meeting, table(*rows))

    assert RULE in page.text
    refused = Import.objects.get().rows.get(verdict="error")
    assert (refused.number, refused.key) == (3, "fifth")
    admin_client.post(
        reverse("admin:spreadsheets_import_keep", args=[Import.objects.get().pk])
    )
    assert set(Meeting.objects.values_list("dates", "city")) == {
        ("2016-12-01", "Bali"),
        (other.dates, "Bali"),
    }
    assert Claim.objects.filter(superseded_on=None).count() == 2


def test_a_draft_may_leave_its_evidence(admin_client, meeting):
    Meeting.objects.update(status="draft")
    row = row_of(meeting, "2016-12-03", "Bali", "", "")

    assert brought_in(admin_client, Meeting, table(row)).state == "kept"
    assert live() == [("The list", "place", "Bali", "", "normal")]


def test_undo_brings_values_back_with_their_evidence(admin_client, meeting):
    factories.ClaimFactory(
        record=meeting, field="dates", value="1 Dec", reading="2016-12-01",
        rank="preferred", source__title="The leaflet",
    )  # fmt: skip
    before = live()
    row = row_of(meeting, "2016-12-03", "Kuta", "report", "")
    source = brought_in(admin_client, Meeting, table(row))
    assert ("The report", "dates", "2016-12-03", "", "preferred") in live()

    undone(admin_client, source)

    assert source.state == "undone"
    assert Meeting.objects.get().dates == "2016-12-01"
    assert live() == before


def test_a_new_row_has_its_source_and_goes_with_it(admin_client, meeting):
    row = f"seventh,Seventh Meeting,{meeting.group.slug},2023-02,Adelaide,report,"
    source = brought_in(admin_client, Meeting, table(row))
    new = Meeting.objects.get(slug="seventh")
    assert sorted(c.field for c in new.claims.all()) == ["dates", "place", "title"]

    undone(admin_client, source)

    assert source.state == "undone"
    assert not Meeting.objects.filter(slug="seventh").exists()
    assert Claim.objects.count() == 2


def test_who_took_part_names_its_source_too(admin_client, meeting):
    member = factories.MemberFactory(slug="fiji")
    part = factories.AttendanceFactory(meeting=meeting, member=member)
    factories.ClaimFactory(record=meeting, fact=part, field="capacity", value="")
    columns = "id,meeting,member,capacity,source"

    refused = send(
        admin_client,
        Attendance,
        table(f"{part.pk},fifth,fiji,observer,", columns=columns),
    )
    assert "Name the source that says so" in refused.text
    rows = [f"{part.pk},fifth,fiji,observer,report", ",fifth,fiji,guest,report"]
    source = brought_in(admin_client, Attendance, table(*rows, columns=columns))

    assert source.state == "kept"
    parts = Attendance.objects.order_by("pk")
    said = [[c.reading for c in p.claims.filter(superseded_on=None)] for p in parts]
    assert said == [["observer"], ["guest"]]
    undone(admin_client, source)
    assert [c.reading for c in part.claims.filter(superseded_on=None)] == ["member"]


def test_other_names_of_a_member_are_statements_too(admin_client):
    member = factories.MemberFactory(slug="turkiye", name="Türkiye", kind="state")
    member.names.create(name="Turkey")
    factories.ClaimFactory(record=member, field="other_names", value="")
    columns = "slug,name,kind,other_names,source"
    row = "turkiye,Türkiye,state,Turkey; Republic of Turkey,"

    assert (
        "Other names is" in send(admin_client, Member, table(row, columns=columns)).text
    )
    source = brought_in(admin_client, Member, table(f"{row}report", columns=columns))

    assert source.state == "kept"
    assert live()[-1][1:3] == ("other_names", "Republic of Turkey; Turkey")


CLAIMS = "id,record_kind,record,statement,source,value,reading,as_of,differs,rank"


def test_the_sheet_of_claims_prefers_reads_and_dates_them(admin_client, meeting):
    claim = factories.ClaimFactory(
        record=meeting, field="dates", value="3 Dec", reading="2016-12-03",
        source__slug="leaflet",
    )  # fmt: skip
    row = f"{claim.pk},meeting,fifth,dates,leaflet,3 Dec,2016-12-03,2016,precision,preferred"

    source = brought_in(admin_client, Claim, table(row, columns=CLAIMS))

    assert source.state == "kept"
    claim.refresh_from_db()
    assert (claim.as_of, claim.differs) == ("2016", "precision")
    meeting.refresh_from_db()
    assert (meeting.dates, meeting.history.first().dates) == ("2016-12-03",) * 2
    undone(admin_client, source)
    claim.refresh_from_db()
    assert (claim.as_of, claim.rank) == ("", "normal")


def test_a_claim_that_takes_the_evidence_away_is_refused(admin_client, meeting):
    meeting.claims.filter(field="dates").delete()
    claim = factories.ClaimFactory(
        record=meeting, field="dates", value="1 Dec", reading="2016-12-01",
        source__slug="leaflet", source__title="The leaflet",
    )  # fmt: skip
    row = f"{claim.pk},meeting,fifth,dates,leaflet,3 Dec,2016-12-03,,,normal"

    page = send(admin_client, Claim, table(row, columns=CLAIMS))

    assert "Dates is 2016-12-01 here, but its source says 2016-12-03" in page.text
    assert Import.objects.get().errors == 1


@pytest.mark.parametrize("part", [False, True])
def test_undo_of_a_claim_that_was_followed_brings_the_value_back(
    admin_client, meeting, part
):
    fact = None
    if part:
        fact = factories.AttendanceFactory(meeting=meeting)
        factories.ClaimFactory(record=meeting, fact=fact, field="capacity", value="")
    what = f"attendance:{fact.pk},capacity" if part else ",dates"
    value = "guest" if part else "2016-12-03"
    before = live()
    columns = "record_kind,record,part,statement,source,value,rank"
    row = f"meeting,fifth,{what},report,{value},preferred"

    source = brought_in(admin_client, Claim, table(row, columns=columns))

    assert value in [
        Meeting.objects.get().dates,
        part and Attendance.objects.get().capacity,
    ]
    undone(admin_client, source)
    assert source.state == "undone"
    meeting.refresh_from_db()
    assert (meeting.dates, meeting.history.first().dates) == ("2016-12-01",) * 2
    assert live() == before
    assert not part or Attendance.objects.get().capacity == "member"
