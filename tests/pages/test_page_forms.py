"""The forms in which pages are begun, translated, duplicated, renamed and moved."""

import pytest
from cms.models import Page, PageContent
from cms.toolbar.utils import get_object_preview_url
from django.contrib.redirects.models import Redirect
from django.urls import reverse
from lxml import html

from tests.pages.conftest import draft, version_of
from tests.staff import signed_in, somebody, typed

WRITERS = ["contributor", "editor", "publisher"]
OTHERS = ["administrator", "no role"]
ADD = "/admin/cms/pagecontent/add/"
WIZARD = "/en/cms_wizard/create/"


@pytest.fixture
def about(pages):
    pages.page("about", "First words.")
    pages.page("aims")
    pages.load()
    return Page.objects.get(reverse_id="about")


@pytest.fixture(params=WRITERS)
def writer(request, about):
    return somebody(request.param)


@pytest.fixture
def client(writer):
    return signed_in(writer)


@pytest.fixture(params=OTHERS)
def other(request, about):
    return signed_in(somebody(request.param))


def of(content, name):
    return reverse(f"admin:cms_pagecontent_{name}", args=[content.pk])


def titled(title, language="en"):
    """The one text of a page with a title, and the state it is in."""
    content = PageContent.admin_manager.get(title=title, language=language)
    return content, content.versions.get().state


def wizard_form(response):
    (form,) = html.fromstring(response.text).xpath('//form[@method="post"]')
    return dict(form.form_values())


def test_a_page_is_begun_in_the_page_tree(client, writer):
    client.post(ADD, typed(client.get(ADD), title="Team", slug="team"))

    content, state = titled("Team")
    assert (content.slug, state) == ("team", "draft")
    assert content.versions.get().created_by == writer


def test_a_page_is_begun_below_another(client, about):
    url = f"{ADD}?parent_page={about.pk}"
    client.post(url, typed(client.get(url), title="Team", slug="team"))

    content, _state = titled("Team")
    assert content.page.parent == about


@pytest.mark.parametrize("below", [False, True])
def test_a_page_is_begun_in_the_wizard(client, about, below):
    first = client.get(f"{WIZARD}?page={about.pk}&language=en")
    entries = html.fromstring(first.text).xpath('//input[@name="0-entry"]/@value')
    second = client.post(WIZARD, wizard_form(first) | {"0-entry": entries[below]})
    answer = client.post(
        WIZARD,
        wizard_form(second) | {"1-title": "Team", "1-content": "<p>Its members.</p>"},
    )

    content, state = titled("Team")
    assert (content.slug, state) == ("team", "draft")
    assert content.page.parent == (about if below else None)
    assert "Its members." in client.get(get_object_preview_url(content)).text
    assert answer.status_code == 200


def test_a_page_is_given_a_text_in_another_language(client, pages):
    words = {"title": "Only English", "slug": "only"}
    pages.page("only", languages={"en": words})
    pages.load()
    page = Page.objects.get(reverse_id="only")

    url = f"{ADD}?language=id&cms_page={page.pk}"
    client.post(url, typed(client.get(url), title="Juga Indonesia", slug="juga"))

    content, state = titled("Juga Indonesia", "id")
    assert (content.page, content.slug, state) == (page, "juga", "draft")


def test_a_page_is_duplicated(client):
    url = of(version_of("about").content, "duplicate")
    client.post(url, typed(client.get(url), title="About, again", slug="again"))

    content, state = titled("About, again")
    assert (content.slug, state) == ("again", "draft")
    assert "First words." in client.get(get_object_preview_url(content)).text


def test_a_draft_is_given_another_title_and_slug(client, writer):
    content = draft("about", writer).content
    url = of(content, "change")

    client.post(url, typed(client.get(url), title="Who we are", slug="who-we-are"))

    content = PageContent.admin_manager.get(pk=content.pk)
    assert (content.title, content.slug) == ("Who we are", "who-we-are")


def test_a_page_that_was_renamed_is_published_at_its_new_address(about):
    publisher = somebody("publisher")
    client = signed_in(publisher)
    version = draft("about", publisher)
    url = of(version.content, "change")
    client.post(url, typed(client.get(url), title="Who we are", slug="who-we-are"))

    client.post(reverse("page-publish", args=[version.pk]), {"note": "A better name."})

    assert "First words." in client.get("/en/who-we-are/").text
    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/en/about/": "/en/who-we-are/"
    }


def test_a_page_that_is_dragged_elsewhere_is_found_at_its_old_address(about):
    client = signed_in(somebody("publisher"))
    team = Page.objects.get(reverse_id="aims")

    answer = client.post(
        reverse("admin:cms_page_move_page", args=[team.pk]),
        {"target": about.pk, "position": 0},
    )

    assert answer.status_code == 200
    response = client.get("/en/aims/")
    assert (response.status_code, response["Location"]) == (301, "/en/about/aims/")


def test_others_begin_no_page(other, about):
    before = PageContent.admin_manager.count()
    words = {"title": "Forged", "slug": "forged", "source": "", "edit": ""}
    content = version_of("about").content

    answers = [
        other.post(ADD, words),
        other.post(f"{ADD}?language=id&cms_page={about.pk}", words),
        other.post(of(content, "duplicate"), words | {"source": about.pk}),
        other.get(WIZARD),
        other.post(WIZARD, {"wizard_create_view-current_step": "0"}),
        other.post(of(draft("about", somebody("editor")).content, "change"), words),
    ]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert PageContent.admin_manager.count() == before + 1
    assert not PageContent.admin_manager.filter(title="Forged").exists()


def test_a_contributor_does_not_rename_the_draft_of_another(about):
    content = draft("about", somebody("editor")).content
    client = signed_in(somebody("contributor"))

    client.post(of(content, "change"), {"title": "Forged", "slug": "forged"})

    assert not PageContent.admin_manager.filter(title="Forged").exists()
