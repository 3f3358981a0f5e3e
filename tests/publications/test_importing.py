"""Publications by spreadsheet, as an operator brings them in."""

import csv
import io
import os

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.publications.file_store import attach
from apps.publications.models import Publication, PublicationFile
from apps.publications.sheet import PublicationSheet
from apps.records.versions import latest_version
from apps.search.index_sync import rebuild
from apps.search.search_query import Query
from apps.spreadsheets.file_reader import open_table
from apps.spreadsheets.import_rows import ImportContext
from apps.spreadsheets.import_steps import run_import
from apps.spreadsheets.models import Import
from apps.spreadsheets.table_files import COMMAND
from apps.spreadsheets.undo import UndoRefused, undo
from tests import factories
from tests.pdfs import pdf
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db

COLUMNS = (
    "slug,title,kind,issued,publisher,languages,authors,abstract,topics,members,"
    "group,meeting,original_url,file"
)


@pytest.fixture
def bring(tmp_path):
    """Run the command on a list; what it says."""

    def run(text, *arguments):
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        out = io.StringIO()
        call_command("import_publications", path, *arguments, stdout=out)
        return out.getvalue().splitlines()

    return run


@pytest.fixture
def surroundings():
    """What the rows of a list name."""
    factories.TopicFactory(slug="people-smuggling")
    factories.TopicFactory(slug="trafficking-in-persons")
    factories.MemberFactory(slug="indonesia")
    group = factories.GroupFactory(slug="ministerial-conference")
    factories.MeetingFactory(slug="ministerial-conference-1", group=group)


def test_without_commit_it_says_what_would_change_and_keeps_nothing(bring):
    factories.PublicationFactory(slug="old", title="Old", kind="guide")
    factories.PublicationFactory(slug="same", title="Same")

    lines = bring(
        "slug,title,kind\nold,New,\nsame,Same,\nfresh,Fresh,report\nwrong,Wrong,leaf\n"
    )

    assert lines == [
        "row 2: updated: old; title: “Old” → “New”",
        "row 4: created: fresh",
        "row 5: error: wrong: kind (C5): “leaf” is not one of: "
        f"{', '.join(Publication.Kind.values)}.",
        "created 1, updated 1, unchanged 1, errors 1",
        "Dry run, nothing kept. Use --commit to keep it.",
    ]
    assert set(Publication.objects.values_list("title", flat=True)) == {"Old", "Same"}
    assert not Import.objects.exists()


@pytest.mark.usefixtures("surroundings")
def test_every_column_is_kept(bring):
    bring(
        f"{COLUMNS}\n"
        "co-chairs-statement,Co-Chairs’ Statement,statement,2002-02-28,"
        'Bali Process,en; id,"Co-Chairs of the Bali Process; Wirajuda, Hassan",'
        '"Ministers met in Bali.\n\nThey agreed.",'
        "people-smuggling; trafficking-in-persons,indonesia,"
        "ministerial-conference,ministerial-conference-1,https://example.org/1,\n",
        "--commit",
    )

    record = Publication.objects.get()
    assert record.is_public
    assert record.title == "Co-Chairs’ Statement"
    assert (record.kind, record.issued) == ("statement", "2002-02-28")
    assert record.issued_latest.isoformat() == "2002-02-28"
    assert (record.publisher, record.languages) == ("Bali Process", "en id")
    assert [
        (c.position, c.organisation, c.family, c.given)
        for c in record.contributors.all()
    ] == [
        (1, "Co-Chairs of the Bali Process", "", ""),
        (2, "", "Wirajuda", "Hassan"),
    ]
    assert record.abstract == "Ministers met in Bali.\n\nThey agreed."
    assert {topic.slug for topic in record.topics.all()} == {
        "people-smuggling",
        "trafficking-in-persons",
    }
    assert [member.slug for member in record.members.all()] == ["indonesia"]
    assert record.group.slug == "ministerial-conference"
    assert record.meeting.slug == "ministerial-conference-1"
    assert record.original_url == "https://example.org/1"
    assert latest_version(record).history_change_reason == "Imported from list.csv"


def test_only_slug_and_title_are_needed(bring):
    bring("slug,title\na,A title\n", "--commit")

    record = Publication.objects.get()
    assert (record.title, record.kind, record.issued) == ("A title", "document", "")


def test_a_draft_stays_a_draft_where_that_is_said(bring):
    bring("slug,title\na,A\n", "--commit", "--status", "draft")

    assert Publication.objects.get().status == "draft"


def test_a_second_time_changes_nothing(bring):
    text = f'{COLUMNS}\na,A,,2013~,,en,"Scott, David; {{A, B}}",,,,,,,\n'
    bring(text, "--commit")

    lines = bring(text, "--commit")

    assert lines == ["created 0, updated 0, unchanged 1, errors 0"]
    assert Publication.objects.get().history.count() == 1


def test_one_row_in_error_keeps_all_others_out(bring):
    with pytest.raises(CommandError, match="Nothing was kept"):
        bring("slug,title,issued\na,A,2013\nb,B,13th of May\n", "--commit")

    assert not Publication.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("list.csv", b"slug,titel\n", "perhaps “title” is meant"),
        ("list.csv", b"slug,title\na,T\xfcrkiye\n", "not in UTF-8"),
        ("list.csv", b"slug,title\na," + b"x" * 200_001, "a cell has more than"),
        ("list.pdf", b"%PDF-1.7", "is a PDF"),
        ("list.xlsx", b"slug,title\n", "holds plain text"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        call_command("import_publications", path, "--commit")


def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_publications", tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Regional Support Office", [("Regional Support Office", "", "")]),
        ("Scott, David", [("", "Scott", "David")]),
        ("Wirajuda,", [("", "Wirajuda", "")]),
        ("{Home Affairs, Australia}", [("Home Affairs, Australia", "", "")]),
        (
            "{A; B}; Scott, D.; C",
            [("A; B", "", ""), ("", "Scott", "D."), ("C", "", "")],
        ),
        ("; ;", []),
    ],
)
def test_authors_are_organisations_or_people(bring, cell, names):
    bring(f'slug,title,authors\na,A,"{cell}"\n', "--commit")

    record = Publication.objects.get()
    rows = record.contributors.values_list("organisation", "family", "given")
    assert list(rows) == names


@pytest.mark.parametrize("cell", ["{A", "A}", ", David", "A" * 251])
def test_authors_that_cannot_be_are_said_at_their_cell(bring, cell):
    lines = bring(f'slug,title,authors\na,A,"{cell}"\n')

    assert lines[0].startswith("row 2: error: a: authors (C2): ")


def test_editors_stay_when_authors_change(bring):
    editor = factories.ContributorFactory(role="editor", publication__slug="a")

    bring("slug,title,authors\na,A,New Author\n", "--commit")

    names = editor.publication.contributors.values_list("role", "organisation")
    assert set(names) == {("editor", editor.organisation), ("author", "New Author")}


def test_identifiers_belong_to_one_publication(bring):
    other = factories.PublicationFactory()
    other.identifiers.create(scheme="doi", value="10.1000/1")

    lines = bring("slug,title,identifiers\na,A,doi:10.1000/1\nb,B,isbn:1\n")

    assert lines[:2] == [
        "row 2: error: a: : Something in this row already belongs to another record.",
        "row 3: created: b",
    ]


def test_a_former_address_of_another_publication_is_not_taken(bring):
    record = factories.PublicationFactory(slug="former")
    record.slug = "present"
    record.save()

    lines = bring("slug,title\nformer,A\n")

    assert "Another record was published at this address" in lines[0]


@pytest.fixture
def library(settings, tmp_path):
    settings.LIBRARY_ROOT = tmp_path / "library"


PDF = pdf("Boats")


@pytest.mark.usefixtures("library")
def test_a_file_is_attached_by_its_path_beside_the_list(bring, tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "strategy.pdf").write_bytes(PDF)
    text = "slug,title,file\na,A,papers/strategy.pdf\nb,B,\n"

    bring(text)
    assert not PublicationFile.objects.exists()
    bring(text, "--commit")

    file = PublicationFile.objects.get()
    assert (file.publication.slug, file.name) == ("a", "main")
    assert file.original_name == "strategy.pdf"
    assert file.path.read_bytes() == PDF


@pytest.mark.usefixtures("library")
def test_the_same_file_adds_nothing_and_another_is_its_next_version(bring, tmp_path):
    path = tmp_path / "strategy.pdf"
    path.write_bytes(PDF)
    text = "slug,title,file\na,A,strategy.pdf\n"
    bring(text, "--commit")

    (tmp_path / "copy.pdf").write_bytes(PDF)
    assert bring(text, "--commit") == ["created 0, updated 0, unchanged 1, errors 0"]
    same = bring("slug,title,file\na,A,copy.pdf\n", "--commit")
    assert same == ["created 0, updated 0, unchanged 1, errors 0"]
    path.with_name("new.pdf").write_bytes(PDF + b"%")
    bring("slug,title,file\na,A,new.pdf\n", "--commit")

    files = PublicationFile.objects.order_by("version")
    assert [file.original_name for file in files] == ["strategy.pdf", "new.pdf"]


@pytest.mark.usefixtures("library")
def test_a_file_that_changed_under_its_name_is_its_next_version(bring, tmp_path):
    path = tmp_path / "strategy.pdf"
    text = "slug,title,file\na,A,strategy.pdf\n"
    path.write_bytes(PDF)
    bring(text, "--commit")

    path.write_bytes(PDF + b"%")
    assert bring(text, "--commit")[-1] == "created 0, updated 1, unchanged 0, errors 0"
    assert bring(text)[0] == "created 0, updated 0, unchanged 1, errors 0"
    path.unlink()
    assert bring(text)[0] == "created 0, updated 0, unchanged 1, errors 0"

    files = PublicationFile.objects.order_by("version")
    assert [file.path.read_bytes() for file in files] == [PDF, PDF + b"%"]


@pytest.mark.usefixtures("library")
def test_undoing_takes_the_file_back(bring, tmp_path):
    for name, content in [("old.pdf", PDF), ("new.pdf", PDF + b"%")]:
        (tmp_path / name).write_bytes(content)
    status = ["--commit", "--status", "draft"]
    bring("slug,title,file\na,A,old.pdf\n", *status)
    bring("slug,title,file\na,A,new.pdf\nb,B,new.pdf\n", *status)

    undo(PublicationSheet(), Import.objects.first(), ImportContext(note="Undone"))

    files = PublicationFile.objects.values_list("publication__slug", "original_name")
    assert list(files) == [("a", "old.pdf")]
    assert not Publication.objects.filter(slug="b").exists()


@pytest.mark.usefixtures("library")
def test_an_undone_draft_keeps_a_file_that_staff_attached(bring):
    bring("slug,title\na,A\n", "--commit", "--status", "draft")
    attach(Publication.objects.get(), io.BytesIO(PDF))

    with pytest.raises(UndoRefused):
        undo(PublicationSheet(), Import.objects.get(), ImportContext(note="Undone"))

    assert PublicationFile.objects.exists()


def test_a_file_that_cannot_be_attached_is_said_at_its_cell(bring, tmp_path):
    (tmp_path / "text.pdf").write_text("Not what its name says")
    (tmp_path / "half.pdf").write_bytes(PDF[:300])
    (tmp_path / "shut.pdf").write_bytes(pdf("Boats", protected=True))

    lines = bring(
        "slug,title,file\na,A,none.pdf\nb,B,text.pdf\nc,C,.\nd,D,half.pdf\n"
        "e,E,shut.pdf\n"
    )

    assert lines[:5] == [
        "row 2: error: a: file (C2): “none.pdf” cannot be read: "
        "No such file or directory.",
        "row 3: error: b: file (C3): “text.pdf” is not a PDF, whatever its name says. "
        "Save or print it as PDF, and choose that file.",
        "row 4: error: c: file (C4): “.” cannot be read: Is a directory.",
        "row 5: error: d: file (C5): “half.pdf” is damaged and cannot be opened. "
        "Choose a sound copy.",
        "row 6: error: e: file (C6): “shut.pdf” opens only with a password, which "
        "readers do not have. Choose a copy without one.",
    ]


@pytest.mark.usefixtures("library")
def test_what_can_never_be_read_to_its_end_is_said_at_its_cell(bring, tmp_path):
    attach(factories.PublicationFactory(slug="a", title="A"), io.BytesIO(PDF))
    os.mkfifo(tmp_path / "pipe.pdf")
    name = "x" * 300

    lines = bring(f"slug,title,file\na,A,{name}\nb,B,pipe.pdf\n")

    assert lines[:2] == [
        f"row 2: error: a: file (C2): “{name}” cannot be read: File name too long.",
        "row 3: error: b: file (C3): “pipe.pdf” is not a PDF.",
    ]


def imported(rows, commit=True):
    """Bring a list in without the command; the import."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    table = open_table(io.BytesIO(out.getvalue().encode()), "list.csv", COMMAND)
    source = Import(model="publications.publication", file_name="list.csv", note="New")
    context = ImportContext(note="New", status="published")
    run_import(PublicationSheet(), table, context, source, commit=commit)
    return source


@pytest.mark.usefixtures("surroundings")
def test_a_hundred_rows_ask_the_database_no_more_than_ten():
    def queries(count, title):
        rows = [["slug", "title", "issued", "authors", "topics", "members", "group"]]
        rows += [
            [
                f"p{number}",
                title,
                f"20{number % 10 + 10}",
                f"{title}; Scott, David",
                "people-smuggling",
                "indonesia",
                "ministerial-conference",
            ]
            for number in range(count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            source = imported(rows)
        assert source.new + source.changed == count
        return [
            q["sql"] for q in asked if not q["sql"].startswith(("INSERT", "UPDATE"))
        ]

    queries(1, "First")  # what is asked once in a process is asked
    few, many = queries(10, "Second"), queries(100, "Third")

    assert len(many) == len(few)


def test_what_was_public_and_undone_is_public_again_when_it_comes_again():
    source = imported([["slug", "title"], ["a", "First"]])
    undo(PublicationSheet(), source, ImportContext(note="Undone"))
    record = Publication.objects.get()
    assert (record.status, record.ending) == ("withdrawn", "error")

    again = imported([["slug", "title"], ["a", "Second"]])

    record.refresh_from_db()
    assert (record.title, record.status, record.ending) == ("Second", "published", "")
    undo(PublicationSheet(), again, ImportContext(note="Undone"))
    record.refresh_from_db()
    assert (record.title, record.status, record.ending) == (
        "First",
        "withdrawn",
        "error",
    )


def test_every_wrong_cell_of_a_row_is_named_once(bring):
    said = "\n".join(bring("slug,title,kind,issued\na,A,leaf,=2002\n"))

    assert said.count("kind (C2)") == 1
    assert said.count("issued (D2)") == 1


def test_what_an_operator_has_published_is_undone_by_a_publisher_only(bring):
    bring("slug,title\na,Published by the list\n", "--commit")
    url = reverse("admin:spreadsheets_import_undo", args=[Import.objects.get().pk])
    record = Publication.objects.get()

    refused = signed_in(somebody("editor")).post(url)

    assert "Your role does not let you remove this record." in refused.text
    assert Publication.objects.public().get() == record
    signed_in(somebody("publisher")).post(url)
    assert not Publication.objects.public().exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_brought_in_is_found_at_once(bring):
    rebuild()

    bring("slug,title\na,Maritime boundaries\n")
    assert not Query(q="maritime").results().hits
    bring("slug,title\na,Maritime boundaries\n", "--commit")
    assert [hit.title for hit in Query(q="maritime").results().hits] == [
        "Maritime boundaries"
    ]
    bring("slug,title\na,Airports\n", "--commit")

    assert not Query(q="maritime").results().hits
    assert [hit.title for hit in Query(q="airports").results().hits] == ["Airports"]


@pytest.mark.django_db(transaction=True)
def test_what_a_run_that_was_killed_has_left_is_found_after_the_next(bring):
    rebuild()
    title = "Strategy for Cooperation"
    with transaction.atomic():
        factories.PublicationFactory(slug="a", title=title)
        connection.run_on_commit.clear()

    said = bring(f"slug,title\na,{title}\n", "--commit")

    assert said == ["created 0, updated 0, unchanged 1, errors 0"]
    assert Query(q="cooperation").results().count == 1


def test_whose_a_title_is_and_where_an_address_leads_come_in_by_the_last_columns(bring):
    columns = [c.column_name for c in PublicationSheet().columns if not c.is_reason]
    assert columns[-2:] == ["title_origin", "original_url_leads_to"]

    columns = "slug,title,original_url,title_origin,original_url_leads_to"
    bring(f"{columns}\na,A,https://example.org/1,supplied,copy\n", "--commit")
    record = Publication.objects.get()
    assert (record.title_origin, record.leads_to) == ("supplied", "copy")

    # A blank cell leaves both as they are; a list without the columns says “original”.
    bring(f"{columns}\na,A,https://example.org/1,,\n", "--commit")
    bring("slug,title,original_url\nb,B,https://example.org/2\n", "--commit")
    known = dict(Publication.objects.values_list("slug", "original_url_leads_to"))
    assert known == {"a": "copy", "b": "original"}


@pytest.mark.usefixtures("portal")
def test_the_librarys_own_list_comes_back_unchanged(client, bring):
    text = client.get("/en/publications/export.csv").getvalue().decode()

    lines = bring(text)

    number = Publication.objects.public().count()
    assert lines[0] == f"created 0, updated 0, unchanged {number}, errors 0"
