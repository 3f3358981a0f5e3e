"""Excerpts of results, for readers of Bahasa Indonesia."""

import pytest
from django.utils.translation import override

from apps.search import registry
from apps.search.localized_excerpts import LENGTH
from apps.search.result_page import rows_of
from apps.search.search_query import Query
from apps.search.templatetags.search import orders
from apps.search_engine import Excerpt, Hit
from tests import factories

pytestmark = pytest.mark.django_db


def shown(record, kind, excerpt, language="id"):
    return readable(record, kind, excerpt, language).html


def reason(record, kind, excerpt, language="id"):
    return readable(record, kind, excerpt, language).reason


def readable(record, kind, excerpt, language):
    key = registry.kinds()[kind].key(record.pk)
    with override(language):
        (row,) = rows_of((Hit(key, kind, record.slug, "", (), 1.0),), (excerpt,))
    return row.excerpt


@pytest.fixture
def paper():
    return factories.PublicationFactory(
        abstract="A guide for <officials>.", abstract_ind="Panduan bagi <pejabat>."
    )


def test_where_nothing_was_looked_for_the_translation_serves(paper):
    excerpt = Excerpt("A guide for &lt;officials&gt;.")

    assert shown(paper, "publication", excerpt) == "Panduan bagi &lt;pejabat&gt;."
    assert shown(paper, "publication", excerpt, "en") == excerpt.html


def test_a_long_translation_ends_with_a_whole_word(paper):
    paper.abstract_ind = "Diperkenalkan pada 2 April 2024. " * 20
    paper.save()

    html = shown(paper, "publication", Excerpt("A guide."))

    assert len(html) <= LENGTH
    assert set(html.removesuffix("…").split()) <= set(paper.abstract_ind.split())


def test_what_was_found_stands_in_english_and_says_so(paper):
    excerpt = Excerpt("A <mark>guide</mark> for &lt;officials&gt;.")

    html = shown(paper, "publication", excerpt)

    assert html == f'<span lang="en">{excerpt.html}</span>'


def test_without_a_translation_the_english_text_says_so():
    group = factories.GroupFactory(mandate="Keeps <promises>.", mandate_ind="")

    html = shown(group, "group", Excerpt("Keeps &lt;promises&gt;."))

    assert html == '<span lang="en">Keeps &lt;promises&gt;.</span>'


def test_what_it_was_found_by_elsewhere_is_shown_in_its_language(paper):
    paper.title = "Guide"
    paper.publisher = "Office"
    excerpt = Excerpt("A guide.", reason="<mark>Office</mark>")

    assert reason(paper, "publication", excerpt, "en") == "<mark>Office</mark>"
    assert reason(paper, "publication", excerpt) == (
        '<span lang="en"><mark>Office</mark></span>'
    )
    meeting = factories.MeetingFactory(outcome_ind="Rencana & kerja disepakati.")
    excerpt = Excerpt("Held.", reason="…<mark>kerja</mark> disepakati.")
    assert reason(meeting, "meeting", excerpt, "en") == (
        f'<span lang="id">{excerpt.reason}</span>'
    )
    assert reason(meeting, "meeting", excerpt) == excerpt.reason


def test_what_the_reader_sees_anyway_is_not_quoted_again(paper):
    found = Excerpt("A guide.", reason="Panduan bagi &lt;<mark>pejabat</mark>&gt;.")

    assert reason(paper, "publication", found) == ""
    assert shown(paper, "publication", found) == found.reason

    meeting = factories.MeetingFactory(title_ind="Pertemuan di Bali")
    found = Excerpt("Held.", reason="<mark>Pertemuan</mark> di Bali")
    assert reason(meeting, "meeting", found) == ""


def test_a_page_of_a_file_stays_as_it_is(paper):
    excerpt = Excerpt("Page <mark>two</mark>", file="/files/1", page=2)

    assert shown(paper, "publication", excerpt) == excerpt.html


def test_without_words_the_newest_come_first_and_nothing_is_best():
    shown_orders = [
        (str(order["label"]), order["chosen"], order["address"])
        for order in orders(Query(within="publication"))
    ]

    assert shown_orders[0] == ("Newest", True, "?")
    assert [label for label, *_rest in shown_orders] == ["Newest", "Oldest", "Title"]
    assert str(orders(Query(q="bali"))[0]["label"]) == "Most relevant"
