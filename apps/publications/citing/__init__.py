"""Citing a publication: one CSL item, and every form made from it.

`csl_item` reads the record; everything else (formatted styles, BibTeX, RIS, COinS,
Highwire tags, schema.org) is made from that item, so that all of them agree.
"""

from .csl import csl_item
from .embedding import coins, highwire_tags, schema_org
from .formats import bibtex, csl_json, ris
from .styles import STYLES, formatted

__all__ = [
    "STYLES",
    "bibtex",
    "coins",
    "csl_item",
    "csl_json",
    "formatted",
    "highwire_tags",
    "ris",
    "schema_org",
]
