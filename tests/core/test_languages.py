"""Pages in two languages: each leads to the other and says where its language changes."""

import re

import pytest
from django.utils.translation import override

from apps.core.languages import ForeignLanguageText, in_language, local
from tests import factories
from tests.factories.everything import make_everything

pytestmark = pytest.mark.django_db


def test_a_text_without_translation_is_marked_as_english(client):
    factories.GroupFactory(slug="group", name="Task Force", name_ind="")

    assert '<span lang="en">Task Force</span>' in client.get("/id/groups/group/").text
    assert "<span lang" not in client.get("/en/groups/group/").text


def test_a_translated_text_is_not_marked(client):
    factories.GroupFactory(slug="group", name="Task Force", name_ind="Satuan Tugas")

    text = client.get("/id/groups/group/").text

    assert "Satuan Tugas" in text
    assert "Task Force" not in text


def test_a_foreign_text_is_escaped_within_its_mark():
    assert (
        ForeignLanguageText("<b> & co").__html__()
        == '<span lang="en">&lt;b&gt; &amp; co</span>'
    )


def test_a_foreign_text_is_the_same_text_everywhere_else():
    with override("id"):
        name = local(factories.GroupFactory.build(name="Task Force"), "name")

    assert name == "Task Force"
    assert f"{name}!" == "Task Force!"
    assert type(str(name)) is str


def test_a_publication_in_indonesian_is_foreign_to_an_english_page():
    assert in_language("Laporan", "id").__html__() == '<span lang="id">Laporan</span>'


def test_a_publication_of_no_known_language_is_not_marked():
    assert not isinstance(in_language("Laporan", ""), ForeignLanguageText)


def test_marks_of_language_stand_in_no_attribute_and_no_title(client):
    for record in make_everything(1):
        address = record.get_absolute_url().replace("/en/", "/id/")
        text = client.get(address).text

        assert not re.search(r'="[^"<>]*<span', text), address
        assert "<span" not in text[: text.index("</title>")], address
        assert not re.search("<option[^>]*>[^<]*<span", text), address


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("members/", "as_of=2016-03-23"),
        ("publications/", "page=1"),
        ("timeline/", "since=2016"),
    ],
)
def test_a_page_names_its_address_in_each_language_and_keeps_what_was_asked(
    client, path, asked
):
    factories.PublicationFactory.create_batch(2)
    text = client.get(f"/id/{path}?{asked}").text

    host = "http://testserver"
    assert f'<link rel="canonical" href="{host}/id/{path}">' in text
    assert f'hreflang="en" href="{host}/en/{path}">' in text
    assert f'hreflang="x-default" href="{host}/en/{path}">' in text
    assert f'href="/en/{path}?{asked}" lang="en"' in text


def test_a_further_page_of_a_list_has_an_address_of_its_own(client):
    factories.SourceFactory.create_batch(120)

    text = client.get("/en/sources/?kind=&page=2").text

    assert '<link rel="canonical" href="http://testserver/en/sources/?page=2">' in text


def test_a_page_that_is_missing_has_no_address(client):
    text = client.get("/en/members/nobody/").text

    assert "canonical" not in text
    assert "hreflang=" not in text.split("</head>")[0]
    assert '<meta name="robots" content="noindex">' in text


def test_a_source_speaks_its_own_language(client):
    source = factories.SourceFactory(slug="resmi", title="Resmi dibuka", language="id")
    meeting = factories.MeetingFactory(slug="first")
    factories.ClaimFactory(
        record=meeting, source=source, field="place", value="di Bali", locator="title"
    )

    english = client.get("/en/conferences/first/").text
    indonesian = client.get("/id/conferences/first/").text

    for text in ["Resmi dibuka", "di Bali"]:
        assert f'<span lang="id">{text}</span>' in english
        assert f'<span lang="id">{text}</span>' not in indonesian
    assert '<span lang="en">title</span>' in indonesian
