"""How text becomes the terms that are indexed and asked for."""

from functools import lru_cache

from tantivy import Filter, Index, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from .normalization import fold, words_of
from .stopwords import STOP_WORDS

# Longer "words" are base64, rules of dashes and other debris of PDFs.
LONGEST_WORD = 80
# Raise it when folding, the analyzers below, or what is written of a record change:
# indexes are then rebuilt.
REVISION = 2


def _words() -> TextAnalyzerBuilder:
    # Accents go before case: the Turkish capital İ would otherwise leave a
    # combining dot behind.
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_WORD))
        .filter(Filter.ascii_fold())
        .filter(Filter.lowercase())
    )


def _analyzers() -> dict[str, TextAnalyzer]:
    return {
        # Ranks: English endings and stop words fall away.
        "stemmed": _words()
        .filter(Filter.custom_stopword(list(STOP_WORDS)))
        .filter(Filter.stemmer("english"))
        .build(),
        # Finds what was written: phrases, beginnings, words of other languages.
        "exact": _words().build(),
        # Pairs of characters, cut beforehand.
        "grams": TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
    }


_ANALYZERS = _analyzers()


def register(index: Index) -> None:
    """Tell an opened index what its fields' analyzers are."""
    for name, analyzer in _analyzers().items():
        index.register_tokenizer(name, analyzer)


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """The ranking terms of a word; none for a stop word."""
    return tuple(_ANALYZERS["stemmed"].analyze(words_of(fold(word))))


def exact_terms(text: str) -> list[str]:
    """The words of a text as written, without accents and case."""
    return _ANALYZERS["exact"].analyze(words_of(fold(text)))


def placed_stems(text: str) -> list[tuple[int, str]]:
    """The ranking terms of a phrase with their places, stop words leaving gaps."""
    tokens = _ANALYZERS["stemmed"].pre_tokenize(words_of(fold(text))).tokens
    return [(token.position, token.text) for token in tokens]
