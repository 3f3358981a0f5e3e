import pytest
from cms.models import CMSPlugin, Page
from django.contrib.auth import get_user_model
from django.contrib.redirects.models import Redirect

from apps.records.fixture_ledger import FixtureError
from tests.pages.conftest import delete_page, draft, version_of


def test_a_new_page_is_published_in_both_languages(pages, client):
    pages.page("about", "A record of the Bali Process.")

    report = pages.load()

    assert report == {"about:en": "created", "about:id": "created"}
    for address in ["/en/about/", "/id/about/"]:
        response = client.get(address)
        assert response.status_code == 200
        assert "A record of the Bali Process." in response.text


def test_loading_again_changes_nothing(pages):
    pages.page("about")
    pages.load()
    before = version_of("about").pk

    assert pages.load() == {}
    assert version_of("about").pk == before


def test_an_edited_file_becomes_a_new_version_of_the_page(pages, client):
    pages.page("about", "First words.")
    pages.load()
    pages.page("about", "Second words.")

    report = pages.load()

    assert report == {"about:en": "updated", "about:id": "updated"}
    assert "Second words." in client.get("/en/about/").text
    assert version_of("about").number == "2"
    assert pages.load() == {}


def test_a_draft_of_an_editor_is_kept_even_untouched(pages, editor, client):
    pages.page("about", "First words.")
    pages.load()
    staff = draft("about", editor)
    pages.page("about", "Second words.")

    report = pages.load()

    assert report == {"about:en": "kept", "about:id": "updated"}
    assert version_of("about").pk == staff.pk
    assert "First words." in client.get("/en/about/").text


def test_what_an_editor_published_is_kept(pages, editor, client):
    pages.page("about", "First words.")
    pages.load()
    draft("about", editor, title="Our own title").publish(editor)
    pages.page("about", "Second words.")

    report = pages.load()

    assert report == {"about:en": "kept", "about:id": "updated"}
    assert "Our own title" in client.get("/en/about/").text


def test_a_page_an_editor_deleted_stays_deleted(pages):
    pages.page("about")
    pages.load()
    delete_page("about")

    assert pages.load() == {"about:en": "gone", "about:id": "gone"}
    pages.page("about", "Other words.")
    assert pages.load() == {"about:en": "gone", "about:id": "gone"}
    assert not Page.objects.filter(reverse_id="about").exists()


def test_a_page_an_editor_edited_and_withdrew_stays_withdrawn(pages, editor, client):
    pages.page("about", "First words.")
    pages.load()
    version = draft("about", editor, title="Our own title")
    version.publish(editor)
    version.unpublish(editor)
    pages.page("about", "Second words.")

    assert pages.load() == {"about:en": "kept", "about:id": "updated"}
    assert client.get("/en/about/").status_code == 302  # to the Indonesian text


def test_a_page_added_later_comes_beside_the_others(pages, client):
    pages.page("about")
    pages.load()
    pages.page("contact")

    assert pages.load() == {"contact:en": "created", "contact:id": "created"}
    assert client.get("/en/contact/").status_code == 200


def test_a_changed_slug_moves_the_page_and_its_old_address_redirects(pages):
    pages.page("about")
    pages.load()
    languages = {
        "en": {"title": "About", "slug": "who-we-are"},
        "id": {"title": "Tentang", "slug": "tentang"},
    }
    pages.page("about", languages=languages)

    assert pages.load() == {"about:en": "updated", "about:id": "updated"}
    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/en/about/": "/en/who-we-are/",
        "/id/about/": "/id/tentang/",
    }


def test_force_writes_over_what_an_editor_did_as_a_new_version(pages, editor, client):
    pages.page("about", "First words.")
    pages.page("contact")
    pages.load()
    draft("about", editor, title="Our own title").publish(editor)
    delete_page("contact")

    report = pages.load(force=True)

    assert report == {
        "about:en": "updated",
        "contact:en": "created",
        "contact:id": "created",
    }
    assert "About en" in client.get("/en/about/").text
    assert version_of("about").number == "3"
    assert client.get("/en/contact/").status_code == 200


def test_a_page_below_another_is_found_below_it(pages, client):
    pages.page("about")
    pages.page("team", parent="about")

    pages.load()

    assert client.get("/en/about/team/").status_code == 200


def test_a_page_below_a_deleted_one_is_left_out(pages):
    pages.page("about")
    pages.load()
    delete_page("about")
    pages.page("team", parent="about")

    assert pages.load()["team:en"] == "gone"


def test_a_page_of_an_editor_at_the_same_address_is_left_alone(pages, editor):
    pages.page("about")
    pages.load()
    Page.objects.filter(reverse_id="about").update(reverse_id=None)
    pages.page("about", "Other words.")

    report = pages.load()

    assert report == {"about:en": "gone", "about:id": "gone"}
    assert pages.load(force=True) == {"about:en": "kept", "about:id": "kept"}


def test_nobody_can_log_in_as_the_loader(pages):
    pages.page("about")

    pages.load()

    loader = get_user_model().objects.get(username="fixture-loader")
    assert not loader.is_active
    assert not loader.has_usable_password()


def test_text_is_cleaned_when_it_is_loaded(pages, client):
    body = (
        '<h2 id="aims">Aims</h2><p style="color:red" onclick="x()" lang="id">'
        'Tujuan<script>alert(1)</script> <a href="javascript:x()">x</a></p>'
    )
    placeholders = {"content": [{"plugin": "TextPlugin", "body": body}]}
    languages = {
        "en": {"title": "About", "slug": "about", "placeholders": placeholders}
    }
    pages.page("about", languages=languages)

    pages.load()

    kept = CMSPlugin.objects.get().get_bound_plugin().body
    assert kept == '<h2 id="aims">Aims</h2><p lang="id">Tujuan <a>x</a></p>'


EN = {"title": "About", "slug": "about"}
WRONG = {
    "unknown key": ({"colour": "red"}, "about: colour: is not a field of a page"),
    "no key": ({"key": None}, "page: key: is missing"),
    "bad key": ({"key": "About us"}, "key: must be lower-case"),
    "unknown parent": ({"parent": "nobody"}, "parent: no earlier file has the key"),
    "unknown template": ({"template": "x.html"}, "template: there is no page template"),
    "no languages": ({"languages": {}}, "languages: must be a mapping"),
    "unknown language": (
        {"languages": {"xx": EN}},
        "languages.xx: is not a language of the portal",
    ),
    "navigation": ({"in_navigation": "yes"}, "in_navigation: must be true or false"),
    "no title": ({"languages": {"en": {"slug": "about"}}}, "en.title: is missing"),
    "number as title": (
        {"languages": {"en": EN | {"title": 2002}}},
        "en.title: must be text",
    ),
    "bad slug": ({"languages": {"en": EN | {"slug": "a b"}}}, "en.slug: must be"),
    "unknown text field": (
        {"languages": {"en": EN | {"summary": "x"}}},
        "en.summary: is not a field of a page's text",
    ),
}
PLUGINS = {
    "missing slot": (
        {"aside": []},
        "en.aside: “pages/standard.html” has no placeholder “aside”",
    ),
    "no list": ({"content": "text"}, "en.content: must be a list of plugins"),
    "unknown plugin": (
        {"content": [{"plugin": "MapPlugin"}]},
        "en.content[1]: there is no plugin “MapPlugin”",
    ),
    "unknown value": (
        {"content": [{"plugin": "TextPlugin", "body": "x", "size": 3}]},
        "en.content[1].size: is not a field of this plugin",
    ),
    "bad value": (
        {"content": [{"plugin": "MeetingsPlugin", "count": 99}]},
        "en.content[1].count: Ensure this value is less than or equal to 12.",
    ),
    "bad link": (
        {
            "content": [
                {
                    "plugin": "CalloutPlugin",
                    "body": "x",
                    "link": "javascript:x",
                    "link_text": "x",
                }
            ]
        },
        "en.content[1].link: Write an address of this site",
    ),
    "homeless child": (
        {
            "content": [
                {
                    "plugin": "StoryStepPlugin",
                    "when": "2002",
                    "title": "x",
                    "body": "x",
                }
            ]
        },
        "en.content[1]: “StoryStepPlugin” must stand inside another plugin",
    ),
    "wrong child": (
        {
            "content": [
                {"plugin": "StoryPlugin", "children": [{"plugin": "KeyFiguresPlugin"}]}
            ]
        },
        "en.content[1].children[1]: “KeyFiguresPlugin” cannot stand inside",
    ),
}
WRONG |= {
    name: ({"languages": {"en": EN | {"placeholders": slots}}}, problem)
    for name, (slots, problem) in PLUGINS.items()
}


@pytest.mark.parametrize(("changes", "problem"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_page_is_named_by_file_page_and_field(pages, changes, problem):
    pages.page("about", **changes)

    with pytest.raises(FixtureError) as error:
        pages.load()

    assert len(error.value.problems) == 1
    assert error.value.problems[0].startswith("010_about.yaml: ")
    assert problem in error.value.problems[0]


def test_all_problems_are_found_at_once_and_nothing_is_loaded(pages):
    pages.page("about")
    pages.page("contact", template="x.html", colour="red")
    pages.page("privacy", parent="nobody")
    pages.folder.joinpath("020_broken.yaml").write_text("key: [", "utf-8")

    with pytest.raises(FixtureError) as error:
        pages.load()

    assert len(error.value.problems) == 4
    assert not Page.objects.exists()


def test_two_pages_cannot_share_a_key_or_an_address(pages):
    pages.page("about")
    pages.page("contact", key="about", languages={"en": EN})

    with pytest.raises(FixtureError) as error:
        pages.load()

    assert error.value.problems == [
        "010_contact.yaml: about: key: another file has the same key",
        "010_contact.yaml: about: en.slug: another page has the same address",
    ]
