import html
import random
import re

import pytest

from apps.search_engine import Page, Record, Synonyms
from tests.search_engine.conftest import found


def excerpt(index, query):
    return index.excerpts(index.search(query, limit=1))[0]


def test_the_page_that_answers_is_named_and_quoted(index):
    shown = excerpt(index, "coast guard radio")

    assert (shown.file, shown.page) == ("rescue.pdf", 3)
    assert shown.html == (
        "<mark>Coast</mark> <mark>guards</mark> share <mark>radio</mark> channels "
        "and duty rosters."
    )


def test_a_phrase_decides_between_pages_with_the_same_words(indexed):
    index = indexed(
        Record(
            "publication:1",
            "report",
            "Report",
            pages=(
                Page("a.pdf", 1, "Rescue rescue sea. The sea and its rescue."),
                Page("a.pdf", 2, "On the whole, sea rescue is a duty of every state."),
            ),
        )
    )

    assert excerpt(index, '"sea rescue"').page == 2


def test_without_a_page_that_answers_the_summary_is_shown(index):
    shown = excerpt(index, "distress")

    assert (shown.file, shown.page) == ("", None)
    assert shown.html == "Boats in <mark>distress</mark>, and who answers them."


def test_words_it_is_found_by_are_no_excerpt(indexed):
    index = indexed(Record("a", "report", "Guide", text="Office\nGovernance\nVisas"))

    assert excerpt(index, "governance").html == ""
    assert found(index, "governance") == ["a"]


FORUM = Record(
    "meeting:1",
    "meeting",
    "Forum of ministers",
    names=("Bali forum",),
    summary="Held beside the conference.",
    text="Nusa Dua\nSiti Rahma & Co\nA hall by the sea",
)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("rahma", "Siti <mark>Rahma</mark> &amp; Co"),
        ("conference rahma", "Siti <mark>Rahma</mark> &amp; Co"),
        ("sea hall rahma", "A <mark>hall</mark> by the <mark>sea</mark>"),
        ("bali", "<mark>Bali</mark> forum"),
        ("conference", ""),
        ("forum", ""),
    ],
)
def test_what_title_and_summary_do_not_show_is_quoted_from_elsewhere(
    indexed, query, reason
):
    assert excerpt(indexed(FORUM), query).reason == reason


def test_what_is_listed_unasked_shows_its_summary(index):
    shown = index.excerpts(index.search("", sort="oldest", limit=1))[0]

    assert shown.html == "Ministers met in Bali to talk about people smuggling by sea."


def test_stop_words_are_marked_when_they_are_all_that_was_asked(indexed):
    index = indexed(Record("a", "note", "x", summary="Who is the WHO"))

    assert excerpt(index, "who").html == "<mark>Who</mark> is the <mark>WHO</mark>"


def test_a_beginning_is_marked(index):
    assert "<mark>Fishermen</mark>" in excerpt(index, "fisher*").html


def test_another_name_is_marked_whole_or_not_at_all(indexed):
    index = indexed(
        Record("a", "note", "RSO", summary="The Office opened; an RSO brief."),
        Record("b", "note", "RSO", summary="The Regional Support Office opened."),
    )
    synonyms = Synonyms({"rso": ["regional support office"]})

    results = index.search("rso", synonyms=synonyms)

    assert {e.html for e in index.excerpts(results)} == {
        "The Office opened; an <mark>RSO</mark> brief.",
        "The <mark>Regional Support Office</mark> opened.",
    }


def test_markup_in_a_text_stays_text(indexed):
    index = indexed(
        Record(
            "a", "note", "x", summary='<script>alert("x")</script> boats & <b>men</b>'
        )
    )

    assert excerpt(index, "boats script").html == (
        "&lt;<mark>script</mark>&gt;alert(&quot;x&quot;)&lt;/<mark>script</mark>&gt; "
        "<mark>boats</mark> &amp; &lt;b&gt;men&lt;/b&gt;"
    )


def test_the_most_telling_lines_are_chosen(indexed):
    filler = "Nothing of note was said on this occasion. " * 40
    index = indexed(
        Record(
            "a", "note", "x", summary=f"A boat. {filler} A boat in distress. {filler}"
        ),
        Record("b", "note", "x", summary="boat " * 3),
    )

    shown = excerpt(index, "boat distress").html

    assert "<mark>boat</mark> in <mark>distress</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 320


@pytest.mark.parametrize("seed", range(40))
def test_an_excerpt_is_a_stretch_of_its_text(indexed, seed):
    pick = random.Random(seed)
    pieces = [
        "boat",
        "boats",
        "<b>",
        "&",
        "กรุงเทพ",
        "É",
        "\n",
        "  ",
        "distress",
        "lorem",
    ]
    text = " ".join(pick.choices(pieces, k=pick.randint(1, 300)))
    index = indexed(Record("a", "note", "boat", summary=text))
    query = " ".join(pick.choices(["boat", "กรุงเทพ", "dist*", '"boat distress"'], k=2))
    if not found(index, query):
        return

    shown = excerpt(index, query).html

    assert re.sub("</?mark>", "", shown).count("<") == 0
    plain = html.unescape(re.sub("</?mark>", "", shown)).strip("…").strip()
    assert plain in " ".join(text.split())
