"""A form that is sent too late costs nobody what they typed."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from apps.members.models import Member
from tests import factories
from tests.staff import sign_in, somebody, typed

pytestmark = pytest.mark.django_db

ORIGIN = "http://testserver"


@pytest.fixture
def editor():
    return somebody("editor")


@pytest.fixture
def browser(editor):
    """A browser in which an editor is signed in, and whose forms need their token."""
    client = Client(enforce_csrf_checks=True, headers={"Origin": ORIGIN})
    sign_in(client, editor)
    return client


def be_idle(client, settings):
    session = client.session
    session["seen_at"] = int(time.time()) - settings.SESSION_IDLE - 1
    session.save()


def to_send_again(response):
    """Where the page sends the form that it gives back, and with what."""
    page = html.fromstring(response.text)
    (form,) = page.xpath('//div[@id="content-main" or @class="error-page"]//form')
    data = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return form.get("action"), data


def test_what_was_typed_when_the_session_ended_is_saved_after_signing_in(
    browser, editor, settings
):
    member = factories.MemberFactory(status="draft", slug="nauru")
    address = f"/admin/members/member/{member.pk}/change/"
    words = 'Republic of "Nauru" <b>&amp; Co\n\nand more'
    form = typed(browser.get(address), name="Nauru", summary=words)
    be_idle(browser, settings)

    late = browser.post(address, form)

    assert late.status_code == 403
    assert "Your session has ended" in late.text
    assert late.headers["Cache-Control"] == "no-store"
    assert Member.objects.get().name == member.name
    # In vain while nobody has signed in, and without harm.
    again = browser.post(*to_send_again(late))
    assert "Your session has ended" in again.text
    sign_in(browser, editor)
    browser.cookies["csrftoken"] = 32 * "n"  # signing in brings a new one
    once_more = browser.post(*to_send_again(again))
    assert once_more.status_code == 403
    assert "This form was not accepted" in once_more.text
    assert Member.objects.get().name == member.name
    browser.post(*to_send_again(once_more))
    assert Member.objects.get().name == "Nauru"
    assert Member.objects.get().summary.splitlines() == words.splitlines()


def test_no_secret_is_given_back(client):
    sent = {"username": "sari", "password1": "opensesame", "otp_token": "123456"}

    response = client.post("/admin/auth/user/add/", sent)

    _address, form = to_send_again(response)
    assert form["username"] == ["sari"]
    assert set(form) == {"username", "csrfmiddlewaretoken"}
    assert "opensesame" not in response.text


def test_a_file_is_named_to_be_chosen_again(client):
    file = SimpleUploadedFile("members.csv", b"slug,name\n")

    response = client.post(
        "/admin/members/member/import/", {"file": file, "note": "A list."}
    )

    assert "<li>members.csv</li>" in response.text
    assert to_send_again(response)[1]["note"] == ["A list."]


def test_a_new_page_is_given_back_too(client):
    response = client.post("/en/cms_wizard/create/", {"1-title": "A page"})

    assert response.status_code == 403
    assert to_send_again(response)[1]["1-title"] == ["A page"]


def test_a_script_is_told_in_one_line(client):
    response = client.post(
        "/admin/cms/placeholder/move-plugin/",
        headers={"X-Requested-With": "XMLHttpRequest"},
    )

    assert response.status_code == 403
    assert response.text.startswith("Your session has ended. Sign in again")


def test_what_another_site_has_written_is_not_offered_for_sending(browser):
    forged = {"name": "Forged"}
    elsewhere = {"Origin": "https://example.org"}

    signed_in = browser.post("/admin/members/member/add/", forged, headers=elsewhere)
    browser.cookies.clear()
    nobody = browser.post("/admin/members/member/add/", forged, headers=elsewhere)

    for response in [signed_in, nobody]:
        assert response.status_code == 403
        assert "Forged" not in response.text
        assert "Reload the page" in response.text


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/second-step/"])
def test_an_old_page_at_the_door_is_opened_afresh(address):
    browser = Client(enforce_csrf_checks=True, headers={"Origin": ORIGIN})

    response = browser.post(address, {"username": "sari", "code": "123456"})

    assert response.status_code == 403
    assert f'href="{address}"' in response.text
    assert "123456" not in response.text


def test_a_comment_on_a_shared_draft_is_given_back_without_signing_in():
    browser = Client(enforce_csrf_checks=True, headers={"Origin": ORIGIN})

    response = browser.post("/en/shared/a-link/", {"text": "One lamp is missing."})

    address, form = to_send_again(response)
    assert address == "/en/shared/a-link/"
    assert form["text"] == ["One lamp is missing."]
    assert "Sign in" not in response.text


def test_whoever_signs_in_beside_a_form_is_sent_back_to_it(browser, client):
    assert "go back to the one with your form" in browser.get("/admin/signed-in/").text
    assert client.get("/admin/signed-in/").status_code == 302
