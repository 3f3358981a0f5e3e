"""Character normalization, of indexed text and of queries alike.

PDFs hold presentation forms (NFKC resolves them), and Arabic, Persian and Urdu keyboards
send different letters for the same word. Scripts without spaces between words are
indexed as bigrams of characters. Case and Latin accents are left to the analyzers.
"""

import re
import unicodedata

# Cc and Cs apart from white space: NUL and its kin, and halves of surrogate pairs,
# which no encoder accepts.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_ARABIC_LETTERS: dict[str | int, str | None] = {
    # Alef with and without its marks.
    **dict.fromkeys("\u0622\u0623\u0625\u0671\u0672\u0673", "\u0627"),
    # Yeh: Arabic without dots, Farsi, Pashto.
    **dict.fromkeys("\u0649\u06cc\u06d0\u06cd", "\u064a"),
    # Kaf: Farsi, swash, Sindhi.
    **dict.fromkeys("\u06a9\u06aa\u06ab", "\u0643"),
    # Heh: teh marbuta and the forms of Urdu.
    **dict.fromkeys("\u0629\u06c0\u06c1\u06c2\u06c3\u06be", "\u0647"),
    # Hamza on waw and on yeh.
    "\u0624": "\u0648",
    "\u0626": "\u064a",
    # Tatweel stretches a word; vowel marks are written by few.
    **dict.fromkeys(range(0x064B, 0x0660), None),
    **dict.fromkeys("\u0640\u0670", None),
    # Joiners and break opportunities within a word show on no page.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None),
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
}
_ARABIC = str.maketrans(_ARABIC_LETTERS)

# Scripts that put no space between words; Korean does, but its words take endings, so it
# is indexed both as words and as bigrams.
_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese and its neighbours
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Chinese
)
_KOREAN = "\u1100-\u11ff\uac00-\ud7ff"
_BIGRAM_RUN = re.compile(f"[{_UNSPACED}]+|[{_KOREAN}]+")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")


def clean(text: str) -> str:
    """Text without the characters that can be neither stored nor shown."""
    return _UNSTORABLE.sub(" ", text)


def fold(text: str) -> str:
    """The text in NFKC with one letter for all forms of an Arabic letter."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_ARABIC)


def segmented_text(folded: str) -> str:
    """Folded text without its runs of unspaced scripts: what tokenizers divide into words."""
    if folded.isascii():
        return folded
    return _UNSPACED_RUN.sub(" ", folded)


def bigram_runs(folded: str) -> list[str]:
    """The runs of characters of folded text that are indexed as bigrams."""
    return [] if folded.isascii() else _BIGRAM_RUN.findall(folded)


def bigrams(run: str) -> list[str]:
    """The overlapping bigrams of a run; the run itself if it is a single character."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def bigram_text(folded: str) -> str:
    """The text of a bigram field: each run's bigrams, then its last character alone.

    With the last one a single character is found anywhere in a run as the prefix of a
    term, and bigrams of two runs never match as one phrase.
    """
    return " ".join(
        gram
        for run in bigram_runs(folded)
        for gram in ([*bigrams(run), run[-1]] if len(run) > 1 else [run])
    )
