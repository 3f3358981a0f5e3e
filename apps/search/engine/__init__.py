"""Finding records and the pages of their files. Knows no Django and no model."""

from .documents import PUBLIC, Page, Record
from .errors import (
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexNotWritten,
    IndexOutdated,
    IndexProblem,
    IndexUnusable,
)
from .index import SearchIndex
from .pages import Excerpt
from .parsing import WARNINGS, parse
from .query import Query
from .schema import FACETS
from .searching import DEEPEST, SORTS, Hit, Results

__all__ = [
    "DEEPEST",
    "FACETS",
    "PUBLIC",
    "SORTS",
    "WARNINGS",
    "Excerpt",
    "Hit",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexNotWritten",
    "IndexOutdated",
    "IndexProblem",
    "IndexUnusable",
    "Page",
    "Query",
    "Record",
    "Results",
    "SearchIndex",
    "parse",
]
