import datetime as dt

import pytest

from apps.search_engine import Record, Synonyms, parse
from apps.search_engine.searcher import MIN_STRICT_MATCHES
from tests.search_engine.conftest import LIBRARY, found, note


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("ministers", ["meeting:1"]),
        ("conferences", ["meeting:1"]),
        ("rescue maritime", ["publication:1"]),
        ('"by sea"', ["meeting:1"]),
        ('"sea by"', []),
        ("smuggling -ministers", ["publication:2"]),
        ("traffick*", ["publication:2"]),
        ("rosters", ["publication:1"]),
        ("Turkiye", ["member:tr"]),
        ("turkey", ["member:tr"]),
        ("title:rescue", ["publication:1"]),
        ("title:smuggling", []),
        ('author:"organization for migration"', ["publication:1"]),
        ("author:rahma", ["publication:1"]),
        ("author:fishermen", []),
        ("boats kind:report", ["publication:1"]),
        ("kind:policy", ["publication:2"]),
        ("lang:id", ["publication:2"]),
        ("member:malaysia", ["publication:1"]),
        ('topic:"people smuggling" year:2002', ["meeting:1"]),
        ("group:ministerial", ["meeting:1"]),
        ("year:2010..2015", ["publication:2"]),
        ("year:2015..", ["publication:1"]),
        ("year:..2005", ["meeting:1"]),
        ("sea year:1999", []),
        ("kind:nonsense", []),
        ("xyzzy", []),
        ("the", ["publication:1"]),
        ("(rosters OR ministers) -fishermen", ["meeting:1"]),
        ("-smuggling -rescue", ["member:tr"]),
    ],
)
def test_a_query_finds(index, query, keys):
    assert sorted(found(index, query)) == sorted(keys)


# What words weigh, shown with texts that mean nothing.
words_alone = pytest.mark.parametrize("model", ["words"], indirect=True)


def test_what_has_all_the_words_comes_before_what_has_any(index):
    results = index.search("smuggling boats distress")

    assert results.hits[0].key == "publication:1"
    assert results.matching_all == 0
    assert results.count == 3


def test_all_words_outrank_any_however_often_one_occurs(indexed):
    index = indexed(
        Record("both", "note", "A long title with many other words, sea and then boat"),
        *(Record(f"sea:{n}", "note", "Sea sea sea", text="sea " * 9) for n in range(3)),
    )

    results = index.search("sea boat")

    assert results.hits[0].key == "both"
    assert (results.matching_all, results.count) == (1, 4)
    assert sorted(results.hits, key=lambda hit: -hit.score) == list(results.hits)


def test_when_enough_have_all_the_words_the_others_are_left_out(indexed):
    index = indexed(
        *(
            Record(f"both:{n}", "note", "Sea and boat")
            for n in range(MIN_STRICT_MATCHES)
        ),
        Record("one", "note", "Sea"),
    )

    results = index.search("sea boat")

    assert results.count == results.matching_all == MIN_STRICT_MATCHES


def test_a_title_counts_more_than_a_text(indexed):
    index = indexed(
        Record("text", "note", "Something else", text="About rescue at large"),
        Record("title", "note", "About rescue", text="Something else at large"),
    )

    for query in ("rescue", "+rescue", "about AND rescue", "rescue OR else"):
        assert found(index, query)[0] == "title"


def test_words_side_by_side_come_before_the_same_words_apart(indexed):
    index = indexed(
        Record("apart", "note", "x", text="sea and air and land rescue by boat"),
        Record("beside", "note", "x", text="land and air and sea rescue by boat"),
    )

    assert found(index, "sea rescue") == ["beside", "apart"]


def test_pages_of_results_neither_repeat_nor_skip(indexed):
    index = indexed(
        *(Record(f"all:{n}", "note", f"Sea boat {n}") for n in range(4)),
        *(Record(f"any:{n}", "note", f"Sea number {n}") for n in range(40)),
    )
    whole = found(index, "sea boat", limit=100)

    pages = [found(index, "sea boat", limit=7, offset=at) for at in range(0, 49, 7)]

    assert len(set(whole)) == 44
    assert [key for page in pages for key in page] == whole
    assert index.search("sea boat", limit=7, offset=10**9).count == 44


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ("newest", ["publication:1", "publication:2", "meeting:1", "member:tr"]),
        ("oldest", ["meeting:1", "publication:2", "publication:1", "member:tr"]),
        ("title", ["meeting:1", "publication:1", "publication:2", "member:tr"]),
    ],
)
def test_results_can_be_sorted_and_the_undated_come_last(index, sort, keys):
    assert found(index, "", sort=sort) == keys


def test_sorting_keeps_what_has_all_the_words_first(indexed):
    index = indexed(
        Record("old", "note", "Sea boat", date=dt.date(2002, 1, 1)),
        Record("new", "note", "Sea", date=dt.date(2020, 1, 1)),
    )

    assert found(index, "sea boat", sort="newest") == ["old", "new"]


def test_titles_sort_without_regard_to_articles_accents_and_case(indexed):
    index = indexed(
        Record("c", "note", "charlie"),
        Record("b", "note", "The Bravo"),
        Record("a", "note", "Àlpha"),
    )

    assert found(index, "", sort="title") == ["a", "b", "c"]


def test_an_unknown_sort_is_refused(index):
    with pytest.raises(ValueError, match="cannot be sorted"):
        index.search("sea", sort="colour")


def test_synonyms_find_what_is_called_otherwise(index):
    synonyms = Synonyms({"human trafficking": ["trafficking in persons"]})

    results = index.search("human trafficking laws", synonyms=synonyms)

    assert [hit.key for hit in results.hits] == ["publication:2"]
    assert results.matching_all == 1
    assert found(index, '"human trafficking"') == []


def test_what_was_asked_for_counts_more_than_its_equivalents(indexed):
    index = indexed(
        Record("other", "note", "Rescue", text="Girls, girls, girls"),
        Record("asked", "note", "Rescue", text="Women, boys, men"),
    )

    results = index.search(
        "women rescue", synonyms=Synonyms({"women": ["girls"], "girls": ["women"]})
    )

    assert [hit.key for hit in results.hits] == ["asked", "other"]
    assert results.matching_all == 2


def test_a_record_called_just_what_was_typed_comes_first(indexed):
    others = [
        Record(f"other-{n}", "note", "RSO and RSO", text="RSO " * 20) for n in range(3)
    ]
    office = Record("office", "group", "Regional Support Office", names=("RSO",))
    bali = Record("bali", "note", "密入国 Bali")
    index = indexed(*others, office, bali)
    synonyms = Synonyms({"rso": ["regional support office"]})

    assert found(index, "rso")[0] == "office"
    assert found(index, "régional support OFFICE")[0] == "office"
    assert index.search("rso", synonyms=synonyms).hits[0].key == "office"
    assert found(index, "密入国 bali") == ["bali"]


@words_alone
def test_a_few_words_find_the_title_that_has_them_all(indexed):
    index = indexed(
        # What a long file says drowns what the title says.
        note("declaration", "Bali Declaration on People Smuggling", text="sea " * 900),
        *(note(f"n{n}", "Minutes", text="Bali declaration " * 9) for n in range(3)),
        note("bali", "Bali", text="A declaration was made"),
    )

    assert found(index, "bali declaration")[0] == "declaration"


@words_alone
def test_a_year_among_the_words_is_that_of_the_record(indexed):
    index = indexed(
        note("later", "Declaration on smuggling", years=(2018,), text="2016 " * 5),
        note("meant", "Declaration on smuggling", years=(2016,), text="sea " * 300),
    )

    assert found(index, "declaration 2016 smuggling") == ["meant", "later"]


def test_a_filter_never_loosens_what_was_asked(indexed):
    index = indexed(
        *(note(f"both{n}", text="rescue law", topics=("sea",)) for n in range(10)),
        note("other", text="rescue law", topics=("land",)),
        note("half", text="rescue", topics=("land",)),
    )

    assert found(index, "rescue law", filters={"topic": ["land"]}) == ["other"]
    land = {"topic": ["land"]}
    assert found(index, "rescue law", within=land) == ["other", "half"]


def test_a_code_is_found_by_its_other_names_too(index):
    synonyms = Synonyms({"rso": ["Regional Support Office"]})

    def keys(query):
        return [hit.key for hit in index.search(query, synonyms=synonyms).hits]

    assert keys("group:rso") == ["publication:2"]
    assert keys("laws group:rso") == ["publication:2"]
    assert keys("boats group:rso") == []


def test_a_code_is_found_by_what_readers_call_it(index):
    synonyms = Synonyms({}, {"lang": {"Bahasa Indonesia": "id", "Inggris": "en"}})

    def keys(query):
        return [hit.key for hit in index.search(query, synonyms=synonyms).hits]

    assert keys('lang:"bahasa indonesia"') == ["publication:2"]
    assert keys("lang:id") == ["publication:2"]
    assert len(keys("lang:inggris")) == len(keys("lang:en")) > 1
    assert keys("kind:inggris") == []


def test_an_author_is_found_in_a_script_without_spaces(indexed):
    index = indexed(
        Record("a", "report", "Boats", authors=("国际移民组织",)),
        Record("b", "report", "Boats of 国际移民组织"),
    )

    assert [hit.key for hit in index.search("author:移民").hits] == ["a"]
    assert index.search("author:难民").count == 0


def test_what_belongs_to_several_years_is_found_in_each(indexed):
    index = indexed(
        Record("a", "report", "Review", years=(2014, 2015, 2016)),
        Record("b", "report", "Review", years=(2016,)),
    )

    assert [hit.key for hit in index.search("year:2015").hits] == ["a"]
    assert index.search("year:2016..").count == 2
    assert dict(index.search("review").facets["year"]) == {
        "2014": 1,
        "2015": 1,
        "2016": 2,
    }


def test_one_sign_of_an_unspaced_script_counts_what_it_finds(indexed):
    index = indexed(note("a", "关于贩运人口"), note("b", "Boats"))

    results = index.search("贩")

    assert (results.count, [hit.key for hit in results.hits]) == (1, ["a"])


def test_synonyms_know_a_phrase_in_any_of_its_endings():
    synonyms = Synonyms({"smuggling of migrants": ["people smuggling"], "TIP": ["x"]})

    expanded = synonyms.expanded(parse("smuggling migrant boats"))
    assert str(expanded) == '(smuggling migrant) OR "people smuggling" boats'


def test_the_library_is_what_these_tests_think(index):
    assert index.search("", visible=("public", "draft")).count == len(LIBRARY)
