"""The few lines of a text that show why it was found, safe to put into a page."""

import html
import re
from collections.abc import Set
from dataclasses import dataclass
from math import log

from .analyzer import exact_terms, stems
from .index_reader import Snapshot
from .normalization import bigram_runs, fold
from .query_plan import leaves
from .query_tree import Prefix, Query, Synonym, is_multiword_synonym

LENGTH = 240
# How much is shown before the first word found, so that it can be understood.
LEAD = 40
# A page of small print has 8,000 characters; what goes on longer is no page.
READ = 40_000

_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text that was looked for, and how telling it is."""

    start: int
    end: int
    what: str
    weight: float


class Marker:
    """Finds in any text what one query looks for."""

    def __init__(self, query: Query, snapshot: Snapshot):
        asked = list(leaves(query.nodes))
        words = [
            word
            for node in asked
            if not (isinstance(node, Prefix) or is_multiword_synonym(node))
            for word in _WORD.findall(node.text)
        ]
        total = snapshot.records.num_docs
        self.weights = {
            stem: log(2 + total / (1 + snapshot.records.doc_freq("all", stem)))
            for word in words
            for stem in stems(word)
        }
        # Of these, the words that were typed, without their equivalents.
        self.typed = {
            stem
            for node in asked
            if not isinstance(node, Prefix | Synonym)
            for stem in stems(node.text)
        }
        if not self.weights:
            # Stop words alone: they were looked for as written.
            self.weights = {form: 1.0 for word in words for form in exact_terms(word)}
        self.beginnings = tuple(
            form
            for node in asked
            if isinstance(node, Prefix)
            for form in exact_terms(node.text)[-1:]
        )
        self.runs = {run for node in asked for run in bigram_runs(fold(node.text))}
        self.others = tuple(
            re.compile(_apart(words), re.IGNORECASE)
            for node in asked
            if is_multiword_synonym(node) and (words := _WORD.findall(node.text))
        )
        self.known: dict[str, tuple[str, float] | None] = {}
        self.likely = self._likely()

    def _likely(self) -> re.Pattern[str] | None:
        """Words that may match, by how they begin: most stems are beginnings.

        Only for plain text; elsewhere accents may hide the beginning.
        """
        openings = [stem[:-1] if len(stem) > 3 else stem for stem in self.weights]
        openings = [re.escape(text) for text in (*openings, *self.beginnings)]
        if not openings:
            return None
        return re.compile(
            rf"(?<![^\W_])(?:{'|'.join(openings)})[^\W_]*", re.ASCII | re.IGNORECASE
        )

    def spans(self, text: str) -> list[Span]:
        found = []
        pattern = self.likely if text.isascii() else _WORD
        for match in pattern.finditer(text) if pattern else ():
            word = match[0]
            if word not in self.known:
                self.known[word] = self._meant(word)
            if meant := self.known[word]:
                found.append(Span(match.start(), match.end(), *meant))
        for run in self.runs:
            found += [
                Span(match.start(), match.end(), run, float(len(run)))
                for match in re.finditer(re.escape(run), text)
            ]
        for other in self.others:
            found += [
                Span(match.start(), match.end(), other.pattern, 1.0)
                for match in other.finditer(text)
            ]
        return sorted(found, key=lambda span: span.start)

    def _meant(self, word: str) -> tuple[str, float] | None:
        forms = exact_terms(word)
        for term in (*stems(word), *forms):
            if term in self.weights:
                return term, self.weights[term]
        for form in forms:
            if self.beginnings and form.startswith(self.beginnings):
                return form, 1.0
        return None

    def found(self, text: str) -> dict[str, float]:
        """What of it a text has, and how telling each is."""
        return {span.what: span.weight for span in self.spans(text[:READ])}

    def is_all_in(self, found: Set[str]) -> bool:
        """Whether every word that was typed is among what was found."""
        return not self.beginnings and found >= self.typed | self.runs

    def snippet(self, text: str) -> str:
        """The most telling lines as HTML, with what was looked for in <mark>."""
        text = text[:READ]
        spans = self.spans(text)
        start = _best_start(spans)
        start = 0 if start <= LEAD else _after_space(text, start - LEAD, start)
        end = _before_space(text, start + LENGTH)
        parts = ["…" if start else ""]
        at = start
        for span in spans:
            if span.start >= at and span.end <= end:
                parts.append(_escaped(text[at : span.start]))
                parts.append(f"<mark>{_escaped(text[span.start : span.end])}</mark>")
                at = span.end
        parts.append(_escaped(text[at:end]))
        return "".join(parts).strip() + ("…" if end < len(text) else "")


def _apart(words: list[str]) -> str:
    """A pattern of words one after the other, whatever stands between them."""
    between = r"[^\w]+"
    return rf"\b{between.join(map(re.escape, words))}\b"


def _escaped(text: str) -> str:
    return html.escape(_SPACE.sub(" ", text))


def _best_start(spans: list[Span]) -> int:
    """Where the stretch begins that holds most of what was looked for."""
    best, best_weight = 0, 0.0
    for first, span in enumerate(spans):
        held: dict[str, float] = {}
        for other in spans[first:]:
            if other.end > span.start + LENGTH - LEAD:
                break
            # The same again adds a little: it breaks ties between stretches.
            held[other.what] = held.get(other.what, other.weight) + 0.1
        weight = sum(held.values())
        if weight > best_weight:
            best, best_weight = span.start, weight
    return best


def _after_space(text: str, start: int, end: int) -> int:
    space = _SPACE.search(text, start, end)
    return space.end() if space else start


def _before_space(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - LEAD, end)
    return space if space > 0 else end
