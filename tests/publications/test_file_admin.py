"""Files on the staff page of a publication."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.publications.extraction.text_extraction import extract_waiting
from apps.publications.file_store import attach
from apps.publications.models import PublicationFile
from tests.factories import PublicationFactory
from tests.pdfs import pdf
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(settings, tmp_path):
    settings.LIBRARY_ROOT = tmp_path / "library"


@pytest.fixture
def guide():
    return PublicationFactory(slug="guide")


def send(client, publication, *rows, **changes):
    """What a browser sends from the page of a publication with these rows of files."""
    known = sum("id" in row for row in rows)
    data = {
        "title": publication.title,
        "title_origin": publication.title_origin,
        "slug": publication.slug,
        "change_note": "As the file says.",
        "kind": publication.kind,
        "issued": publication.issued,
        "original_url_leads_to": publication.original_url_leads_to,
        "files-TOTAL_FORMS": len(rows),
        "files-INITIAL_FORMS": known,
    }
    for prefix in [
        "contributors",
        "identifiers",
        "relations",
        "sources-claim-content_type-object_id",
    ]:
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"files-{number}-{key}": value for key, value in row.items()}
        data[f"files-{number}-publication"] = publication.pk
    url = reverse("admin:publications_publication_change", args=[publication.pk])
    return client.post(url, data | changes)


def upload(*pages, name="Guide final.PDF"):
    return SimpleUploadedFile(name, pdf(*pages), "text/plain")


def row(file, **values):
    return {"id": file.pk, "name": file.name, "language": file.language} | values


def test_a_file_is_attached_and_read_afterwards(admin_client, guide):
    response = send(
        admin_client,
        guide,
        {"name": "main", "language": "en", "upload": upload("Boats")},
    )

    assert response.status_code == 302
    file = guide.files.get()
    assert (file.name, file.language, file.state) == ("main", "en", "waiting")
    assert file.original_name == "Guide final.PDF"
    page = admin_client.get(response.url + f"{guide.pk}/change/").text
    assert "Its text is being extracted. Reload this page in a moment." in page


def test_a_new_version_is_sent_in_the_row_of_the_file(admin_client, guide):
    send(admin_client, guide, {"name": "main", "upload": upload("One")})
    extract_waiting()
    first = guide.files.get()

    send(admin_client, guide, row(first, language="id", upload=upload("Two")))
    extract_waiting()

    assert list(
        guide.files.order_by("version").values_list("version", "is_current", "language")
    ) == [(1, False, "id"), (2, True, "id")]


def test_what_a_file_is_can_be_changed_without_sending_it_again(admin_client, guide):
    send(admin_client, guide, {"name": "main", "upload": upload("One")})
    file = guide.files.get()

    send(admin_client, guide, row(file, is_private="on", name="other"))

    file.refresh_from_db()
    assert (file.is_private, file.name, file.version) == (True, "main", 1)
    assert guide.files.count() == 1


def test_a_version_is_removed(admin_client, guide):
    send(admin_client, guide, {"name": "main", "upload": upload("One")})
    file = guide.files.get()

    send(admin_client, guide, row(file, DELETE="on"))

    assert not PublicationFile.objects.exists()


def test_a_file_without_content_is_asked_for(admin_client, guide):
    response = send(admin_client, guide, {"name": "main", "language": "en"})

    assert "This field is required." in response.text
    assert not guide.files.exists()


def document():
    """A small document of Word."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><!-- %PDF-1.7 -->'
    b"<script>alert(1)</script></svg>"
)
NO_PDF = "is not a PDF, whatever its name says."
REFUSED = {
    "a document of Word": ("guide.docx", document(), NO_PDF),
    "one named as a PDF": ("guide.pdf", document(), NO_PDF),
    "a picture": ("guide.svg", SVG.replace(b"%PDF", b"%PS"), NO_PDF),
    "a picture that speaks of PDF": ("guide.svg", SVG, "is damaged and cannot be"),
    "nine bytes of text": ("guide.pdf", b"nine byte", NO_PDF),
    "half a PDF": ("guide.pdf", pdf("One")[:300], "is damaged and cannot be opened."),
    "without a page": ("guide.pdf", pdf(), "is damaged and cannot be opened."),
    "with a password": ("guide.pdf", pdf("One", protected=True), "with a password"),
}


@pytest.mark.parametrize(
    ("name", "content", "words"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_is_no_pdf_is_refused_at_once_and_nothing_typed_is_lost(
    admin_client, guide, name, content, words
):
    chosen = SimpleUploadedFile(name, content, "application/pdf")

    response = send(
        admin_client, guide, {"name": "main", "upload": chosen}, title="New title"
    )

    (errors,) = response.context["inline_admin_formsets"][0].formset.errors
    (error,) = errors["upload"]
    assert error.startswith(f"“{name}”")
    assert words in error
    assert 'value="New title"' in response.text
    assert not guide.files.exists()


def test_a_version_that_is_no_pdf_leaves_the_one_that_is_there(admin_client, guide):
    send(admin_client, guide, {"name": "main", "upload": upload("One")})
    file = guide.files.get()

    response = send(
        admin_client, guide, row(file, upload=SimpleUploadedFile("a.pdf", b"nine byte"))
    )

    assert response.status_code == 200
    assert NO_PDF in response.text
    assert guide.files.get() == file


def test_a_large_file_is_looked_at_where_it_lies(admin_client, guide, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0

    refused = send(
        admin_client, guide, {"upload": SimpleUploadedFile("a.pdf", b"nine byte")}
    )
    send(admin_client, guide, {"name": "main", "upload": upload("One")})

    assert NO_PDF in refused.text
    assert guide.files.get().path.read_bytes() == pdf("One")


def test_what_was_stored_and_is_no_pdf_is_said_to_be_none(admin_client, guide):
    attach(guide, io.BytesIO(b"PK\3\4"), original_name="guide.pdf")
    extract_waiting()

    page = admin_client.get(
        reverse("admin:publications_publication_change", args=[guide.pk])
    )

    assert "It is not a PDF, whatever its name says" in page.text


def test_a_wrong_name_is_said(admin_client, guide):
    response = send(
        admin_client, guide, {"name": "../x", "language": "xx!", "upload": upload("x")}
    )

    assert "Enter a valid “slug”" in response.text
    assert "Write language codes" in response.text


def test_who_may_only_propose_changes_sees_files_and_sends_none(guide):
    client = signed_in(somebody("contributor"))
    address = reverse("admin:publications_publication_change", args=[guide.pk])
    attach(guide, upload("One"))

    page = client.get(address)

    assert "Its text is being extracted. Reload this page in a moment." in page.text
    assert "files-0-upload" not in page.text
    send(client, guide, {"name": "annex", "upload": upload("Two")})
    assert guide.files.count() == 1


def test_a_contributor_attaches_files_to_an_own_draft():
    contributor = somebody("contributor")
    client = signed_in(contributor)
    draft = PublicationFactory.build(status="draft")
    draft._history_user = contributor
    draft.save()

    send(client, draft, {"name": "main", "upload": upload("One")})

    assert draft.files.count() == 1
