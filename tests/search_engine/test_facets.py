import random
from collections import Counter

import pytest

from apps.search_engine import FACETS, Page, Record
from apps.search_engine.index_documents import facet_values
from tests.search_engine.conftest import built, found

WORDS = ["sea", "boat", "rescue", "law", "border", "visa"]


def library(pick, size):
    def some(values, most):
        return tuple(pick.sample(values, pick.randint(0, most)))

    return [
        Record(
            key=f"record:{number}",
            kind=pick.choice(["report", "meeting", "policy"]),
            title=" ".join(pick.sample(WORDS, 2)),
            text=" ".join(pick.choices(WORDS, k=3)),
            years=pick.choice([(), (2002,), (2016,), (2019, 2020)]),
            topics=some(["one", "two", "three", "four", "five"], 5),
            members=some([f"member-{n}" for n in range(9)], 9),
            groups=some(["rso", "ahg"], 2),
            languages=some(["en", "id", "th"], 3),
            has_text=pick.choice([True, False]),
            visibility=pick.choice(["public", "public", "public", "draft"]),
        )
        for number in range(size)
    ]


@pytest.fixture(scope="module")
def random_library(tmp_path_factory, model):
    records = library(random.Random(7), 300)
    index = built(tmp_path_factory.mktemp("facets"), records, model)
    # Some are replaced and some go, as happens in life.
    changed = library(random.Random(8), 60)
    index.apply(changed, deletes=[f"record:{n}" for n in range(250, 270)])
    now = {record.key: record for record in [*records, *changed]}
    for number in range(250, 270):
        del now[f"record:{number}"]
    return index, now


@pytest.mark.parametrize("seed", range(60))
def test_counts_are_those_of_the_records_found(random_library, seed):
    index, records = random_library
    pick = random.Random(seed)
    query = " ".join(pick.choices([*WORDS, "-law", "kind:report", "year:2016.."], k=2))
    filters = {
        facet: pick.sample(values, 1)
        for facet, values in {
            "kind": ["report", "policy"],
            "topic": ["one", "two"],
            "member": ["member-1", "member-2"],
            "year": ["2002", "2016"],
        }.items()
        if pick.random() < 0.3
    }

    results = index.search(query, filters=filters, limit=1000)

    keys = [hit.key for hit in results.hits]
    assert results.count == len(keys) == len(set(keys))
    counted = {facet: Counter() for facet in FACETS}
    for key in keys:
        assert records[key].visibility == "public"
        for facet, values in facet_values(records[key]).items():
            counted[facet].update(values)
            assert facet not in filters or set(values) & set(filters[facet])
    assert {facet: dict(pairs) for facet, pairs in results.facets.items()} == {
        facet: dict(counter) for facet, counter in counted.items()
    }


@pytest.mark.parametrize("seed", range(30))
def test_who_follows_a_count_finds_as_many(random_library, seed):
    index, _records = random_library
    pick = random.Random(seed)
    # Few records have all of many words, so that some lists are loosened.
    query = " ".join(pick.sample([*WORDS, "harbour"], pick.randint(0, 6)))
    filters, within = {}, pick.choice([{}, {"kind": ["report"]}])

    for _step in range(3):
        results = index.search(query, filters=filters, within=within)
        followed = {}
        for facet, pairs in results.facets.items():
            for value, count in pairs:
                narrower = filters | {facet: [*filters.get(facet, []), value]}
                narrowed = index.search(query, filters=narrower, within=within)
                followed[facet, value] = (count, narrowed.count)
        assert {n: count for n, (count, _found) in followed.items()} == {
            n: found for n, (_count, found) in followed.items()
        }
        if not followed:
            break
        facet, value = pick.choice(sorted(followed))
        filters = filters | {facet: [*filters.get(facet, []), value]}


@pytest.mark.parametrize("visible", [("public",), ("public", "draft"), ()])
def test_counting_leaks_nothing_hidden(random_library, visible):
    index, records = random_library

    results = index.search("", visible=visible, limit=1000)

    seen = [key for key, record in records.items() if record.visibility in visible]
    assert sorted(hit.key for hit in results.hits) == sorted(seen)
    assert sum(count for _kind, count in results.facets["kind"]) == len(seen)


def test_hidden_records_show_nowhere(index):
    assert found(index, "secretword") == []
    assert found(index, "notes", visible=("public", "draft")) == ["publication:9"]
    assert index.did_you_mean("secretwrod") is None
    assert index.completions("unpub") == ()
    assert "publication:9" not in [hit.key for hit in index.similar("meeting:1")]
    assert index.relaxed("secretwor") is None
    assert "secret-topic" not in dict(index.search("").facets["topic"])


def test_a_hidden_page_is_neither_found_nor_shown(indexed):
    index = indexed(
        Record(
            "publication:1",
            "report",
            "Open report",
            pages=(
                Page("open.pdf", 1, "plain words"),
                Page("private.pdf", 1, "private words", visibility="staff"),
            ),
        )
    )

    results = index.search("words")

    assert found(index, "private") == []
    assert [excerpt.file for excerpt in index.excerpts(results)] == ["open.pdf"]
