"""Addresses of pages: found, renamed, moved, translated, withdrawn."""

import pytest
from cms.models import Page
from cms.operations import MOVE_PAGE
from cms.operations.helpers import send_post_page_operation, send_pre_page_operation
from django.contrib.redirects.models import Redirect

from tests.pages.conftest import draft, version_of

TRANSLATED = {
    "en": {"title": "About", "slug": "about"},
    "id": {"title": "Tentang", "slug": "tentang"},
}


def redirects():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_a_renamed_page_is_found_under_its_old_address_for_ever(pages, editor, client):
    pages.page("about")
    pages.load()

    for slug in ["who-we-are", "the-portal"]:
        draft("about", editor, slug=slug).publish(editor)

    assert redirects() == {
        "/en/about/": "/en/the-portal/",
        "/en/who-we-are/": "/en/the-portal/",
    }
    response = client.get("/en/about/")
    assert (response.status_code, response["Location"]) == (301, "/en/the-portal/")


def test_a_page_that_takes_its_old_name_back_is_not_redirected(pages, editor, client):
    pages.page("about")
    pages.load()

    for slug in ["who-we-are", "about"]:
        draft("about", editor, slug=slug).publish(editor)

    assert redirects() == {"/en/who-we-are/": "/en/about/"}
    assert client.get("/en/about/").status_code == 200


def test_pages_below_a_renamed_one_are_found_as_well(pages, editor):
    pages.page("about")
    pages.page("team", parent="about")
    pages.load()

    draft("about", editor, slug="portal").publish(editor)

    assert redirects()["/en/about/team/"] == "/en/portal/team/"


def test_a_page_renamed_while_withdrawn_is_found_as_well(pages, editor):
    pages.page("about")
    pages.load()

    version_of("about").unpublish(editor)
    draft("about", editor, slug="who-we-are").publish(editor)

    assert redirects() == {"/en/about/": "/en/who-we-are/"}


def test_a_page_dragged_elsewhere_is_found_as_well(pages, editor, rf):
    pages.page("about")
    pages.page("team")
    pages.load()
    about, team = (Page.objects.get(reverse_id=key) for key in ["about", "team"])

    request = rf.post("/")
    request.user = editor
    token = send_pre_page_operation(request, MOVE_PAGE, obj=team)
    team.move_page(about, position="last-child")
    send_post_page_operation(request, MOVE_PAGE, token, obj=team)

    assert redirects() == {
        "/en/team/": "/en/about/team/",
        "/id/team/": "/id/about/team/",
    }


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("/id/about/", "/id/tentang/"), ("/en/tentang/", "/en/about/")],
)
def test_the_address_of_another_language_leads_to_ones_own(
    pages, client, asked, answered
):
    pages.page("about", languages=TRANSLATED)
    pages.load()

    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (301, answered)


def test_a_page_without_a_translation_leads_to_the_one_there_is(pages, client):
    pages.page("about", languages={"en": TRANSLATED["en"]})
    pages.load()

    response = client.get("/id/about/")

    assert (response.status_code, response["Location"]) == (302, "/en/about/")


def test_two_pages_may_answer_at_one_path_each_in_its_language(pages, client):
    one = {"title": "One", "slug": "bali"}
    other = {"title": "Other", "slug": "other"}
    pages.page("one", languages={"en": one, "id": other | {"title": "Satu"}})
    pages.page("two", languages={"en": other, "id": one | {"title": "Dua"}})
    pages.load()

    assert "<h1" in client.get("/en/bali/").text
    assert "One" in client.get("/en/bali/").text
    assert "Dua" in client.get("/id/bali/").text


@pytest.mark.parametrize("path", ["/en/nowhere/", "/en/about/nowhere/", "/en/a//b/"])
def test_nothing_is_found_where_there_is_nothing(pages, client, path):
    pages.page("about")
    pages.load()

    assert client.get(path).status_code == 404


def test_a_draft_is_shown_to_nobody(pages, editor, client):
    pages.page("about", "First words.")
    pages.load()
    draft("about", editor, title="A title still in the making")

    assert "still in the making" not in client.get("/en/about/").text


def test_a_page_may_send_its_readers_elsewhere(pages, editor, client):
    pages.page("about")
    pages.load()
    draft("about", editor, redirect="/en/members/").publish(editor)

    response = client.get("/en/about/")

    assert (response.status_code, response["Location"]) == (302, "/en/members/")
