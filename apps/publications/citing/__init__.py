"""Citing a publication: one CSL item, and every form made from it.

`csl_item` reads the record; everything else (formatted styles, BibTeX, RIS, COinS,
Highwire tags, schema.org) is made from that item, so that all of them agree.
"""

from .citation_styles import STYLES, formatted
from .csl_items import csl_item
from .embedded_metadata import coins, highwire_tags, json_ld, schema_org
from .reference_formats import FORMATS

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
