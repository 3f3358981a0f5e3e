"""Files as readers are given them."""

import io

import pytest

from apps.publications.extraction.text_extraction import extract_waiting
from apps.publications.file_store import attach
from apps.publications.models import FilePage, Publication, PublicationFile
from tests.factories import PublicationFactory
from tests.pdfs import pdf

TEXT = "/en/publications/guide/files/en/text/"

pytestmark = pytest.mark.django_db

BOATS = pdf("Boats at sea", "Return of victims")


@pytest.fixture(autouse=True)
def library(settings, tmp_path):
    settings.LIBRARY_ROOT = tmp_path / "library"


@pytest.fixture
def guide():
    return PublicationFactory(slug="guide", title="Guide on boats", languages="en")


def add(publication, content=BOATS, **values):
    file = attach(publication, io.BytesIO(content), **values)
    extract_waiting()
    file.refresh_from_db()
    return file


@pytest.fixture
def file(guide):
    return add(guide, name="en", language="en")


def test_a_file_is_given_at_its_address(client, file):
    response = client.get("/files/guide/en.pdf")

    assert response.status_code == 200
    assert response.getvalue() == BOATS
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="guide-en.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox ")
    assert headers["Content-Length"] == str(len(BOATS))
    assert headers["Cache-Control"] == "no-cache"


def test_a_part_of_a_file_is_given_and_what_is_known_is_not_sent_again(client, file):
    part = client.get("/files/guide/en.pdf", headers={"range": "bytes=0-7"})
    etag = part.headers["ETag"]
    known = client.get("/files/guide/en.pdf", headers={"if-none-match": etag})
    head = client.head("/files/guide/en.pdf")

    assert (part.status_code, part.getvalue()) == (206, b"%PDF-1.4")
    assert known.status_code == 304
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(BOATS))


@pytest.mark.parametrize(
    ("asked", "status", "length"),
    [
        ("bytes=0-0", 206, 1),
        ("bytes=-1", 206, 1),
        ("bytes=0-0,2-3", 200, None),  # one who is asked for several may give the whole
        ("bytes=99999999-", 416, 0),
        ("bytes=-0", 416, 0),
        ("lines=1-2", 200, None),
    ],
)
def test_parts_of_files_and_covers_are_those_asked_for(
    client, file, asked, status, length
):
    for address, path in [
        (file.get_absolute_url(), file.path),
        (file.cover_url, file.cover_path),
    ]:
        size = path.stat().st_size

        response = client.get(address, headers={"range": asked})

        body = response.getvalue()
        assert response.status_code == status
        assert len(body) == (size if length is None else length)
        if status == 416:
            assert response.headers["Content-Range"] == f"bytes */{size}"


def test_nothing_is_sent_to_a_file(client, file):
    assert client.post("/files/guide/en.pdf").status_code == 405


def test_every_version_keeps_its_address(client, guide, file):
    add(guide, pdf("Boats, second edition"), name="en")

    assert client.get("/files/guide/en.v1.pdf").getvalue() == BOATS
    current = client.get("/files/guide/en.pdf")
    assert current.getvalue() == client.get("/files/guide/en.v2.pdf").getvalue()
    assert current.getvalue() != BOATS


NOWHERE = [
    "/files/guide/fr.pdf",
    "/files/guide/en.v2.pdf",
    "/files/guide/en.v0.pdf",
    "/files/guide/en.v99999999999999999999.pdf",
    "/files/guide/en.v2.webp",
    "/files/other/en.pdf",
    "/files/guide/",
    "/files/",
    "/files/guide/../guide/en.pdf",
    "/en/publications/guide/files/fr/text/",
    "/en/publications/guide/files/en/text/?from=4",
    "/en/publications/guide/files/en/text/?from=0",
    "/en/publications/guide/files/en/text/?from=-1",
    "/en/publications/guide/files/en/text/?from=٣",
    "/en/publications/guide/files/en/text/?from=99999999999999999999",
]


def test_there_is_nothing_at_other_addresses(client, file):
    answers = {address: client.get(address).status_code for address in NOWHERE}

    assert answers == dict.fromkeys(NOWHERE, 404)


def addresses(file):
    return [
        "/files/guide/en.pdf",
        file.version_url,
        f"/files/guide/en.v{file.version}.webp",
        "/en/publications/guide/files/en/text/",
    ]


def statuses(client, file):
    """What every address of a file answers, whatever is sent put away."""
    answers = [client.get(address) for address in addresses(file)]
    for answer in answers:
        answer.getvalue() if answer.streaming else answer.content
    return {answer.status_code for answer in answers}


@pytest.mark.parametrize("status", ["draft", "review", "scheduled", "withdrawn"])
def test_files_of_what_is_not_public_are_given_to_nobody(
    client, admin_client, guide, file, status
):
    assert statuses(client, file) == {200}
    guide.status = status
    guide.save()

    # 410 where the page itself says that it was withdrawn.
    assert statuses(client, file) <= {404, 410}
    assert statuses(admin_client, file) <= {404, 410}


def test_a_private_file_is_given_to_nobody(client, file):
    PublicationFile.objects.update(is_private=True)

    assert statuses(client, file) == {404}


@pytest.mark.parametrize("content", [b"PK\3\4", b"%PDF-1.7 broken"])
def test_what_has_not_opened_is_given_to_nobody(client, guide, content):
    file = add(guide, content, name="en")

    assert statuses(client, file) == {404}


def test_a_file_that_waits_to_be_read_is_not_given_yet(client, guide):
    file = attach(guide, io.BytesIO(BOATS), name="en")

    assert statuses(client, file) == {404}


def test_a_file_that_the_disk_has_lost_is_missing(client, file):
    file.path.unlink()

    assert client.get("/files/guide/en.pdf").status_code == 404


def test_a_cover_is_a_picture(client, file):
    response = client.get(file.cover_url)

    assert response.headers["Content-Type"] == "image/webp"
    assert response.getvalue()[8:12] == b"WEBP"


def test_a_page_shows_the_cover_and_the_files_with_their_versions(client, guide, file):
    add(guide, pdf("Boats, second edition"), name="en")
    add(guide, pdf(""), name="annex-1")

    text = client.get("/en/publications/guide/").text

    assert 'src="/files/guide/en.v2.webp"' not in text  # the annex comes first
    assert 'alt="First page of “Guide on boats”"' in text
    assert 'href="/files/guide/en.pdf"' in text
    assert 'href="/files/guide/en.v1.pdf"' in text
    assert 'href="/en/publications/guide/files/en/text/"' in text
    assert "/files/annex-1/text/" not in text
    tag = (
        '<meta name="citation_pdf_url" content="http://testserver/files/guide/en.pdf">'
    )
    assert tag in text


def test_the_text_is_read_page_by_page(client, file):
    text = client.get("/en/publications/guide/files/en/text/").text

    assert '<section class="file-page" id="page-2"' in text
    assert '<div lang="en">\n          \n            <p>Return of victims</p>' in text
    assert 'href="/files/guide/en.pdf#page=2"' in text


def test_a_long_text_comes_in_parts(client, file):
    PublicationFile.objects.update(page_count=230)
    FilePage.objects.create(file=file, number=230, text="The end")

    first = client.get(TEXT).text
    middle = client.get(f"{TEXT}?from=21").text
    last = client.get(f"{TEXT}?from=221").text

    assert 'id="page-20"' in first
    assert 'id="page-21"' not in first
    assert first.count('href="?from=21">Continue with pages 21–40</a>') == 2
    assert "Back to" not in first
    assert middle.count('href="?from=1">Back to pages 1–20</a>') == 2
    assert "<title>Text of “Guide on boats”, pages 221–230" in last
    assert "The end" in last
    assert "Continue with" not in last


@pytest.mark.parametrize(
    ("query", "goal"),
    [
        ("page=57", f"{TEXT}?from=41#page-57"),
        ("page=20", f"{TEXT}#page-20"),
        ("page=230", f"{TEXT}?from=221#page-230"),
        ("from=57", f"{TEXT}?from=41#page-57"),
        ("from=2", f"{TEXT}#page-2"),
    ],
)
def test_a_page_is_read_in_the_part_that_holds_it(client, file, query, goal):
    PublicationFile.objects.update(page_count=230)

    response = client.get(f"{TEXT}?{query}")

    assert (response.status_code, response.headers["Location"]) == (302, goal)


def test_a_page_that_is_not_there_is_said_not_to_be(client, file):
    PublicationFile.objects.update(page_count=230)

    for page in ["0", "231", "-1", "two", "", "٣", "9" * 30, '"><b>']:
        response = client.get(TEXT, {"page": page})

        assert response.status_code == 400, page
        assert "There is no such page: the file has pages 1 to 230." in response.text
        assert 'id="page-1"' in response.text, page
        assert '"><b>' not in response.text, page


def test_a_file_page_asks_few_questions(client, file, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/en/publications/guide/files/en/text/")


def test_signs_of_markup_in_a_text_stay_text(client, guide):
    add(guide, pdf("<script>alert\\(1\\)</script>"), name="en")

    text = client.get("/en/publications/guide/files/en/text/").text

    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


def test_staff_open_drafts_and_private_files_in_the_admin(
    client, admin_client, guide, file
):
    PublicationFile.objects.update(is_private=True)
    Publication.objects.update(status="draft")
    address = f"/admin/publications/publication/files/{file.pk}/"

    assert client.get(address).status_code == 302
    response = admin_client.get(address)
    assert response.getvalue() == BOATS
    assert "private" in response.headers["Cache-Control"]


def test_a_file_is_found_at_its_former_address(client, guide, file):
    guide.slug = "guide-to-boats"
    guide.save()

    old = client.get("/files/guide/en.v1.pdf")
    text = client.get("/id/publications/guide/files/en/text/")

    assert (old.status_code, old.url) == (301, "/files/guide-to-boats/en.v1.pdf")
    assert text.url == "/id/publications/guide-to-boats/files/en/text/"
    guide.status = "draft"
    guide.save()
    assert client.get("/files/guide/en.v1.pdf").status_code in {404, 410}
