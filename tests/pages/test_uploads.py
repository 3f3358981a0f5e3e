"""Pictures and files that staff upload: known by content, cleaned, refused in words."""

import hashlib
import io
import mimetypes
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from filer.models import File, Image
from PIL import Image as Picture

from tests.doors.world import PIXEL
from tests.pdfs import pdf
from tests.pictures import (
    PROFILE,
    SECRETS,
    SVG,
    animated,
    drawn,
    huge,
    jpeg,
    png,
    saved,
    webp,
)
from tests.staff import signed_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def client():
    return signed_in(somebody("publisher"))


def dropped(client, name, content):
    """Send a file as the browser does that is dropped into a folder or a field."""
    return client.post(
        reverse("admin:filer-ajax_upload"),
        {"file": SimpleUploadedFile(name, content)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def sent_as_body(client, name, content):
    return client.post(
        reverse("admin:filer-ajax_upload") + f"?qqfile={name}",
        content,
        content_type="application/octet-stream",
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def form(name, content):
    fields = dict.fromkeys(["name", "owner", "description", "subject_location"], "")
    return fields | {"file": SimpleUploadedFile(name, content)}


def put_in_the_place(client, name, content):
    """Send a file from the form of a picture that is there."""
    picture = Image.objects.create(file=ContentFile(PIXEL, "map.png"))
    url = reverse("admin:filer_image_change", args=[picture.pk])
    return client.post(url, form(name, content))


def put_in_the_place_of_a_file(client, name, content):
    file = File.objects.create(file=ContentFile(pdf("Old"), "old.pdf"))
    url = reverse("admin:filer_file_change", args=[file.pk])
    return client.post(url, form(name, content))


DOORS = [dropped, sent_as_body, put_in_the_place, put_in_the_place_of_a_file]
PHOTOGRAPHS = {
    "photo.jpg": jpeg(),
    "photo.png": png(),
    "photo.webp": webp(),
    "photo.svg": SVG,
}


def stored():
    """The one file that was stored, and its bytes."""
    file = File.objects.get()
    return file, content_of(file)


def content_of(file):
    return Path(file.file.path).read_bytes()


def secrets_in(content):
    return [word for word in SECRETS if word in content]


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize("door", DOORS)
def test_a_picture_is_stored_without_place_names_and_comments(client, door, name):
    door(client, name, PHOTOGRAPHS[name])

    file, content = stored()
    assert secrets_in(content) == []
    assert file.file.name.endswith(name)
    assert file.mime_type == mimetypes.guess_type(name)[0]
    assert file.size == len(content)
    assert file.sha1 == hashlib.sha1(content).hexdigest()


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.webp"])
@pytest.mark.parametrize("door", [dropped, sent_as_body, put_in_the_place])
def test_a_picture_that_lies_is_stored_upright(client, door, name):
    door(client, name, PHOTOGRAPHS[name])

    file, content = stored()
    picture = Picture.open(io.BytesIO(content))
    assert picture.size == (file.width, file.height) == (200, 400)
    assert not picture.getexif()
    assert is_red(picture, 195, 5)
    assert not is_red(picture, 5, 5)


def is_red(picture, x, y):
    red, green, blue = picture.convert("RGB").getpixel((x, y))
    return red > 200 and green < 80 and blue < 80


# Where the red corner comes to lie, by how the camera was held.
CORNERS = {
    1: (5, 5),
    2: (395, 5),
    3: (395, 195),
    4: (5, 195),
    5: (5, 5),
    6: (195, 5),
    7: (195, 395),
    8: (5, 395),
}


@pytest.mark.parametrize("make", [jpeg, png, webp])
def test_however_the_camera_was_held_the_picture_is_upright(client, make):
    for orientation, corner in CORNERS.items():
        dropped(client, "a.jpg", make(orientation))

        file = File.objects.order_by("-pk").first()
        picture = Picture.open(io.BytesIO(content_of(file)))
        assert picture.size == ((400, 200) if orientation < 5 else (200, 400))
        assert is_red(picture, *corner)


deep = Picture.new("I;16", (400, 200), 40_000)
KINDS = {
    "in colours of print": (jpeg(mode="CMYK"), "CMYK"),
    "in grey": (jpeg(mode="L"), "L"),
    "coming gradually": (jpeg(progressive=True), "RGB"),
    "with something after its end": (jpeg(tail=b"Jane's film"), "RGB"),
    "with a palette": (png(mode="P"), "P"),
    "with 16 bits": (png(picture=deep), "I;16"),
    "with a background that shows": (png(mode="RGBA"), "RGBA"),
    "without loss": (webp(lossless=True), "RGB"),
    "moving, PNG": (animated(png), "RGB"),
    "moving, WebP": (animated(webp), "RGB"),
}


@pytest.mark.parametrize(("content", "mode"), KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_picture_keeps_what_it_is(client, content, mode):
    before = Picture.open(io.BytesIO(content))

    dropped(client, "a.jpg", content)

    _file, kept = stored()
    picture = Picture.open(io.BytesIO(kept))
    assert secrets_in(kept) == []
    assert b"film" not in kept
    assert (picture.format, picture.mode, picture.size) == (
        before.format,
        mode,
        (200, 400),
    )
    assert picture.info["icc_profile"] == PROFILE
    assert getattr(picture, "n_frames", 1) == getattr(before, "n_frames", 1)
    assert picture.info.get("loop") == before.info.get("loop")


@pytest.mark.parametrize("make", [jpeg, png, webp])
def test_an_upright_picture_keeps_every_pixel(client, make):
    content = make(1)

    dropped(client, "a.jpg", content)

    _file, kept = stored()
    assert secrets_in(kept) == []
    before, after = (Picture.open(io.BytesIO(data)) for data in [content, kept])
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("make", [png, webp])
def test_an_upright_animation_keeps_its_frames(client, make):
    content = animated(make, orientation=1)

    dropped(client, "a.jpg", content)

    _file, kept = stored()
    before, after = (Picture.open(io.BytesIO(data)) for data in [content, kept])
    assert after.n_frames == 3
    for number in range(3):
        before.seek(number)
        after.seek(number)
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
        assert before.info["duration"] == after.info["duration"]


def test_a_drawing_keeps_what_it_draws_and_says(client):
    dropped(client, "map.svg", SVG)

    _file, content = stored()
    assert b"<title>A corner</title>" in content
    assert b"fill: red" in content
    assert b"<rect" in content
    assert b"script" not in content


# Names

PLAIN = saved(drawn(), "JPEG")
NAMES = {
    f"{'long' * 60}.jpg": ".jpg",
    f"{'x' * 300}.JPEG": ".jpeg",
    "ภาพถ่าย.jpg": ".jpg",
    "photo": ".jpg",
    "photo.png": ".jpg",
    "photo.2024": ".jpg",
}


@pytest.mark.parametrize(("name", "ending"), NAMES.items())
@pytest.mark.parametrize("door", [dropped, put_in_the_place])
def test_a_name_ends_with_what_the_file_is(client, door, name, ending):
    door(client, name, PLAIN)

    file, content = stored()
    path = file.file.name
    assert path.endswith(ending)
    assert len(path.rpartition("/")[2]) > len(ending)
    assert len(path) < 255
    assert file.mime_type == "image/jpeg"
    assert content == PLAIN


# Refusals

NEITHER = "neither a picture (JPEG, PNG, WebP or SVG) nor a PDF"
DAMAGED = "is damaged and cannot be opened"
INSIDE = SVG.replace(b"</svg>", b'<image href="data:image/png;base64,AA=="/></svg>')
REFUSED = {
    "a document of Word": ("a.docx", b"PK\3\4" + b"a" * 40, NEITHER),
    "one named as a picture": ("a.jpg", b"PK\3\4" + b"a" * 40, NEITHER),
    "nine bytes of text": ("a.pdf", b"nine byte", NEITHER),
    "a page of the web": ("a.svg", b"<html><svg/></html>", NEITHER),
    "a GIF": ("a.gif", saved(drawn(), "GIF"), NEITHER),
    "half a JPEG": ("a.jpg", jpeg()[:-900], DAMAGED),
    "half a PNG": ("a.png", png()[:-90], DAMAGED),
    "a PNG with a hole": ("a.png", png(1).replace(b"IDAT", b"IDAT\0", 1), DAMAGED),
    "half a WebP": ("a.webp", webp()[:-90], DAMAGED),
    "half a drawing": ("a.svg", SVG[:-9], DAMAGED),
    "a drawing with a photograph": ("a.svg", INSIDE, "with a photograph inside"),
    "a huge picture": ("a.png", huge(20_000, 20_000), "more than 51 million pixels"),
    "a large picture": ("a.png", huge(10_000, 9_000), "more than 51 million pixels"),
    "half a PDF": ("a.pdf", pdf("One")[:300], DAMAGED),
    "a PDF with a password": ("a.pdf", pdf("One", protected=True), "with a password"),
}


@pytest.mark.parametrize(
    ("name", "content", "words"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_cannot_be_kept_is_refused_in_words_when_it_is_dropped(
    client, name, content, words
):
    response = dropped(client, name, content)

    error = response.json()["error"]
    assert response.status_code == 400
    assert error.startswith(f"“{name}”")
    assert words in error
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_cannot_be_kept_is_refused_in_words_in_its_form(
    client, name, content, words
):
    response = put_in_the_place_of_a_file(client, name, content)

    (error,) = response.context["adminform"].form.errors["file"]
    assert error.startswith(f"“{name}”")
    assert words in error
    assert stored()[1] == pdf("Old")


@pytest.mark.parametrize("kind", ["file", "image"])
def test_there_is_no_form_that_adds_a_file(client, kind):
    response = client.post(reverse(f"admin:filer_{kind}_add"), form("a.jpg", PLAIN))

    assert response.status_code == 403


def test_no_pdf_takes_the_place_of_a_picture(client):
    response = put_in_the_place(client, "a.pdf", pdf("One"))

    (error,) = response.context["adminform"].form.errors["file"]
    assert "Only a picture can take the place of a picture" in error


def test_an_empty_file_is_refused_in_its_form(client):
    response = put_in_the_place(client, "a.jpg", b"")

    assert response.context["adminform"].form.errors["file"] == [
        "The submitted file is empty."
    ]


@pytest.mark.parametrize("door", [dropped, sent_as_body, put_in_the_place_of_a_file])
def test_a_pdf_is_kept_as_it_is(client, door):
    door(client, "Report 2024.PDF", pdf("One"))

    file, content = stored()
    assert content == pdf("One")
    assert file.file.name.endswith("report-2024.pdf")


def test_whoever_may_not_upload_is_told_so():
    response = dropped(signed_in(somebody("no role")), "a.jpg", PLAIN)

    assert response.status_code == 403
    assert not File.objects.exists()


# What was stored before


def stored_before(name, content):
    return Image.objects.create(file=ContentFile(content, name))


def test_what_was_stored_before_is_cleaned_in_its_place(media, capsys):
    pictures = [
        stored_before(name, content)
        for name, content in [*PHOTOGRAPHS.items(), ("plain.jpg", PLAIN)]
    ]
    paths = [picture.file.name for picture in pictures]
    Image.objects.update(subject_location="10,10")
    gone = media / "filer_public" / "replaced.png"
    gone.write_bytes(png())
    thumbnail = media / "filer_public_thumbnails" / "a.jpg__40x40.jpg"
    thumbnail.parent.mkdir()
    thumbnail.write_bytes(jpeg(1))

    call_command("clean_pictures")
    call_command("clean_pictures")

    assert capsys.readouterr().out.splitlines() == [
        "cleaned 6, clean before 1, left as they are 0",
        "cleaned 0, clean before 7, left as they are 0",
    ]
    for path in [gone, thumbnail]:
        assert secrets_in(path.read_bytes()) == []
    for picture, path in zip(Image.objects.order_by("pk"), paths, strict=True):
        content = content_of(picture)
        assert picture.file.name == path
        assert secrets_in(content) == []
        assert picture.size == len(content)
        assert picture.sha1 == hashlib.sha1(content).hexdigest()
        turned = not path.endswith(("svg", "plain.jpg"))
        assert picture.subject_location == ("" if turned else "10,10")
        assert picture.width == (200 if turned else 400)


def test_what_was_stored_before_and_is_damaged_is_said(capsys):
    picture = stored_before("a.png", png()[:-90])

    call_command("clean_pictures")

    said = capsys.readouterr()
    assert f"“{picture.file.name}” is damaged and cannot be opened." in said.err
    assert "left as they are 1" in said.out
