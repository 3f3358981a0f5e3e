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
from .nearest import Nearest
from .pages import Excerpt
from .parsing import WARNINGS, parse
from .query import Query
from .schema import FACETS
from .searching import DEEPEST, SORTS, Hit, Results
from .suggesting import Completion
from .synonyms import Synonyms

__all__ = [
    "DEEPEST",
    "FACETS",
    "PUBLIC",
    "SORTS",
    "WARNINGS",
    "Completion",
    "Excerpt",
    "Hit",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexNotWritten",
    "IndexOutdated",
    "IndexProblem",
    "IndexUnusable",
    "Nearest",
    "Page",
    "Query",
    "Record",
    "Results",
    "SearchIndex",
    "Synonyms",
    "parse",
]
