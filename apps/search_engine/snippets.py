"""Snippets: the passage of a text that matches a query best, as HTML with highlights."""

import html
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from math import log

from .analyzer import exact_terms, stems
from .clauses import Leaf
from .index_reader import Snapshot
from .normalization import bigram_runs, fold
from .query_plan import leaves
from .query_tree import Prefix, Query, Synonym, is_multiword_synonym

# In characters.
LENGTH = 240
# Shown before the first match, so that it can be understood.
LEAD = 40
# Read of a text. A page of small print has 8,000.
MAX_TEXT_LENGTH = 40_000

_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Span:
    """A match in a text: from start to end, of a term with a weight."""

    start: int
    end: int
    term: str
    weight: float


class Highlighter:
    """Finds the matches of one query in any text."""

    def __init__(self, query: Query, snapshot: Snapshot):
        nodes = list(leaves(query.nodes))
        self.weights = _term_weights(nodes, snapshot)
        self.typed = _typed_stems(nodes)
        self.prefixes = _prefixes(nodes)
        self.runs = {run for node in nodes for run in bigram_runs(fold(node.text))}
        self.synonyms = _synonym_patterns(nodes)
        # What a word of a text matches: (term, weight) or None.
        self._matches: dict[str, tuple[str, float] | None] = {}
        self._candidates = self._candidate_pattern()

    def _candidate_pattern(self) -> re.Pattern[str] | None:
        """Words that may match, going by how they begin: most stems are beginnings.

        For ASCII texts only, since accents may hide the beginning.
        """
        beginnings = [stem[:-1] if len(stem) > 3 else stem for stem in self.weights]
        beginnings = [re.escape(text) for text in (*beginnings, *self.prefixes)]
        if not beginnings:
            return None
        return re.compile(
            rf"(?<![^\W_])(?:{'|'.join(beginnings)})[^\W_]*", re.ASCII | re.IGNORECASE
        )

    def spans(self, text: str) -> list[Span]:
        """All matches in a text, by where they start."""
        spans = []
        pattern = self._candidates if text.isascii() else _WORD
        for match in pattern.finditer(text) if pattern else ():
            word = match[0]
            if word not in self._matches:
                self._matches[word] = self._match(word)
            if matched := self._matches[word]:
                spans.append(Span(match.start(), match.end(), *matched))
        for run in self.runs:
            spans += [
                Span(match.start(), match.end(), run, float(len(run)))
                for match in re.finditer(re.escape(run), text)
            ]
        for synonym in self.synonyms:
            spans += [
                Span(match.start(), match.end(), synonym.pattern, 1.0)
                for match in synonym.finditer(text)
            ]
        return sorted(spans, key=lambda span: span.start)

    def _match(self, word: str) -> tuple[str, float] | None:
        terms = exact_terms(word)
        for term in (*stems(word), *terms):
            if term in self.weights:
                return term, self.weights[term]
        for term in terms:
            if self.prefixes and term.startswith(self.prefixes):
                return term, 1.0
        return None

    def matched_terms(self, text: str) -> dict[str, float]:
        """Terms that a text matches, with their weights."""
        spans = self.spans(text[:MAX_TEXT_LENGTH])
        return {span.term: span.weight for span in spans}

    def is_covered_by(self, terms: Set[str]) -> bool:
        """Whether every word that was typed is among matched terms."""
        return not self.prefixes and terms >= self.typed | self.runs

    def snippet(self, text: str) -> str:
        """The passage with the highest weight as HTML, its matches in <mark>."""
        text = text[:MAX_TEXT_LENGTH]
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


def _term_weights(nodes: Iterable[Leaf], snapshot: Snapshot) -> dict[str, float]:
    """Stems of the query by their inverse document frequency.

    Stop words alone are matched as written, with weight 1.
    """
    words = [
        word
        for node in nodes
        if not (isinstance(node, Prefix) or is_multiword_synonym(node))
        for word in _WORD.findall(node.text)
    ]
    total = snapshot.records.num_docs
    weights = {
        stem: log(2 + total / (1 + snapshot.records.doc_freq("all", stem)))
        for word in words
        for stem in stems(word)
    }
    return weights or {term: 1.0 for word in words for term in exact_terms(word)}


def _typed_stems(nodes: Iterable[Leaf]) -> set[str]:
    """Stems of the words that were typed, without synonyms."""
    return {
        stem
        for node in nodes
        if not isinstance(node, Prefix | Synonym)
        for stem in stems(node.text)
    }


def _prefixes(nodes: Iterable[Leaf]) -> tuple[str, ...]:
    return tuple(
        term
        for node in nodes
        if isinstance(node, Prefix)
        for term in exact_terms(node.text)[-1:]
    )


def _synonym_patterns(nodes: Iterable[Leaf]) -> tuple[re.Pattern[str], ...]:
    """Synonyms of several words match as a whole, whatever is between their words."""
    between = r"[^\w]+"
    return tuple(
        re.compile(rf"\b{between.join(map(re.escape, words))}\b", re.IGNORECASE)
        for node in nodes
        if is_multiword_synonym(node) and (words := _WORD.findall(node.text))
    )


def _escaped(text: str) -> str:
    return html.escape(_SPACE.sub(" ", text))


def _best_start(spans: list[Span]) -> int:
    """Where the passage begins whose matches have the highest weight."""
    best, best_weight = 0, 0.0
    for first, span in enumerate(spans):
        weights: dict[str, float] = {}
        for other in spans[first:]:
            if other.end > span.start + LENGTH - LEAD:
                break
            # A term again adds a little, which breaks ties.
            weights[other.term] = weights.get(other.term, other.weight) + 0.1
        weight = sum(weights.values())
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
