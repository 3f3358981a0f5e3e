import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from apps.serving import cache_generations
from tests.pages.conftest import draft, version_of


def rendered(tags, path, language="en", **attributes):
    request = RequestFactory().get(path)
    for name, value in attributes.items():
        setattr(request, name, value)
    with override(language):
        template = Template("{% load navigation %}" + tags)
        return template.render(Context({"request": request}))


@pytest.fixture
def generation(settings, tmp_path, db):
    """Something in which values may be kept, as in a portal that runs."""
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    return cache_generations.invalidate()


@pytest.fixture
def tree(pages):
    pages.write(
        "010_home.yaml",
        {
            "key": "home",
            "template": "pages/home.html",
            "in_navigation": False,
            "languages": {
                "en": {"title": "Home", "slug": "home"},
                "id": {"title": "Beranda", "slug": "home"},
            },
        },
    )
    pages.write(
        "020_members.yaml",
        {
            "key": "members",
            "template": "pages/introduction.html",
            "languages": {
                "en": {
                    "title": "Members",
                    "slug": "members",
                    "placeholders": {
                        "content": [
                            {"plugin": "TextPlugin", "body": "<p>All of it.</p>"}
                        ]
                    },
                },
                "id": {"title": "Anggota", "slug": "members"},
            },
        },
    )
    pages.write(
        "030_about.yaml",
        {
            "key": "about",
            "template": "pages/standard.html",
            "languages": {
                "en": {"title": "About", "menu_title": "Us", "slug": "about"}
            },
        },
    )
    pages.write(
        "040_team.yaml",
        {
            "key": "team",
            "parent": "about",
            "template": "pages/standard.html",
            "languages": {"en": {"title": "Team", "slug": "team"}},
        },
    )
    pages.load()
    return pages


def test_the_menu_holds_pages_and_lists_in_the_order_of_the_files(tree, client):
    menu = client.get("/en/about/").context["entries"]

    assert [(e.title, e.url) for e in menu] == [
        ("Members", "/en/members/"),
        ("Us", "/en/about/"),
    ]
    assert [(e.title, e.url) for e in menu[1].children] == [("Team", "/en/about/team/")]


def test_the_menu_marks_where_one_is(tree, client):
    def selected(path):
        menu = client.get(path).context["entries"]
        return [e.title for top in menu for e in [top, *top.children] if e.selected]

    assert selected("/en/") == []
    assert selected("/en/members/") == ["Members"]
    assert selected("/en/about/") == ["Us"]
    assert selected("/en/about/team/") == ["Us", "Team"]


def test_the_menu_speaks_the_readers_language_where_it_can(tree, client):
    menu = client.get("/id/members/").context["entries"]

    assert [(e.title, e.url, e.lang) for e in menu] == [
        ("Anggota", "/id/members/", ""),
        ("Us", "/en/about/", "en"),
    ]


def test_the_menu_is_read_in_one_query_and_then_none(
    tree, generation, django_assert_num_queries
):
    with django_assert_num_queries(1):
        rendered("{% site_menu %}", "/en/")
    with django_assert_num_queries(0):
        rendered("{% site_menu %}", "/en/")


def test_the_menu_is_new_as_soon_as_a_page_is_published(
    pages, generation, editor, client, django_capture_on_commit_callbacks
):
    pages.page("about")
    with django_capture_on_commit_callbacks(execute=True):
        pages.load()
    client.get("/en/about/")

    with django_capture_on_commit_callbacks(execute=True):
        draft("about", editor, title="The portal").publish(editor)

    menu = client.get("/en/about/").context["entries"]
    assert [entry.title for entry in menu] == ["The portal"]


def test_a_withdrawn_page_leaves_the_menu(
    pages, generation, editor, client, django_capture_on_commit_callbacks
):
    pages.page("about")
    pages.page("contact")
    pages.load()

    with django_capture_on_commit_callbacks(execute=True):
        for language in ["en", "id"]:
            version_of("about", language).unpublish(editor)

    menu = client.get("/en/contact/").context["entries"]
    assert [entry.title for entry in menu] == ["Contact en"]


def languages_of(client, path):
    languages = client.get(path).context["languages"]
    return {
        language["code"]: (language["url"], bool(language.get("missing")))
        for language in languages
    }


def test_a_record_has_the_same_path_in_every_language(db, client):
    assert languages_of(client, "/en/members/?capacity=member") == {
        "en": ("/en/members/?capacity=member", False),
        "id": ("/id/members/?capacity=member", False),
    }


def test_a_page_leads_to_its_translation_or_to_that_languages_home(pages, client):
    pages.page(
        "about",
        languages={
            "en": {"title": "About", "slug": "about"},
            "id": {"title": "Tentang", "slug": "tentang"},
        },
    )
    pages.page("contact", languages={"en": {"title": "Contact", "slug": "contact"}})
    pages.load()

    assert languages_of(client, "/id/tentang/") == {
        "en": ("/en/about/", False),
        "id": ("/id/tentang/", False),
    }
    assert languages_of(client, "/en/contact/") == {
        "en": ("/en/contact/", False),
        "id": ("/id/", True),
    }
    assert (
        'hreflang="id" href="http://testserver' not in client.get("/en/contact/").text
    )


def test_a_list_shows_the_introduction_of_the_page_at_its_address(
    tree, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert "<p>All of it.</p>" in rendered(
            "{% list_introduction %}", "/en/members/"
        )
    with django_assert_num_queries(1):
        assert rendered("{% list_introduction %}", "/en/groups/").strip() == ""
    assert rendered("{% list_introduction %}", "/id/members/", "id").strip() == ""


def test_an_introduction_in_the_making_is_not_shown(tree, editor):
    version_of("members").unpublish(editor)

    assert rendered("{% list_introduction %}", "/en/members/").strip() == ""
