"""Terms explained and records noted where a long text first speaks of them."""

import re

import pytest
from cms.toolbar.utils import get_object_edit_url, get_object_preview_url

from apps.pages.glossary import Term, explain
from tests import factories
from tests.pages.conftest import draft
from tests.staff import sign_in

SMUGGLING = Term(
    anchor="people-smuggling",
    term="People smuggling",
    forms=("People smuggling", "migrant smuggling"),
    body="Helping somebody to enter a state unlawfully.",
    url="/en/glossary/#people-smuggling",
)


def test_a_term_is_explained_where_it_first_occurs():
    html = "<p>On people smuggling.</p><p>People smuggling again.</p>"

    explained = explain(html, [SMUGGLING])

    assert explained.count("<button") == 1
    assert ">people smuggling</button>" in explained
    assert 'popovertarget="term-people-smuggling"' in explained
    assert SMUGGLING.body in explained
    assert explained.endswith("<p>People smuggling again.</p>")


def test_another_form_of_a_term_counts_as_the_term():
    html = "<p>Migrant smuggling and people smuggling.</p>"

    assert explain(html, [SMUGGLING]).count("<button") == 1


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/x/">people smuggling</a></p>',
        "<h2>People smuggling</h2>",
        "<p><button>people smuggling</button></p>",
        "<table><tr><td><p>people smuggling</p></td></tr></table>",
        "<p>anti-people smuggling</p>",
        '<p><img alt="people smuggling"></p>',
        "<div>people smuggling</div>",
        "",
    ],
)
def test_a_term_is_left_alone_where_no_button_may_stand(html):
    assert explain(html, [SMUGGLING]) == html


@pytest.fixture
def reading(pages):
    """Load a long text and a glossary of one term."""

    def load(body, language="en", **glossary):
        text = {
            "title": "History",
            "slug": "history",
            "placeholders": {"content": [{"plugin": "TextPlugin", "body": body}]},
        }
        term = {"plugin": "GlossaryTermPlugin", "term": "Asylum", "body": "Protection."}
        children = [term | glossary]
        plugins = [{"plugin": "GlossaryPlugin", "children": children}]
        words = {
            "title": "Glossary",
            "slug": "glossary",
            "placeholders": {"content": plugins},
        }
        pages.page("history", template="pages/reading.html", languages={language: text})
        pages.page("glossary", languages={language: words})
        pages.load()

    return load


def test_a_long_text_is_explained_by_the_glossary_of_its_language(reading, client):
    reading("<p>The right to asylum.</p>")

    html = client.get("/en/history/").text

    assert ">asylum</button>" in html
    assert 'href="/en/glossary/#asylum"' in html
    assert 'id="asylum"' in client.get("/en/glossary/").text


def test_a_text_that_is_edited_in_place_stands_there_as_it_is_kept(
    reading, editor, client
):
    meeting = factories.MeetingFactory(slug="first", title="First Conference")
    factories.ClaimFactory(record=meeting, field="dates", value="2002")
    body = (
        "<h2>Asylum</h2>"
        '<p>The right to asylum at <a href="/en/conferences/first/">the first</a>.</p>'
    )
    reading(body)
    content = draft("history", editor).content
    sign_in(client, editor)

    edited = client.get(get_object_edit_url(content, "en")).text
    previewed = client.get(get_object_preview_url(content, "en")).text

    assert body in edited
    assert body not in previewed
    assert 'href="#note-1"' in previewed


def test_an_everyday_word_is_left_to_the_glossary(reading, client):
    reading("<p>The right to asylum.</p>", explained=False)

    assert "<button" not in client.get("/en/history/").text.partition("<main")[2]


def test_a_record_that_a_text_leads_to_is_noted_with_its_sources(reading, client):
    meeting = factories.MeetingFactory(slug="first", title="First Conference")
    source = factories.SourceFactory(title="Statement of 2002")
    factories.ClaimFactory(record=meeting, source=source, field="dates", value="2002")
    link = '<a href="/en/conferences/first/">the first</a>'
    reading(f"<p>In 2002 {link} met, and {link} agreed.</p>")

    html = client.get("/en/history/").text

    assert html.count('href="#note-1"') == 1
    note = re.search(r'<li id="note-1">.*?</li>', html, re.DOTALL)[0]
    assert "First Conference" in note
    assert "Statement of 2002" in note
    assert 'href="#mark-1"' in note


def test_a_record_that_is_not_public_or_has_no_source_is_not_noted(reading, client):
    draft = factories.MeetingFactory(slug="draft", status="draft")
    factories.ClaimFactory(record=draft, field="dates", value="2002")
    factories.MeetingFactory(slug="bare")
    reading(
        '<p><a href="/en/conferences/draft/">one</a> '
        '<a href="/en/conferences/bare/">two</a></p>'
    )

    assert "note-1" not in client.get("/en/history/").text


def test_a_figure_of_the_record_is_shown_with_its_body(pages, client):
    figure = factories.FigureFactory(value=348, label="practitioners trained")
    plugin = {
        "plugin": "PulledFigurePlugin",
        "group": figure.group.slug,
        "figure": figure.key,
    }
    text = {"title": "About", "slug": "about", "placeholders": {"content": [plugin]}}
    pages.page("about", languages={"en": text})
    pages.load()

    html = client.get("/en/about/").text

    assert "348" in html
    assert figure.group.get_absolute_url() in html
