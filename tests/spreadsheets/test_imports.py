"""Spreadsheets on the staff pages: out, back in, and undone."""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Entry
from apps.conferences.meeting_sheets import AttendanceSheet, MeetingSheet
from apps.conferences.models import Attendance, Meeting
from apps.members.member_sheet import MemberSheet
from apps.members.models import Member
from apps.publications.models import Publication
from apps.publications.sheet import PublicationSheet
from apps.records.versions import current_state, latest_version, state_of
from apps.sources.claim_sheet import ClaimSheet
from apps.sources.models import Claim
from apps.spreadsheets.file_reader import open_table
from apps.spreadsheets.models import Import, ImportedRow
from apps.spreadsheets.table_files import UPLOAD, FileProblem
from tests import factories
from tests.spreadsheets.uploads import address, as_xlsx, brought_in, send
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db

SHEETS = [PublicationSheet, MemberSheet, MeetingSheet, AttendanceSheet, ClaimSheet]


def taken_out(client, model, ending="csv", query=""):
    response = client.get(f"{address(model, 'export', ending)}?{query}")
    assert response.status_code == 200
    return response.getvalue()


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def undone(client, source):
    response = client.post(
        reverse("admin:spreadsheets_import_undo", args=[source.pk]), follow=True
    )
    source.refresh_from_db()
    return response


def said(source):
    """What the rows of an import say, without what does not matter."""
    return [
        (row.number, row.verdict, row.key, row.changes)
        for row in source.rows.order_by("number")
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.model.__name__)
def test_a_list_taken_out_and_brought_back_changes_nothing(
    portal, admin_client, sheet, ending
):
    content = taken_out(admin_client, sheet.model, ending)

    page = send(admin_client, sheet.model, content, name=f"list.{ending}")

    source = Import.objects.get()
    number = sheet.model.objects.count()
    assert (source.new, source.changed, source.errors) == (0, 0, 0)
    assert source.unchanged == number
    assert "There is nothing to import" in page.text


def test_a_list_is_taken_out_as_it_is_filtered(admin_client):
    factories.PublicationFactory(slug="a-report", kind="report")
    factories.PublicationFactory(slug="a-guide", kind="guide")

    content = taken_out(admin_client, Publication, query="kind__exact=report")

    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["slug"] for row in rows_of(content)] == ["a-report"]


def test_the_list_offers_both_ways(admin_client):
    page = admin_client.get(address(Publication, "changelist") + "?kind__exact=report")

    assert address(Publication, "import") in page.text
    assert address(Publication, "export", "xlsx") + "?kind__exact=report" in page.text


@pytest.mark.parametrize("start", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "'=1", "''x"])
def test_no_text_leaves_as_a_formula_and_every_text_comes_back(admin_client, start):
    factories.PublicationFactory(slug="odd", title=start)

    row = rows_of(taken_out(admin_client, Publication))[0]
    book = openpyxl.load_workbook(
        io.BytesIO(taken_out(admin_client, Publication, "xlsx"))
    )
    cell = book.active["B2"]

    assert row["title"][0] == "'"
    assert (cell.value, cell.data_type) == (row["title"], "s")
    send(admin_client, Publication, as_csv([row]))
    assert Import.objects.get().unchanged == 1


def test_a_preview_says_what_each_row_would_do_and_does_nothing(admin_client):
    factories.PublicationFactory(slug="same", title="Same", issued="2014")
    factories.PublicationFactory(slug="other", title="Other", issued="2014")

    page = send(
        admin_client,
        Publication,
        "slug,title,issued\nsame,Same,2014\nother,Other,2015\n"
        "newcomer,Newcomer,2016\nwrong,Wrong,26th of May\n",
    )

    assert said(Import.objects.get()) == [
        (2, "unchanged", "same", {}),
        (3, "changed", "other", {"issued": ["2014", "2015"]}),
        (
            4,
            "new",
            "newcomer",
            {
                "slug": ["", "newcomer"],
                "title": ["", "Newcomer"],
                "issued": ["", "2016"],
            },
        ),
        (
            5,
            "error",
            "wrong",
            {
                "slug": ["", "wrong"],
                "title": ["", "Wrong"],
                "issued": ["", "26th of May"],
            },
        ),
    ]
    assert "<strong>C5</strong>" in page.text
    assert "is not a valid date" in page.text
    assert "Import these rows" not in page.text
    assert Publication.objects.count() == 2
    assert Publication.objects.get(slug="other").issued == "2014"


def test_the_rows_of_a_preview_can_be_shown_by_what_they_do(admin_client):
    send(admin_client, Publication, "slug,title\na,First\nb,\n")
    source = Import.objects.get()

    page = admin_client.get(address(Import, "change", source.pk) + "?verdict=error")

    assert "This must not be blank." in page.text
    assert "First" not in page.text


def test_what_was_previewed_is_brought_in_with_its_note_as_drafts():
    editor = somebody("editor")
    client = signed_in(editor)
    other = factories.PublicationFactory(slug="other", issued="2014", status="draft")

    source = brought_in(
        client, Publication, f"slug,title,issued\nother,{other},2015\nfresh,New,2016\n"
    )

    other.refresh_from_db()
    fresh = Publication.objects.get(slug="fresh")
    assert source.state == "kept"
    assert (other.issued, other.issued_latest) == ("2015", dt.date(2015, 12, 31))
    assert (fresh.status, fresh.issued) == ("draft", "2016")
    for record in [other, fresh]:
        version = latest_version(record)
        assert version.history_user == editor
        assert version.history_change_reason == "Dates from the archive"
        assert version.history_date == latest_version(fresh).history_date


def test_one_click_undoes_a_whole_import(admin_client):
    contributor = factories.ContributorFactory(publication__slug="kept")
    record = contributor.publication
    record.topics.add(factories.TopicFactory(slug="smuggling"))
    before = current_state(record)
    source = brought_in(
        admin_client,
        Publication,
        "slug,title,issued,authors,topics\n"
        'kept,Renamed,2015-03,"Scott, David",\nnewcomer,Newcomer,2016,,smuggling\n',
    )
    record.refresh_from_db()
    assert (record.title, record.authors) == ("Renamed", "David Scott")

    undone(admin_client, source)

    record.refresh_from_db()
    after = current_state(record)
    assert source.state == "undone"
    assert after.fields == before.fields
    assert after.relations == before.relations
    assert [row["organisation"] for row in after.rows["contributors"]] == [
        row["organisation"] for row in before.rows["contributors"]
    ]
    assert not Publication.objects.filter(slug="newcomer").exists()
    reasons = record.history.values_list("history_change_reason", flat=True)
    assert list(reasons)[:2] == [
        "Undone: Dates from the archive",
        "Dates from the archive",
    ]


def test_the_audit_log_hears_of_an_import_and_of_its_undoing():
    editor = somebody("editor")
    client = signed_in(editor)
    source = brought_in(client, Publication, "slug,title\nfresh,New\n")
    undone(client, source)

    entries = Entry.objects.filter(kind="import", user=editor).order_by("pk")

    assert [entry.about for entry in entries] == [f"{source}", f"Undone: {source}"]


def test_the_version_before_an_import_still_names_the_authors(admin_client):
    contributor = factories.ContributorFactory(publication__slug="kept")
    record = contributor.publication
    before = latest_version(record)

    brought_in(
        admin_client,
        Publication,
        f'slug,title,authors\nkept,{record.title},"Scott, David"\n',
    )

    before.refresh_from_db()
    names = [r["organisation"] for r in state_of(before).rows["contributors"]]
    assert names == [contributor.organisation]


def edited(record):
    record.abstract = "Typed since"
    record.save()


def named_by_a_claim(record):
    factories.ClaimFactory(record=record)


@pytest.mark.parametrize(
    ("slug", "work", "reason"),
    [
        ("kept", edited, "It has been edited since."),
        ("newcomer", edited, "It has been edited since."),
        ("newcomer", named_by_a_claim, "Something has been attached to it since."),
        ("newcomer", lambda record: record.delete(), "It has been deleted since."),
    ],
)
def test_an_import_is_not_undone_where_somebody_has_worked_since(
    admin_client, slug, work, reason
):
    factories.PublicationFactory(slug="kept", title="Kept")
    source = brought_in(
        admin_client, Publication, "slug,title\nkept,Renamed\nnewcomer,Newcomer\n"
    )
    work(Publication.objects.get(slug=slug))

    page = undone(admin_client, source)

    assert source.state == "kept"
    assert reason in page.text
    assert slug in page.text
    assert Publication.objects.get(slug="kept").title == "Renamed"


def test_the_later_of_two_imports_is_undone_first(admin_client):
    factories.PublicationFactory(slug="kept", title="First")
    earlier = brought_in(admin_client, Publication, "slug,title\nkept,Second\n")
    later = brought_in(admin_client, Publication, "slug,title\nkept,Third\n")

    undone(admin_client, earlier)
    assert earlier.state == "kept"
    undone(admin_client, later)

    assert Publication.objects.get().title == "Second"


def test_what_was_public_is_ended_not_deleted(admin_client):
    source = brought_in(admin_client, Publication, "slug,title\nnewcomer,Newcomer\n")
    Publication.objects.update(status="published")

    undone(admin_client, source)

    record = Publication.objects.get()
    assert (record.status, record.ending) == ("withdrawn", "error")


def test_nothing_is_brought_in_where_the_record_has_changed_since_the_preview(
    admin_client,
):
    record = factories.PublicationFactory(slug="kept", title="First", issued="2014")
    send(admin_client, Publication, "slug,title,issued\nkept,First,2015\n")
    record.issued = "2016"
    record.save()

    page = admin_client.post(
        reverse("admin:spreadsheets_import_keep", args=[Import.objects.get().pk]),
        follow=True,
    )

    record.refresh_from_db()
    assert record.issued == "2016"
    assert "The record has changed since" in page.text
    assert said(Import.objects.get()) == [
        (2, "changed", "kept", {"issued": ["2016", "2015"]})
    ]


def test_an_import_is_kept_once_however_often_one_clicks(admin_client):
    source = brought_in(admin_client, Publication, "slug,title\nnewcomer,Newcomer\n")

    admin_client.post(reverse("admin:spreadsheets_import_keep", args=[source.pk]))

    assert Publication.objects.get().history.count() == 1


def test_a_file_put_away_leaves_nothing(admin_client):
    send(admin_client, Publication, "slug,title\nnewcomer,Newcomer\n")

    admin_client.post(
        reverse("admin:spreadsheets_import_discard", args=[Import.objects.get().pk])
    )

    assert not Import.objects.exists()
    assert not ImportedRow.objects.exists()


def test_a_preview_nobody_kept_is_forgotten_after_a_week(admin_client):
    send(admin_client, Publication, "slug,title\na,A\n", name="old.csv")
    Import.objects.update(made_at=timezone.now() - dt.timedelta(days=8))

    send(admin_client, Publication, "slug,title\nb,B\n", name="new.csv")

    assert Import.objects.get().file_name == "new.csv"


# Rights


def test_an_import_changes_nothing_that_its_user_may_not_change():
    contributor = somebody("contributor")
    client = signed_in(contributor)
    factories.PublicationFactory(slug="public", title="Public")
    factories.PublicationFactory(slug="draft", title="Of another", status="draft")

    page = send(
        client, Publication, "slug,title\npublic,Changed\ndraft,Changed\nown,My own\n"
    )

    verdicts = Import.objects.get().rows.values_list("key", "verdict")
    assert dict(verdicts) == {"public": "error", "draft": "error", "own": "new"}
    assert "Your role does not let you change this record as it stands" in page.text


def test_rows_under_a_record_are_changed_by_whoever_may_change_the_record():
    client = signed_in(somebody("editor"))
    public = factories.AttendanceFactory(meeting__slug="public", member__slug="x")
    draft = factories.AttendanceFactory(meeting__slug="draft", member=public.member)
    Meeting.objects.filter(slug="draft").update(status="draft")

    send(
        client,
        Attendance,
        "id,meeting,member,capacity,note\n"
        f"{public.pk},public,x,member,Changed\n{draft.pk},draft,x,member,Changed\n",
    )

    verdicts = Import.objects.get().rows.values_list("key", "verdict")
    assert dict(verdicts) == {
        "public · x · member": "error",
        "draft · x · member": "changed",
    }


@pytest.mark.parametrize("step", ["keep", "undo", "discard"])
def test_who_may_not_import_may_not_carry_an_import_out(admin_client, step):
    send(admin_client, Publication, "slug,title\nnewcomer,Newcomer\n")
    source = Import.objects.get()
    url = reverse(f"admin:spreadsheets_import_{step}", args=[source.pk])

    for role in ["administrator", "no role"]:
        assert signed_in(somebody(role)).post(url).status_code in (403, 404)
    assert admin_client.get(url).status_code == 405

    source.refresh_from_db()
    assert source.state == "preview"
    assert not Publication.objects.exists()


def test_what_one_has_prepared_another_cannot_do_beyond_their_rights(admin_client):
    factories.PublicationFactory(slug="public", title="Public")
    send(admin_client, Publication, "slug,title\npublic,Changed\n")
    url = reverse("admin:spreadsheets_import_keep", args=[Import.objects.get().pk])

    signed_in(somebody("contributor")).post(url)

    assert Publication.objects.get().title == "Public"
    assert Import.objects.get().state == "preview"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.model.__name__)
@pytest.mark.parametrize("role", ["no role", "administrator"])
def test_without_a_role_for_it_nothing_is_brought_in(role, sheet):
    client = signed_in(somebody(role))

    assert client.get(address(sheet.model, "import")).status_code == 403
    assert send(client, sheet.model, "slug,title\na,A\n").status_code == 403


def test_without_the_right_to_see_a_list_it_is_not_taken_out():
    client = signed_in(somebody("no role"))

    assert client.get(address(Member, "export", "csv")).status_code == 403
    assert client.get(address(Import, "changelist")).status_code == 403


# Bad input


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def with_rows(rows):
    """A workbook whose sheet ends with these rows, as XML."""
    file, out = (
        io.BytesIO(as_xlsx([["slug", "title"], ["first", "First"]])),
        io.BytesIO(),
    )
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(entry.filename, content)
    return out.getvalue()


BOMB = b"<row>" + b'<c t="inlineStr"><is><t>a</t></is></c>' * 100 + b"</row>"

UNREADABLE = {
    "an unknown column": ("a.csv", "slug,titel\n", "perhaps “title” is meant"),
    "a missing column": ("a.csv", "slug\na\n", "The column “title” is missing."),
    "a column twice": ("a.csv", "slug,title,title\n", "“title” appears twice"),
    "no names of columns": ("a.csv", "1,2\n3,4\n", "must name columns of this list"),
    "another encoding": (
        "a.csv",
        b"slug,title\na,T\xfcrkiye\n",
        "not in UTF-8: see line 2",
    ),
    "an open quotation": ("a.csv", 'slug,title\na,"Title\n', "a quotation mark is"),
    "nothing at all": ("a.csv", "", "empty"),
    "only names of columns": ("a.csv", "slug,title\n", "There are no rows"),
    "a PDF": ("a.csv", b"%PDF-1.7 ...", "is a PDF"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0....", "an old or protected"),
    "text named as a workbook": (
        "a.xlsx",
        "slug,title\n",
        "named as an Excel workbook",
    ),
    "a workbook named as text": (
        "a.csv",
        as_xlsx([["slug", "title"]]),
        "holds an Excel",
    ),
    "another archive": ("a.xlsx", zipped(a="b"), "not an Excel workbook"),
    "half a workbook": ("a.xlsx", as_xlsx([["slug"]])[:900], "damaged"),
    "a workbook in name": ("a.xlsx", zipped(xl__workbook__xml="<a/>"), "not an Excel"),
    "a bomb": ("a.xlsx", with_rows(BOMB * 20_000), "unpacks to far more"),
    "a file of unknown kind": ("a.ods", "slug,title\n", "Save it as .xlsx or as CSV"),
}


@pytest.mark.parametrize(
    ("name", "content", "message"), UNREADABLE.values(), ids=UNREADABLE.keys()
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(
    admin_client, name, content, message
):
    page = send(admin_client, Publication, content, name=name, note="My note")

    assert page.status_code == 200
    assert message in page.context["form"].errors["file"][0]
    assert 'value="My note"' in page.text
    assert not Import.objects.exists()


IN_ERROR = {
    "two rows with one slug": (
        "slug,title\na,A\na,B\n",
        ("A3", "Row 2 is about the same record."),
    ),
    "a formula": ("slug,title\na,=1+1\n", ("B2", "take this for a formula")),
    "a cell beside the list": ("slug,title\na,A,x\n", ("C2", "no column above")),
    "an unknown kind": (
        "slug,title,kind\na,A,leaflet\n",
        ("C2", "“leaflet” is not one of: statement,"),
    ),
    "an unknown topic": (
        "slug,title,topics\na,A,none\n",
        ("C2", "no topic with the address “none”"),
    ),
    "a blank title": ("slug,title\na,\n", ("B2", "must not be blank")),
    "a slug with a space": ("slug,title\na b,A\n", ("A2", "valid “slug”")),
    "a title too long": (f"slug,title\na,{'A' * 401}\n", ("B2", "at most 400")),
    "a letter that is none": ("slug,title\na,A\x00B\n", ("B2", "cannot be printed")),
    "an address of the web that is none": (
        "slug,title,original_url\na,A,javascript:alert(1)\n",
        ("C2", "valid URL"),
    ),
}


@pytest.mark.parametrize(
    ("content", "expected"), IN_ERROR.values(), ids=IN_ERROR.keys()
)
def test_a_row_in_error_is_said_at_its_cell(admin_client, content, expected):
    page = send(admin_client, Publication, content)

    cell, message = expected
    (row,) = ImportedRow.objects.filter(verdict="error")
    assert [problem[1] for problem in row.problems] == [cell]
    assert message in row.problems[0][2]
    assert "Import these rows" not in page.text
    assert not Publication.objects.exists()


def test_a_formula_in_a_workbook_is_said_at_its_cell(admin_client):
    content = as_xlsx([["slug", "title"], ["a", '=HYPERLINK("https://example.org")']])

    page = send(admin_client, Publication, content, name="a.xlsx")

    assert "This cell holds a formula." in page.text
    assert "<strong>B2</strong>" in page.text


def test_a_million_empty_rows_are_no_rows(admin_client):
    content = with_rows(b"<row/>" * 1_000_000)

    send(admin_client, Publication, content, name="a.xlsx")
    send(admin_client, Publication, "slug,title\nb,B\n" + ",\n" * 1_000_000)

    assert [(s.new, s.errors) for s in Import.objects.all()] == [(1, 0), (1, 0)]


def test_more_rows_than_can_be_looked_at_are_refused():
    file = io.BytesIO(b"slug,title\na,A\nb,B\n,\nc,C\n")
    table = open_table(file, "a.csv", replace(UPLOAD, rows=2))

    with pytest.raises(FileProblem, match="There are more than 2 rows"):
        list(table.lines)


# What cells mean


def test_a_date_in_a_workbook_is_as_precise_as_it_is_shown(admin_client):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["slug", "title", "issued"])
    for number, shown in enumerate(["yyyy-mm-dd", "mmm-yy", "yyyy"]):
        sheet.append([f"p{number}", "Title", dt.datetime(2011, 3, 1)])
        sheet.cell(number + 2, 3).number_format = shown
    sheet.append(["p3", "Title", 2011])
    file = io.BytesIO()
    book.save(file)

    brought_in(admin_client, Publication, file.getvalue(), name="a.xlsx")

    dates = Publication.objects.order_by("slug").values_list("issued", flat=True)
    assert list(dates) == ["2011-03-01", "2011-03", "2011", "2011"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_ways_in_which_excel_writes_csv_are_read(admin_client, separator, encoding):
    rows = [["slug", "title", "topics"], ["viet-nam", "Việt Nam", ""]]
    text = "\r\n".join(separator.join(row) for row in rows)

    brought_in(admin_client, Publication, text.encode(encoding))

    assert Publication.objects.get().title == "Việt Nam"


def test_a_column_that_is_not_there_stays_and_a_blank_cell_empties(admin_client):
    factories.PublicationFactory(
        slug="a", title="A", kind="guide", publisher="RSO", rights="Free"
    )

    brought_in(admin_client, Publication, "slug,title,kind,publisher\na,A,,\n")

    record = Publication.objects.get()
    assert (record.publisher, record.rights, record.kind) == ("", "Free", "guide")


def test_two_meetings_may_exchange_their_numbers(admin_client):
    group = factories.GroupFactory(slug="steering-group")
    for number in [1, 2]:
        factories.MeetingFactory(slug=f"m{number}", group=group, number=number)

    brought_in(
        admin_client,
        Meeting,
        "slug,title,group,number\n"
        "m1,Second,steering-group,2\nm2,First,steering-group,1\n",
    )

    assert dict(Meeting.objects.values_list("slug", "number")) == {"m1": 2, "m2": 1}


def test_a_number_another_meeting_has_is_said_in_words(admin_client):
    group = factories.GroupFactory(slug="steering-group")
    factories.MeetingFactory(slug="m1", group=group, number=1)

    send(
        admin_client,
        Meeting,
        "slug,title,group,number\nm2,Two,steering-group,2\nm3,Three,steering-group,1\n"
        "m4,Four,steering-group,2\n",
    )

    rows = ImportedRow.objects.values_list("key", "verdict", "problems", "object_id")
    message = "This body already has a meeting so numbered in this series."
    assert list(rows) == [
        ("m2", "new", [], None),
        ("m3", "error", [["", "", message]], None),
        ("m4", "error", [["", "", message]], None),
    ]


def test_who_took_part_is_added_once_and_corrected_by_number(admin_client):
    meeting = factories.MeetingFactory(slug="ministerial-conference-1")
    factories.MemberFactory(slug="indonesia")
    added = "meeting,member,capacity\nministerial-conference-1,indonesia,Co-chair\n"

    brought_in(admin_client, Attendance, added)
    send(admin_client, Attendance, added)
    assert Import.objects.first().unchanged == 1
    attendance = Attendance.objects.get()
    brought_in(
        admin_client,
        Attendance,
        "id,meeting,member,capacity\n"
        f"{attendance.pk},ministerial-conference-1,indonesia,member\n",
    )

    attendance.refresh_from_db()
    assert attendance.capacity == "member"
    assert latest_version(meeting).history_change_reason == "Dates from the archive"


def test_a_row_with_the_number_of_another_meeting_is_refused(admin_client):
    attendance = factories.AttendanceFactory(meeting__slug="first", member__slug="x")
    factories.MeetingFactory(slug="second")

    send(
        admin_client,
        Attendance,
        f"id,meeting,member,capacity\n{attendance.pk},second,x,member\n"
        "999999,second,x,member\n",
    )

    messages = [row.problems[0][2] for row in ImportedRow.objects.all()]
    assert messages == [
        "This cannot be changed. To add a row, leave its “id” blank.",
        "There is no row “999999”. Leave it blank to add one.",
    ]


def test_what_another_source_says_becomes_the_preferred_claim(admin_client):
    meeting = factories.MeetingFactory(slug="m")
    old, new = (factories.ClaimFactory(record=meeting, value=v) for v in "ab")
    Claim.objects.filter(pk=old.pk).update(rank="preferred")
    rows = rows_of(taken_out(admin_client, Claim))
    for row in rows:
        row["rank"] = {"a": "deprecated", "b": "preferred"}[row["value"]]
        row["reason"] = "The other was there."

    source = brought_in(admin_client, Claim, as_csv(rows[::-1]))

    ranks = dict(Claim.objects.values_list("pk", "rank"))
    assert ranks == {old.pk: "deprecated", new.pk: "preferred"}
    undone(admin_client, source)
    ranks = dict(Claim.objects.values_list("pk", "rank"))
    assert ranks == {old.pk: "preferred", new.pk: "normal"}


def test_claims_are_added_to_records_and_to_their_parts(admin_client):
    seat = factories.SeatFactory(group__slug="steering-group")
    factories.SourceFactory(slug="003")

    source = brought_in(
        admin_client,
        Claim,
        "record_kind,record,part,statement,source,value\n"
        "group,steering-group,,founded,003,2002\n"
        f"group,steering-group,seat:{seat.pk},role,003,\n",
    )

    assert source.state == "kept"
    assert [(c.record, c.fact, c.reading) for c in Claim.objects.order_by("pk")] == [
        (seat.group, None, "2002"),
        (seat.group, seat, "co-chair"),
    ]


@pytest.mark.parametrize(
    ("cells", "cell", "message"),
    [
        ("leaflet,x,,title,003,a,normal,", "A2", "“leaflet” is not one of: group,"),
        ("group,nowhere,,name,003,a,normal,", "B2", "with the address “nowhere”"),
        ("group,sg,seat:77,role,003,a,normal,", "C2", "is not a part of this record"),
        ("group,sg,,weather,003,a,normal,", "D2", "is not a statement of a body"),
        ("group,sg,,name,3,a,normal,", "E2", "There is no source"),
        ("group,sg,,name,003,a,deprecated,", "", "Say why the record does not follow"),
    ],
)
def test_a_claim_that_cannot_be_is_said_at_its_cell(admin_client, cells, cell, message):
    factories.GroupFactory(slug="sg")
    factories.SourceFactory(slug="003")

    send(
        admin_client,
        Claim,
        f"record_kind,record,part,statement,source,value,rank,reason\n{cells}\n",
    )

    (problem,) = ImportedRow.objects.get().problems
    assert problem[1] == cell
    assert message in problem[2]


def test_other_names_of_a_member_keep_who_uses_them(admin_client):
    member = factories.MemberFactory(slug="viet-nam", name="Viet Nam")
    member.names.create(name="Vietnam", used_by="document 003")
    member.names.create(name="Annam")

    brought_in(
        admin_client,
        Member,
        "slug,name,kind,other_names\nviet-nam,Viet Nam,State,Vietnam; Việt Nam\n",
    )

    names = dict(member.names.values_list("name", "used_by"))
    assert names == {"Vietnam": "document 003", "Việt Nam": ""}
