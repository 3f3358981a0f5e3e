import pytest

from apps.search_engine import Record
from tests.search_engine.conftest import found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("smugling", "smuggling"),
        ("maritime resque", "maritime rescue"),
        ("minsiters -boats", "ministers -boats"),
        ("(trafficing OR x)", "trafficking OR x"),
        ('"maritime resque"', '"maritime rescue"'),
        ("title:(criminalisng OR x)", "title:criminalising OR title:x"),
        ("author:rahmma boats", "author:rahma boats"),
    ],
)
def test_a_slip_of_the_pen_is_noticed(index, typed, meant):
    assert str(index.did_you_mean(typed)) == meant


@pytest.mark.parametrize(
    "typed", ["smuggling", "rescue", "qqqqqqqq", "kind:reprot", ""]
)
def test_nothing_is_suggested_where_nothing_is_likely(index, typed):
    assert index.did_you_mean(typed) is None


@pytest.mark.parametrize(
    ("query", "filters", "reason", "keys"),
    [
        ("smugling", {}, "spelling", ["meeting:1", "publication:2"]),
        ('"rescue maritime"', {}, "words", ["publication:1"]),
        ("fisherwoman", {}, "beginnings", ["publication:1"]),
        ("rescue", {"kind": ["policy"]}, "filters", ["publication:1"]),
    ],
)
def test_where_nothing_fits_the_nearest_is_offered(index, query, filters, reason, keys):
    assert index.search(query, filters=filters).count == 0

    relaxed = index.relaxed(query, filters=filters)

    assert relaxed.reason == reason
    assert sorted(hit.key for hit in relaxed.results.hits) == keys


def test_where_nothing_is_near_nothing_is_offered(index):
    assert index.relaxed("qqqqqqqq") is None


@pytest.mark.parametrize(
    ("begun", "titles"),
    [
        ("mari", ["Maritime rescue in the Andaman Sea"]),
        ("rescue mar", ["Maritime rescue in the Andaman Sea"]),
        ("MARITIME ", ["Maritime rescue in the Andaman Sea"]),
        ("turk", ["Türkiye"]),
        ("bali process min", ["First Bali Process Ministerial Conference"]),
        ("minister of", []),
        ("", []),
        ("  ", []),
        ("<*>", []),
    ],
)
def test_a_title_begun_is_completed(index, begun, titles):
    assert [each.title for each in index.completions(begun)] == titles


def test_titles_that_begin_so_come_first(indexed):
    index = indexed(
        Record("a", "report", "On people"),
        Record("b", "topic", "People smuggling by land and by sea and by air"),
    )

    assert [each.key for each in index.completions("peop")] == ["b", "a"]
    assert [each.key for each in index.completions("peop", kinds=["report"])] == ["a"]


def test_a_name_begun_comes_first_in_whatever_language(indexed):
    meetings = [
        Record(
            f"m{n}",
            "meeting",
            f"Meeting {n}",
            names=(f"Rapat {n} dari Konferensi Tingkat Menteri",),
        )
        for n in range(40)
    ]
    index = indexed(
        *meetings,
        Record("b", "meeting", "Eighth", names=("Konferensi Tingkat Menteri VIII",)),
        Record(
            "a",
            "group",
            "Ministerial Conference of the Process and all its many other names",
            names=("BRMC", "Konferensi Tingkat Menteri"),
        ),
    )

    found = [each.key for each in index.completions("konferensi tingkat menteri")]
    assert found[:2] == ["a", "b"]
    assert len(found) == 8
    found = [each.key for each in index.completions("Konferensi ting")]
    assert set(found[:2]) == {"a", "b"}


def test_records_alike_are_offered_without_the_record_itself(indexed):
    index = indexed(
        Record(
            "a", "report", "Boats in distress", summary="Rescue at sea by fishermen"
        ),
        Record("b", "report", "Fishermen and boats", summary="Rescue"),
        Record("c", "report", "Visa law", summary="Forms and fees"),
        Record("d", "report", "Fees and forms"),
        Record("e", "report", "A strategy", text="Governance"),
        Record("f", "report", "A plan", text="Governance"),
    )

    assert [hit.key for hit in index.similar("a")] == ["b"]
    assert [hit.key for hit in index.similar("c")] == ["d"]
    assert [hit.key for hit in index.similar("e")] == ["f"]
    assert index.similar("unknown") == ()


def test_new_words_are_known_at_once(own_index):
    assert own_index.did_you_mean("smugling") is not None

    own_index.apply([Record("n", "note", "Smugling")])

    assert own_index.did_you_mean("smugling") is None
    assert found(own_index, "smugling") == ["n"]
