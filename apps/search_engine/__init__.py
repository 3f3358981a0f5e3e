"""Finding records and the pages of their files. Knows no Django and no model.

    index = SearchIndex("var/search")
    with index.rebuild() as building:          # aside; answers when the block ends
        for record in records:
            building.add(record)

    index.apply(adds=[record], deletes=["publication:12"])   # replaces by key

    query = parse('maritime "people smuggling" -drugs year:2016..2020')
    results = index.search(query, filters={"kind": ["report"]}, synonyms=synonyms)
    for hit, excerpt in zip(results.hits, index.excerpts(results)):
        print(hit.title, excerpt.file, excerpt.page, excerpt.html)
    results.count, results.matching_all, results.facets["year"]

    index.did_you_mean(query)                  # a Query or None; str() gives its text
    index.relaxed(query, filters=...)          # when nothing was found
    index.completions("bali pro"), index.similar("publication:7")

A filter names values of a facet: any of them will do, and every facet named must
fit. Counts describe the records found, under all filters. `visible` says which
visibilities the reader may see; it bounds results, counts and suggestions alike.

`index.problem` is None while all is well. Otherwise it says why the index should be
rebuilt; questions go on being answered where that is possible, and raise
IndexUnusable where it is not. A change raises IndexUnusable, IndexBusy or
IndexNotWritten; it can be repeated, since applying twice changes nothing more.
"""

from .best_pages import Excerpt
from .documents import PUBLIC, Page, Record
from .index_errors import (
    IndexBusy,
    IndexDamaged,
    IndexMissing,
    IndexNotWritten,
    IndexOutdated,
    IndexProblem,
    IndexUnusable,
)
from .index_schema import FACETS
from .query_parser import WARNINGS, parse
from .query_tree import Query
from .relaxation import RelaxedResults
from .search_index import SearchIndex
from .searcher import MAX_RANK, SORTS, Hit, Results
from .suggestions import Completion
from .synonyms import Synonyms

__all__ = [
    "FACETS",
    "MAX_RANK",
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
    "Page",
    "Query",
    "Record",
    "RelaxedResults",
    "Results",
    "SearchIndex",
    "Synonyms",
    "parse",
]
