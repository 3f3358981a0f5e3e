"""Reflow of a PDF page's text: printed lines joined into paragraphs, by heuristics."""

import re

# What begins a line of its own: a bullet, a number with a mark, a heading's number.
STARTS_PARAGRAPH = re.compile(
    r"[•‣▪●–—*]\s|\(?[0-9ivxa-h]{1,4}[.)]\s|\d+(\.\d+)+\s", re.IGNORECASE
)
ENDS_SENTENCE = (".", ":", ";", "?", "!", "”", "。")
# A line this much shorter than the longest was not broken by the edge of the page: where
# it ends a sentence, and where it ends none, as a heading does.
SHORT, VERY_SHORT = 0.75, 0.5


def paragraphs(text):
    """The paragraphs of a page, each as one line."""
    lines = [line.strip() for line in text.split("\n")]
    longest = max(map(len, lines), default=0)
    found, open_one = [], []
    for line in lines:
        if open_one and (not line or STARTS_PARAGRAPH.match(line)):
            found.append(" ".join(open_one))
            open_one = []
        if not line:
            continue
        open_one.append(line)
        ends = SHORT if line.endswith(ENDS_SENTENCE) else VERY_SHORT
        if len(line) < longest * ends:
            found.append(" ".join(open_one))
            open_one = []
    return [*found, " ".join(open_one)] if open_one else found
