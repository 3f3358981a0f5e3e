"""A library that never was, the same each time: for measuring, not for reading.

Words follow Zipf's law as those of real text do, and so do topics and members:
a few are everywhere and most are rare.
"""

import datetime as dt
from itertools import product

import numpy as np

from apps.search_engine import Page, Record

SEED = 20020226
VOCABULARY = 200_000
WORDS_ON_A_PAGE = 240
FACET_SIZES = {"kind": 12, "topic": 60, "group": 25, "member": 49, "language": 10}
_SYLLABLES = (
    "ba ca da fa ga ha la ma na pa ra sa ta va be ce de fe ge he le me ne pe re se te "
    "bi di fi gi hi li mi ni pi ri si ti vi bo co do fo go ho lo mo no po ro so to vo"
)


def vocabulary():
    """Commonest first, so that the word at a place has a known frequency."""
    syllables = _SYLLABLES.split()
    words = ("".join(parts) for parts in product(syllables, repeat=4))
    shuffled = np.random.default_rng(SEED).permutation(len(syllables) ** 4)
    every = np.array(list(words), dtype=object)
    return every[shuffled[:VOCABULARY]]


def _shares(size, flatness):
    weights = 1 / (np.arange(size) + 2.7) ** flatness
    return np.cumsum(weights / weights.sum())


class Library:
    """Publications of one page each, as many as wanted."""

    def __init__(self, publications):
        self.publications = publications
        self.words = vocabulary()
        self._word_shares = _shares(VOCABULARY, 1.05)
        self._facet_shares = {
            facet: _shares(size, 1.0) for facet, size in FACET_SIZES.items()
        }

    def __len__(self):
        return self.publications

    def __iter__(self):
        random = np.random.default_rng(SEED)
        for number in range(self.publications):
            yield self._publication(number, random)

    def _text(self, random, length):
        places = np.searchsorted(self._word_shares, random.random(length))
        return " ".join(self.words[np.minimum(places, VOCABULARY - 1)])

    def _values(self, random, facet, most):
        shares = self._facet_shares[facet]
        places = np.searchsorted(shares, random.random(random.integers(1, most + 1)))
        return tuple(f"{facet}-{place}" for place in sorted(set(places.tolist())))

    def _publication(self, number, random):
        year = 2002 + int(24 * random.random() ** 0.5)
        length = max(40, int(random.lognormal(np.log(WORDS_ON_A_PAGE), 0.4)))
        return Record(
            key=f"publication:{number}",
            kind=self._values(random, "kind", 1)[0],
            title=self._text(random, 9),
            summary=self._text(random, 60),
            years=(year,),
            date=dt.date(year, 1 + number % 12, 1 + number % 28),
            topics=self._values(random, "topic", 3),
            groups=self._values(random, "group", 1),
            members=self._values(random, "member", 3),
            languages=self._values(random, "language", 2),
            pages=(Page("file", 1, self._text(random, length)),),
        )
