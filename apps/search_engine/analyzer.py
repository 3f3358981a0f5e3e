"""Analyzers: from text to the terms that are indexed and searched for."""

from functools import lru_cache

from tantivy import Filter, Index, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from .normalization import fold, segmented_text
from .stopwords import STOP_WORDS

# Longer tokens are base64, rules of dashes and other debris of PDFs.
MAX_TOKEN_LENGTH = 80
# To be raised when normalization, the analyzers below, or the text written to a field
# change: indexes are then rebuilt.
ANALYSIS_REVISION = 2


def _word_analyzer() -> TextAnalyzerBuilder:
    # Accents go before case: the Turkish capital İ would otherwise leave a
    # combining dot behind.
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(MAX_TOKEN_LENGTH))
        .filter(Filter.ascii_fold())
        .filter(Filter.lowercase())
    )


def _analyzers() -> dict[str, TextAnalyzer]:
    return {
        # For ranking: without stop words, stemmed by the English Snowball stemmer.
        "stemmed": _word_analyzer()
        .filter(Filter.custom_stopword(list(STOP_WORDS)))
        .filter(Filter.stemmer("english"))
        .build(),
        # Not stemmed: for phrases, prefixes and words of other languages.
        "exact": _word_analyzer().build(),
        # Bigrams that `normalization.bigram_text` has separated by spaces.
        "bigrams": TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
    }


_ANALYZERS = _analyzers()


def register(index: Index) -> None:
    """Register the analyzers that the schema names with an opened index."""
    for name, analyzer in _analyzers().items():
        index.register_tokenizer(name, analyzer)


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """The stemmed terms of a word; none for a stop word."""
    return tuple(_ANALYZERS["stemmed"].analyze(segmented_text(fold(word))))


def exact_terms(text: str) -> list[str]:
    """The terms of a text as written, without accents and case."""
    return _ANALYZERS["exact"].analyze(segmented_text(fold(text)))


def positioned_stems(text: str) -> list[tuple[int, str]]:
    """(position, term) of the stemmed terms of a text; stop words leave gaps."""
    tokens = _ANALYZERS["stemmed"].pre_tokenize(segmented_text(fold(text))).tokens
    return [(token.position, token.text) for token in tokens]
