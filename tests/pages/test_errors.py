"""Answers where something is missing, forbidden, gone or broken: all of them lead on."""

import pytest
from django.db import OperationalError, connection
from django.test import override_settings
from django.urls import path

from apps.pages.not_found import suggestions
from baliportal.urls import urlpatterns as portal_urls
from tests import factories
from tests.staff import sign_in

pytestmark = pytest.mark.django_db


def fail(request):
    raise RuntimeError("something broke")


def fail_without_database(request):
    raise OperationalError("the connection is closed")


urlpatterns = [
    path("broken/", fail),
    path("away/", fail_without_database),
    *portal_urls,
]
handler404 = "apps.pages.not_found.not_found"
handler500 = "apps.pages.server_error.server_error"


def offered(path):
    return [row["url"] for row in suggestions(path)]


def test_a_mistyped_address_leads_to_the_record(client):
    factories.MemberFactory(slug="indonesia", name="Indonesia")

    response = client.get("/en/members/indonesa/")

    assert response.status_code == 404
    assert 'href="/en/members/indonesia/"' in response.text
    assert "Did you mean one of these?" in response.text


@pytest.mark.parametrize("path", ["/en/member/fiji", "/en/fiji/", "/en/members/Fji/"])
def test_a_wrong_section_or_spelling_leads_there_too(path):
    factories.MemberFactory(slug="fiji", name="Fiji")

    assert "/en/members/fiji/" in offered(path)


def test_the_section_that_was_asked_for_comes_first():
    factories.GroupFactory(slug="bali-forum", name="Bali Forum")
    factories.PublicationFactory(slug="bali-forum", title="Bali Forum")

    assert offered("/en/publications/bali-forun/")[0] == "/en/publications/bali-forum/"
    assert offered("/en/groups/bali-forun/")[0] == "/en/groups/bali-forum/"


def test_a_page_of_the_cms_is_offered(pages):
    pages.page("about")
    pages.load()

    assert offered("/en/abuot/") == ["/en/about/"]


def test_a_draft_is_never_offered():
    factories.MemberFactory(slug="indonesia", status="draft")

    assert offered("/en/members/indonesa/") == []


@pytest.mark.parametrize(
    "path", ["/en/", "/en/x/", "/en/%00/", "/en/\x00\x00\x00/", "/en/" + "a-" * 4000]
)
def test_an_address_that_is_like_nothing_gets_a_plain_answer(client, path):
    assert offered(path) == []
    assert client.get(f"{path}nothing/").status_code == 404


def test_what_only_shares_a_common_word_is_not_offered(portal):
    assert offered("/en/smuggling-guides/") != []
    assert offered("/en/no-such-page-anywhere/") == []


@pytest.mark.parametrize(("language", "words"), [("en", "Page not found")])
def test_what_is_missing_is_said_in_the_language_of_its_address(
    client, language, words
):
    assert words in client.get(f"/{language}/members/nobody/").text


def test_a_page_for_staff_says_how_to_get_in(client, editor):
    editor.is_superuser = False
    editor.save()
    sign_in(client, editor)

    response = client.get("/en/cms_wizard/create/")

    assert response.status_code == 403
    assert "/admin/login/" in response.text


def test_a_withdrawn_record_keeps_its_address_and_says_why(client):
    member = factories.MemberFactory(
        status="withdrawn", withdrawal_reason="Counted twice."
    )

    response = client.get(member.get_absolute_url())

    assert "This entry was withdrawn" in response.text
    assert "Counted twice." in response.text
    assert "noindex" in response.text


@override_settings(AXES_ENABLED=True, AXES_FAILURE_LIMIT=2)
def test_whoever_guesses_passwords_is_told_to_wait(client):
    for _ in range(3):
        response = client.post("/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 429
    assert "signing in is blocked for a while" in response.text


@override_settings(ROOT_URLCONF="tests.pages.test_errors", DEBUG=False)
def test_a_failure_is_told_in_both_languages_and_costs_no_form(client):
    client.raise_request_exception = False

    response = client.get("/broken/")

    assert response.status_code == 500
    for words in ["what you wrote is still there", "isian Anda masih ada"]:
        assert words in response.text
    assert '<div lang="id">' in response.text
    # Going back shows the form as it was left only where nothing forbids keeping it.
    assert "no-store" not in response.headers.get("Cache-Control", "")


@override_settings(ROOT_URLCONF="tests.pages.test_errors", DEBUG=False)
def test_a_form_that_met_a_failure_can_be_sent_again_as_it_was(client):
    client.raise_request_exception = False

    response = client.post("/broken/?of=it", {"text": "A <b> & c", "tick": ["1", "2"]})

    assert response.status_code == 500
    assert 'method="post" action="/broken/?of=it"' in response.text
    for name, value in [("text", "A &lt;b&gt; &amp; c"), ("tick", "1"), ("tick", "2")]:
        assert f'name="{name}" value="{value}"' in response.text


@override_settings(ROOT_URLCONF="tests.pages.test_errors", DEBUG=False)
def test_no_failure_repeats_a_password(client):
    client.raise_request_exception = False

    response = client.post("/broken/", {"username": "a", "password": "opensesame"})

    assert response.status_code == 500
    assert "opensesame" not in response.text


@override_settings(ROOT_URLCONF="tests.pages.test_errors", DEBUG=False)
def test_a_database_that_is_away_has_a_page_of_its_own(client, monkeypatch):
    client.raise_request_exception = False
    failure = client.get("/broken/").text
    monkeypatch.setattr(connection, "is_usable", lambda: False)

    response = client.post("/away/", {"text": "A note"})

    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "<title>Not available at the moment – " in response.text
    assert "<title>Something went wrong – " in failure
    for words in [
        "its database does not answer",
        "basis datanya sedang tidak menjawab",
    ]:
        assert words in response.text
        assert words not in failure
    assert 'name="text" value="A note"' in response.text
