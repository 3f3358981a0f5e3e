"""The thesaurus as readers see it."""

import re

import pytest

from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db


def test_a_term_is_listed_with_the_other_words_of_the_readers_language(client):
    topic = TopicFactory(label="People smuggling", label_ind="Penyelundupan manusia")
    topic.names.create(name="migrant smuggling", language="en")
    topic.names.create(name="penyelundupan migran", language="id")

    english = client.get("/en/publications/topics/").text
    indonesian = client.get("/id/publications/topics/").text

    assert "Also: migrant smuggling</p>" in english
    assert "penyelundupan migran" not in english
    assert "Juga: penyelundupan migran</p>" in indonesian
    assert "penyelundupan migran" in client.get(topic.get_absolute_url()).text


def test_a_term_is_cited_as_it_is_read_and_other_words_say_their_language(client):
    topic = TopicFactory(
        slug="smuggling", label="People smuggling", label_ind="Penyelundupan manusia"
    )
    topic.names.create(name="human smuggling", language="en")
    topic.names.create(name="migrant smuggling", language="en")
    topic.names.create(name="penyelundupan migran", language="id")

    text = client.get("/id/publications/topics/smuggling/").text

    assert "“Penyelundupan manusia”, Catatan Bali Process" in text
    assert '<li><span lang="id">penyelundupan migran</span></li>' in text
    assert "Dalam bahasa Inggris:</span>" in text
    assert '<span lang="en">human smuggling, migrant smuggling</span>' in text


def test_terms_come_in_the_order_of_the_readers_language(client):
    TopicFactory(label="Asylum", label_ind="Suaka")
    TopicFactory(label="Women", label_ind="Perempuan")

    def labels(language):
        html = client.get(f"/{language}/publications/topics/").text
        return re.findall(r'class="tree__link"[^>]*>([^<]+)', html)

    assert labels("en") == ["Asylum", "Women"]
    assert labels("id") == ["Perempuan", "Suaka"]
