"""One spelling for what people write in several ways.

Readers type without diacritics, PDFs hold presentation forms, and Arabic,
Persian and Urdu keyboards send different letters for the same word. Both the
text that is indexed and the words that are asked for pass through here.
"""

import re
import unicodedata

# Cc and Cs apart from white space: NUL and its kin, and halves of surrogate pairs,
# which no encoder accepts.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

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

# Scripts that put no space between words, and Korean, whose words take endings.
_UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese and its neighbours
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # Japanese
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Chinese
)
_KOREAN = "\u1100-\u11ff\uac00-\ud7ff"
_RUN = re.compile(f"[{_UNSPACED}]+|[{_KOREAN}]+")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")


def clean(text: str) -> str:
    """Text without the characters that can be neither stored nor shown."""
    return _UNWRITABLE.sub(" ", text)


def fold(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_ARABIC)


def words_of(folded: str) -> str:
    """The part of folded text that spaces divide into words."""
    if folded.isascii():
        return folded
    return _UNSPACED_RUN.sub(" ", folded)


def runs_of(folded: str) -> list[str]:
    """The stretches of folded text in which words cannot be told apart."""
    return [] if folded.isascii() else _RUN.findall(folded)


def pairs(run: str) -> list[str]:
    """The overlapping pairs of characters that a run is found by."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def grams_of(folded: str) -> str:
    """What the pair index holds: each run's pairs, then its last character alone.

    The last one lets a single character be found anywhere in a run as the
    beginning of a pair, and keeps the pairs of two runs from adjoining.
    """
    return " ".join(
        gram
        for run in runs_of(folded)
        for gram in ([*pairs(run), run[-1]] if len(run) > 1 else [run])
    )
