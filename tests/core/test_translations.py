"""The Indonesian interface is complete, and keeps to the fixed terms."""

import re
from io import BytesIO
from string import Formatter

import pytest
import yaml
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

CATALOGUE = settings.LOCALE_PATHS[0] / "id" / "LC_MESSAGES" / "django.po"
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# As official texts and the glossary of the portal write them.
FIXED = {
    "Bali Process": "Bali Process",
    "people smuggling": "penyelundupan manusia",
    "trafficking in persons": "perdagangan orang",
    "related transnational crime": "kejahatan lintas negara terkait",
    "ministerial conference": "Konferensi Tingkat Menteri",
    "working group": "kelompok kerja",
    "task force": "gugus tugas",
    "co-chair": "ketua bersama",
    "observer": "pengamat",
    "milestone": "tonggak peristiwa",
    "timeline": "linimasa",
    "publication": "publikasi",
    "claim": "klaim",
    "source": "sumber",
    "draft": "draf",
    "identifier": "pengenal",
}
# In any Indonesian text, these would say something else or less well.
NEVER = [
    "perdagangan manusia",
    "penyelundupan orang",
    "migran gelap",
    "imigran gelap",
    # Other words than the record has chosen for the same.
    "afghanistan",
    "britania raya",
    "halaman resmi",
    "kelompok ahli",
    "migran tidak teratur",
    "pemerintah dan bisnis",
    "perlindungan",
    "perpindahan tidak teratur",
    "satuan tugas",
]


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="id")


def messages(catalogue):
    """Every message: its English forms, its translation."""
    for message in catalogue:
        if message.id:
            english = message.id if message.pluralizable else (message.id,)
            indonesian = message.string if message.pluralizable else (message.string,)
            yield message, english, indonesian


def strings():
    """Every string that code and templates mark for translation, with its context."""
    root = settings.BASE_DIR
    sources = [
        path.read_bytes()
        for folder in ["apps", "baliportal"]
        for path in (root / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]
    sources += [
        # What is left of the text around them is no Python: only its lines matter.
        re.sub(r"(?m)^[ \t]+", "", templatize(path.read_text())).encode()
        for path in (root / "templates").rglob("*")
        if path.suffix in {".html", ".xml", ".txt", ".js"}
    ]
    for source in sources:
        for _line, found, _comments, context in extract(
            "python", BytesIO(source), keywords=KEYWORDS
        ):
            yield context, found if isinstance(found, str) else found[0]


def test_the_catalogue_holds_every_string_and_no_other(catalogue):
    written = {(m.context, english[0]) for m, english, _id in messages(catalogue)}
    marked = set(strings())

    # `make strings` brings the catalogue up to date.
    assert marked - written == set()
    assert written - marked == set()


def test_everything_is_translated(catalogue):
    for message, english, indonesian in messages(catalogue):
        assert all(indonesian), english
        assert len(indonesian) == 1, english
        assert not message.fuzzy, english


def placeholders(text):
    percent = re.findall(r"%(?:\(\w+\))?[sd]", text)
    return sorted(percent), sorted(f for _t, f, *_r in Formatter().parse(text) if f)


def test_a_translation_keeps_every_placeholder_and_every_mark(catalogue):
    for _message, english, indonesian in messages(catalogue):
        last, translated = english[-1], indonesian[0]
        assert placeholders(translated) == placeholders(last), english
        assert re.findall("<[^>]+>", translated) == re.findall("<[^>]+>", last)
        assert translated[-1:].isspace() == last[-1:].isspace(), english


@pytest.mark.parametrize("term", FIXED)
def test_a_fixed_term_is_translated_as_it_always_is(catalogue, term):
    said = re.compile(rf"(?<![/\w]){re.escape(term)}s?\b", re.IGNORECASE)

    for _message, english, indonesian in messages(catalogue):
        if said.search(english[0]):
            assert FIXED[term].casefold() in indonesian[0].casefold(), english


def glossary():
    """The terms of the glossary in each language, in its order."""
    path = settings.BASE_DIR / "fixtures/pages/115_glossary.yaml"
    languages = yaml.safe_load(path.read_text())["languages"]
    return {
        code: [
            term["term"]
            for plugin in text["placeholders"]["content"]
            for term in plugin.get("children", [])
        ]
        for code, text in languages.items()
    }


def test_the_glossary_explains_the_same_terms_in_both_languages():
    terms = glossary()
    pairs = dict(zip(terms["en"], terms["id"], strict=True))

    for english, indonesian in pairs.items():
        fixed = FIXED.get(english) or FIXED.get(english.lower())
        assert fixed is None or fixed.casefold() == indonesian.casefold()
    assert pairs["People smuggling"] == "Penyelundupan manusia"
    assert pairs["Trafficking in persons"] == "Perdagangan orang"


def indonesian_texts(node):
    """Every Indonesian text of a fixture: `…_ind` of records, `id` of pages."""
    if isinstance(node, dict):
        for key, value in node.items():
            if str(key).endswith("_ind") or key == "id":
                yield str(value)
            else:
                yield from indonesian_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from indonesian_texts(value)


@pytest.fixture(scope="module")
def texts(catalogue):
    """Every Indonesian text of the interface and of the fixtures."""
    found = [i[0] for _m, _e, i in messages(catalogue)]
    for path in (settings.BASE_DIR / "fixtures").rglob("*.yaml"):
        found += indonesian_texts(yaml.load(path.read_text(), yaml.CSafeLoader))
    return found


@pytest.mark.parametrize("term", NEVER)
def test_no_indonesian_text_uses_a_word_that_says_less_well(texts, term):
    assert [text for text in texts if term in text.casefold()] == []
