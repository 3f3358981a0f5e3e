"""What the picker of a page offers can be used by everybody who writes pages."""

import pytest
from cms.models import CMSPlugin
from cms.plugin_pool import plugin_pool
from cms.toolbar.utils import get_object_preview_url, get_object_structure_url
from django.urls import reverse
from lxml import html

from tests import factories
from tests.pages.conftest import draft
from tests.staff import signed_in, somebody

# What an editor types, by plugin: all that a form asks for and does not fill in itself.
TYPED = {
    "CalloutPlugin": {"body": "A remark set apart."},
    "GlossaryTermPlugin": {"term": "Asylum", "body": "Protection by a state."},
    "LinkPlugin": {
        "name": "What it links to",
        "link_0": "external_link",
        "link_1": "https://example.org/",
    },
    "PulledFigurePlugin": {"group": "regional-office", "figure": "trained-2023"},
    "StoryStepPlugin": {"when": "2002", "title": "Bali", "body": "A forum begins."},
    "TextPlugin": {"body": "<p>A text of its own.</p>"},
    "TimelinePlugin": {"since": "2002", "until": "2003"},
}
SHOWN = [
    *["A remark set apart.", "Protection by a state.", "What it links to", "348"],
    *["A forum begins.", "A text of its own."],
]


@pytest.fixture
def page(pages):
    figure = factories.FigureFactory(key="trained-2023", value=348)
    type(figure.group).objects.update(slug="regional-office")
    pages.page("about", "First words.")
    pages.load()


def picker(client, content):
    """The plugins that the picker offers, each with whether a form comes first."""
    structure = client.get(get_object_structure_url(content, "en"))
    return {
        link.get("href"): link.get("data-add-form") == "true"
        for link in html.fromstring(structure.text).xpath('//a[@data-rel="add"]')
    }


def form_of(response):
    (form,) = html.fromstring(response.text).xpath('//form[@method="post"]')
    return dict(form.form_values())


def adding(content, place, name, **more):
    """The address at which the picker adds a plugin."""
    query = {
        "cms_path": get_object_structure_url(content, "en"),
        "placeholder_id": place.pk,
        "plugin_type": name,
        "plugin_language": "en",
        "plugin_position": place.get_plugins("en").count() + 1,
    }
    return reverse("admin:cms_placeholder_add_plugin", query=query | more)


def acting(content, what, plugin):
    """The address at which a plugin that is there is changed or taken away."""
    query = {"cms_path": get_object_structure_url(content, "en")}
    return reverse(
        f"admin:cms_placeholder_{what}_plugin", args=[plugin.pk], query=query
    )


def add(client, content, name, *, asks, parent=None):
    """Add a plugin as the picker does; the plugin that is there then."""
    place = content.get_placeholders().get(slot="content")
    url = adding(
        content, place, name, **({"plugin_parent": parent.pk} if parent else {})
    )
    form = form_of(client.get(url)) if asks else {}
    answer = client.post(url, form | TYPED.get(name, {}))
    plugin = CMSPlugin.objects.filter(placeholder=place, plugin_type=name).last()
    assert plugin, f"{name} was not added: {answer.status_code}"
    return plugin


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
def test_every_plugin_can_be_added_changed_and_taken_away(page, role):
    user = somebody(role)
    client, content = signed_in(user), draft("about", user).content

    offered = picker(client, content)
    # The CMS's own, for clipboards and the like, are in no picker.
    every = [p for p in plugin_pool.get_all_plugins() if not p.system]
    assert {*offered} == {plugin.__name__ for plugin in every}

    added = {}
    for plugin in sorted(every, key=lambda plugin: plugin.require_parent):
        name = plugin.__name__
        within = added.get((plugin.parent_classes or [None])[0])
        added[name] = add(client, content, name, asks=offered[name], parent=within)
    shown = client.get(get_object_preview_url(content)).text
    assert [words for words in SHOWN if words not in shown] == []

    for name, plugin in added.items():
        url = acting(content, "edit", plugin)
        if offered[name]:
            changed = client.post(url, form_of(client.get(url)))
            assert 'class="errorlist' not in changed.text, name
    for plugin in reversed(added.values()):
        url = acting(content, "delete", plugin)
        client.post(url, form_of(client.get(url)))
    left = CMSPlugin.objects.filter(pk__in=[plugin.pk for plugin in added.values()])
    assert not left.exists()


@pytest.mark.parametrize("role", ["administrator", "no role"])
def test_others_add_nothing(page, role):
    content = draft("about", somebody("editor")).content
    place = content.get_placeholders().get(slot="content")
    client, before = signed_in(somebody(role)), CMSPlugin.objects.count()

    assert picker(client, content) == {}
    for plugin in plugin_pool.get_all_plugins():
        name = plugin.__name__
        answer = client.post(adding(content, place, name), TYPED.get(name, {}))
        assert answer.status_code in {302, 403}
    assert CMSPlugin.objects.count() == before
