import random

import pytest

from apps.search_engine import WARNINGS, parse
from apps.search_engine.query_parser import MAX_LENGTH
from apps.search_engine.query_tree import (
    AllOf,
    AnyOf,
    Field,
    Not,
    Phrase,
    Prefix,
    Required,
    Word,
    YearRange,
)

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        pytest.param("a b", (A, B), id="words"),
        pytest.param('"a  b" c', (Phrase("a b"), C), id="phrase"),
        pytest.param("a -b", (A, Not(B)), id="minus"),
        pytest.param("a NOT b", (A, Not(B)), id="not"),
        pytest.param("a AND NOT b", (Required(A), Not(B)), id="and not"),
        pytest.param("-(-a)", (A,), id="not not"),
        pytest.param("a OR b c", (AnyOf((A, B)), C), id="or binds its neighbours"),
        pytest.param("a OR b OR c", (AnyOf((A, B, C)),), id="or in a row"),
        pytest.param("a AND b c", (Required(A), Required(B), C), id="and requires"),
        pytest.param("+a b", (Required(A), B), id="plus requires"),
        pytest.param("(a b) OR c", (AnyOf((AllOf((A, B)), C)),), id="group"),
        pytest.param("smug*", (Prefix("smug"),), id="prefix"),
        pytest.param("title:a", (Field("title", A),), id="field"),
        pytest.param("TITLE:a", (Field("title", A),), id="field in capitals"),
        pytest.param(
            "title:(a OR b)",
            (AnyOf((Field("title", A), Field("title", B))),),
            id="field of a group",
        ),
        pytest.param(
            'author:"Siti Rahma"', (Field("author", Phrase("Siti Rahma")),), id="author"
        ),
        pytest.param("year:2016", (YearRange(2016, 2016),), id="year"),
        pytest.param("year:2016..2020", (YearRange(2016, 2020),), id="years"),
        pytest.param(
            "year:2020..2016", (YearRange(2016, 2020),), id="years turned round"
        ),
        pytest.param("year:2016..", (YearRange(2016, None),), id="since"),
        pytest.param("year:..2020", (YearRange(None, 2020),), id="until"),
        pytest.param("colour:red", (Word("colour:red"),), id="unknown field"),
        pytest.param("http://a.b/c", (Word("http://a.b/c"),), id="address"),
        pytest.param("co-chairs", (Word("co-chairs"),), id="hyphen"),
        pytest.param("“a b”", (Phrase("a b"),), id="curly quotes"),
        pytest.param("or and not", (Word("or"), Word("and"), Word("not")), id="small"),
        pytest.param("ประชุม", (Word("ประชุม"),), id="Thai"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_a_query_means_what_its_reader_would_say(text, nodes):
    assert parse(text).nodes == nodes


@pytest.mark.parametrize(
    ("text", "nodes", "warning"),
    [
        ('"a b', (Phrase("a b"),), "unclosed-quote"),
        ("(a b", (AllOf((A, B)),), "unbalanced-parenthesis"),
        ("a) b", (A, B), "unbalanced-parenthesis"),
        ("year:soon", (Word("soon"),), "bad-year"),
        ("a*", (A,), "bad-prefix"),
        ("***", (), "nothing-to-find"),
        ("a " * MAX_LENGTH, (A,) * (MAX_LENGTH // 2), "cut"),
        ("(" * 20 + "a" + ")" * 20, (A,), "too-deep"),
    ],
)
def test_a_slip_is_mended_and_said(text, nodes, warning):
    query = parse(text)

    assert query.nodes == nodes
    assert warning in query.warnings
    assert set(query.warnings) <= set(WARNINGS)


def test_characters_that_cannot_be_written_are_left_out():
    assert parse("a\x00 \ud800b\ud800").nodes == (A, B)


PIECES = [
    *("a", "b*", '"', '"c d"', "(", ")", "-", "+", "OR", "AND", "NOT", "title:"),
    *("year:", "2016..", "..", "2020", "kind:", "lang:x", "*", ":", "|", "&", "…"),
    *(" ", " ", " ", "\x00", "\ud800", "ก", "\u0627", "'", "<b>", "—", "+-", "“", "«"),
]


@pytest.mark.parametrize("seed", range(400))
def test_a_parsed_query_prints_as_one_that_parses_alike(seed):
    pick = random.Random(seed)
    text = "".join(pick.choices(PIECES, k=pick.randint(1, 60)))

    query = parse(text)

    assert parse(str(query)).nodes == query.nodes
