import random

import pytest

from apps.search_engine import parse
from apps.search_engine.clauses import bigram_phrases
from tests.search_engine.test_parsing import PIECES

HOSTILE = {
    "one quote": '"',
    "unbalanced quotes": '"a" "b',
    "ten thousand parentheses": "(" * 10_000,
    "closing parentheses": ")" * 10_000,
    "nested parentheses": "(" * 5_000 + "a" + ")" * 5_000,
    "NUL": "\x00",
    "NUL in a word": "sm\x00uggling",
    "lone surrogates": "\ud800\udfff \udc00",
    "100 kB of words": "smuggling boat " * 7_000,
    "100 kB in one word": "a" * 100_000,
    "100 kB of Thai": "ก" * 100_000,
    "100 kB of different letters": "".join(
        chr(0x4E00 + n % 20_000) for n in range(100_000)
    ),
    "five thousand nots": "NOT " * 5_000 + "a",
    "five thousand minuses": "-" * 5_000 + "a",
    "five thousand ors": "a OR " * 5_000,
    "many words": " ".join(f"w{n}" for n in range(300)),
    "many beginnings": " ".join(
        f"{chr(97 + n % 26)}{chr(97 + n // 26)}*" for n in range(300)
    ),
    "many phrases": '"by the sea" ' * 80,
    "many fields": "title:a* author:b year:..2020 kind:* " * 30,
    "asterisk": "*",
    "asterisks": "* ** a* *a a*b",
    "colon": ":",
    "colons": "a: :b ::: title: year: title:: kind:*",
    "years": "year:0000..9999 year:99999 year:-1 year:.. year:२०१६",
    "SQL": "'; DROP TABLE search; -- ' OR 1=1 UNION SELECT * FROM users",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "engine syntax": "title:[a TO b} ^2 ~3 IN [x] /re.*/ key:publication:9 *:*",
    "regular expression": r"(.*a){20}$ [a-z]+ \d{1000} ((((a+)+)+)+)* ab.*",
    "facet path": "/kind/report kind:../../etc/passwd",
    "format strings": "%s %n {0} ${x} {{ x }}",
    "bidirectional": "\u202e\u2066abc\u2069",
    "combining marks": "a" + "\u0301" * 900,
    "emoji": "👩‍👩‍👧‍👦 🇮🇩",
    "only spaces": " \t\n" * 1_000,
}


def ask(index, text):
    results = index.search(text)
    index.excerpts(results)
    index.did_you_mean(text)
    index.relaxed(text)
    index.completions(text)


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_is_answered(index, name):
    text = HOSTILE[name]

    ask(index, text)

    assert str(parse(text)).isprintable() or name == "bidirectional"


def test_hostile_filters_find_nothing_and_break_nothing(index):
    for value in ("", "\x00", "a:b", "'--", "x" * 10_000, "*"):
        filters = {"kind": [value], "nonsense": [value]}
        assert index.search("sea", filters=filters).count == 0


@pytest.mark.parametrize("seed", range(200))
def test_random_queries_are_answered(index, seed):
    pick = random.Random(seed)
    words = [*PIECES, "smuggling", "boat", "รัฐมนตรี", "sea", "year:2016", "-sea"]
    text = " ".join(pick.choices(words, k=pick.randint(1, 40)))

    results = index.search(text, limit=100)

    keys = [hit.key for hit in results.hits]
    assert len(keys) == len(set(keys)) == results.count
    assert results.matching_all <= results.count
    assert "publication:9" not in keys
    assert len(index.excerpts(results)) == len(keys)


def test_a_sign_asked_for_again_and_again_is_worked_out_once():
    queries = bigram_phrases("bigrams", "ก " * 200)

    assert len(queries) == 200
    assert len({id(query) for query in queries}) == 1
