"""Citing a publication: one CSL item, and every form made from it.

`csl_item` reads the record; everything else (formatted styles, BibTeX, RIS, COinS,
Highwire tags, schema.org) is made from that item, so that all of them agree.
"""

from .csl import csl_item
from .embedding import coins, highwire_tags, json_ld, schema_org
from .formats import FORMATS
from .styles import STYLES, formatted

__all__ = [
    "FORMATS",
    "STYLES",
    "coins",
    "csl_item",
    "formatted",
    "highwire_tags",
    "json_ld",
    "schema_org",
]
