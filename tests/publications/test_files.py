"""Files attached to publications: kept once, numbered, read, replaced, removed."""

import io
import os

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import ProtectedError

from apps.publications.extraction import pdf_worker
from apps.publications.extraction.extraction_process import processing_lock, queue_lock
from apps.publications.extraction.text_extraction import (
    Bounds,
    extract_waiting,
    save_result,
)
from apps.publications.extraction.text_extraction import read as reading_of
from apps.publications.file_store import attach, delete_orphans, remove
from apps.publications.models import FilePage, PublicationFile
from tests.factories import PublicationFactory
from tests.pdfs import bomb, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(settings, tmp_path):
    settings.LIBRARY_ROOT = tmp_path / "library"
    return settings.LIBRARY_ROOT


@pytest.fixture
def guide():
    return PublicationFactory(slug="guide")


def add(publication, content, **values):
    return attach(publication, io.BytesIO(content), **values)


def read(publication, content, **values):
    """Attach a file and read it as the worker does."""
    file = add(publication, content, **values)
    extract_waiting()
    file.refresh_from_db()
    return file


def public():
    return [(f.name, f.version) for f in PublicationFile.objects.public()]


def test_a_file_is_kept_under_its_digest_and_waits(guide, library):
    content = pdf("Boats")

    file = add(guide, content, original_name="C:\\x/Guide.pdf", language="en")

    assert file.path.parents[1] == library
    assert file.path.stem == file.sha256
    assert file.path.read_bytes() == content
    assert (file.size, file.original_name) == (len(content), "Guide.pdf")
    assert (file.state, file.version, file.is_current) == ("waiting", 1, True)


def test_the_same_file_lies_on_the_disk_once(guide, library):
    first = add(guide, pdf("Boats"))
    second = add(PublicationFactory(), pdf("Boats"))

    assert first.path == second.path
    assert len(list(library.glob("??/*"))) == 1


def test_the_same_content_again_is_no_new_version(guide):
    assert add(guide, pdf("Boats")) == add(guide, pdf("Boats"))


def test_reading_finds_the_text_of_each_page_and_draws_the_first(guide):
    file = read(guide, pdf("Maritime smuggling", "", "Return of victims"))

    assert (file.state, file.page_count, file.pages_read) == ("ready", 3, 3)
    assert list(file.pages.values_list("number", "text")) == [
        (1, "Maritime smuggling"),
        (3, "Return of victims"),
    ]
    assert (file.cover_width, file.cover_height) == (480, 680)
    assert file.cover_path.read_bytes()[8:12] == b"WEBP"
    assert public() == [("main", 1)]


@pytest.mark.parametrize(
    ("content", "state", "said"),
    [
        pytest.param(pdf("", ""), "scanned", "pictures", id="scanned"),
        pytest.param(pdf("x", protected=True), "encrypted", "password", id="encrypted"),
        pytest.param(b"%PDF-1.7\nbroken", "damaged", "cannot be opened", id="damaged"),
        pytest.param(pdf(), "damaged", "cannot be opened", id="without a page"),
        pytest.param(b"PK\3\4 a document", "not-pdf", "not a PDF", id="another kind"),
        pytest.param(b"", "not-pdf", "not a PDF", id="empty"),
        pytest.param(b"<script>%PDF", "not-pdf", "not a PDF", id="page of the web"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(guide, content, state, said):
    file = read(guide, content, original_name="guide.pdf")

    assert file.state == state
    assert said in file.state_note
    assert public() == ([("main", 1)] if state == "scanned" else [])


BOAT = b"BT /F1 12 Tf 72 720 Td (Boat) Tj ET\n"
LINE = b"1 1 m 500 500 l S\n"


@pytest.mark.parametrize(
    ("content", "bounds", "read"),
    [
        pytest.param(pdf("One", "Two", "Three"), Bounds(pages=2), 2, id="pages"),
        pytest.param(bomb(b" ", 300 << 20), Bounds(memory=400 << 20), 0, id="memory"),
        pytest.param(bomb(BOAT, 3_000_000), Bounds(seconds=1), 0, id="time"),
    ],
)
def test_a_huge_file_is_read_as_far_as_it_goes(guide, content, bounds, read):
    file = add(guide, content)

    extract_waiting(bounds)

    file.refresh_from_db()
    assert (file.state, file.pages_read) == ("too-large", read)
    assert f"first {read} of {file.page_count} page" in file.state_note
    assert public() == [("main", 1)]


def test_a_file_that_never_ends_to_be_read_does_not_hold_up_others(guide):
    add(guide, bomb(LINE, 2_000_000), name="map")
    add(guide, pdf("Boats"), name="text")

    done = extract_waiting(Bounds(seconds=1))

    assert [file.name for file in done] == ["map", "text"]


def test_a_file_the_disk_has_lost_is_said_to_be_damaged(guide):
    file = add(guide, pdf("Boats"))
    file.path.unlink()

    extract_waiting()

    file.refresh_from_db()
    assert file.state == "damaged"


def test_a_new_version_takes_the_place_of_the_old_one_once_it_has_opened(guide):
    first = read(guide, pdf("Draft of boats"), language="en")

    second = add(guide, pdf("Final of boats"))
    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (True, False)

    extract_waiting()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_current, second.is_current) == (False, True)
    assert (second.version, second.language) == (2, "en")
    assert public() == [("main", 2), ("main", 1)]


def test_a_new_version_that_does_not_open_leaves_readers_the_old_one(guide):
    first = read(guide, pdf("Boats"))
    second = read(guide, b"%PDF-1.7\nbroken")

    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (True, False)
    assert public() == [("main", 1)]


def test_an_older_version_read_later_does_not_come_back(guide):
    first = add(guide, pdf("One"))
    second = read(guide, pdf("Two"))
    PublicationFile.objects.filter(pk=first.pk).update(state="waiting")

    extract_waiting()

    second.refresh_from_db()
    assert second.is_current


def test_where_the_current_version_is_private_the_earlier_ones_are(guide):
    read(guide, pdf("One"))
    second = read(guide, pdf("Two"), is_private=True)
    assert public() == []

    PublicationFile.objects.filter(pk=second.pk).update(is_private=False)
    assert public() == [("main", 2), ("main", 1)]


def test_one_private_version_hides_no_other(guide):
    first = read(guide, pdf("One"))
    read(guide, pdf("Two"))
    PublicationFile.objects.filter(pk=first.pk).update(is_private=True)

    assert public() == [("main", 2)]


@pytest.mark.parametrize("status", ["draft", "review", "scheduled", "withdrawn"])
def test_files_of_what_is_not_public_are_not(guide, status):
    read(guide, pdf("Boats"))
    guide.status = status
    guide.save()

    assert public() == []


def test_what_staff_changed_while_a_file_was_read_stays(guide, monkeypatch):
    file = add(guide, pdf("Boats"))
    stale = PublicationFile.objects.get()
    PublicationFile.objects.update(is_private=True, language="id")

    save_result(stale, reading_of(stale))

    file.refresh_from_db()
    assert (file.state, file.is_private, file.language) == ("ready", True, "id")


def test_removing_the_current_version_brings_back_the_one_before(guide):
    first = read(guide, pdf("One"))
    second = read(guide, pdf("Two"))

    remove(second)

    assert public() == [("main", 1)]
    first.refresh_from_db()
    assert first.is_current


def test_a_removed_file_leaves_the_disk_unless_another_has_it(
    guide, django_capture_on_commit_callbacks
):
    mine = read(guide, pdf("Boats"))
    others = read(PublicationFactory(), pdf("Boats"))

    with django_capture_on_commit_callbacks(execute=True):
        remove(mine)
    assert others.path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        remove(others)
    assert not others.path.exists()
    assert not others.cover_path.exists()


def test_a_publication_with_files_is_not_deleted(guide):
    read(guide, pdf("Boats"))

    with pytest.raises(ProtectedError):
        guide.delete()


def test_what_nothing_names_is_swept_when_it_is_old(guide, library):
    kept = read(guide, pdf("Boats"))
    lost = library / "ab" / f"{'ab' * 32}.pdf"
    lost.parent.mkdir()
    lost.write_bytes(b"rolled back")
    assert delete_orphans() == 0

    for path in [lost, kept.path]:
        os.utime(path, (0, 0))
    assert delete_orphans() == 1
    assert (lost.exists(), kept.path.exists()) == (False, True)


def test_the_command_reads_what_waits(guide, capsys):
    add(guide, pdf("Boats"))

    call_command("extract_files")

    assert capsys.readouterr().out == "read 1, deleted 0 orphaned\n"
    assert public() == [("main", 1)]


def test_only_one_waits_behind_the_one_that_reads(guide, capsys):
    add(guide, pdf("Boats"))
    with processing_lock(queue_lock()):
        place = queue_lock()
        call_command("extract_files")
        os.close(place)

    assert capsys.readouterr().out == "Another process is about to read what waits.\n"
    assert PublicationFile.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"version": 1}, "This version of the file is already here"),
        ({"version": 2, "is_current": True}, "Another version is the current one"),
        ({"version": 2, "state": "ready"}, "A file that was read has pages"),
        ({"version": 0}, "Versions are counted from 1"),
    ],
)
def test_the_database_refuses_nonsense(guide, wrong, message):
    add(guide, pdf("Boats"))

    with pytest.raises(ValidationError, match=message):
        PublicationFile(publication=guide, **wrong).validate_constraints()


def test_each_page_of_a_file_is_there_once(guide):
    file = read(guide, pdf("Boats"))

    with pytest.raises(ValidationError, match="already here"):
        FilePage(file=file, number=1).validate_constraints()


@pytest.mark.parametrize(
    ("taken", "cleaned"),
    [
        ("coun\x02tries", "countries"),
        ("coun\ufffe\ntries", "countries"),
        ("\ufb01ne o\ufb03ce", "fine office"),
        ("a\x00b\ud800c", "ab?c"),
        ("one  \r\n two\r\n\r\n\r\n\r\nthree", "one\ntwo\n\nthree"),
        ("Tu\u0308rkiye", "Türkiye"),
        ("ភាសាខ្មែរ ภาษาไทย", "ភាសាខ្មែរ ภาษาไทย"),
    ],
)
def test_text_is_cleaned_of_what_no_reader_sees(taken, cleaned):
    assert pdf_worker.clean(taken) == cleaned
