"""The search engine: records and pages of their files on tantivy. No Django, no model.

    index = SearchIndex("var/search")
    with index.rebuild() as builder:           # current once the block has ended
        for record in records:
            builder.add(record)

    index.apply(adds=[record], deletes=["publication:12"])   # replaces by key

    query = parse('maritime "people smuggling" -drugs year:2016..2020')
    results = index.search(query, filters={"kind": ["report"]}, synonyms=synonyms)
    for hit, excerpt in zip(results.hits, index.excerpts(results)):
        print(hit.title, excerpt.file, excerpt.page, excerpt.html)
    results.count, results.matching_all, results.facets["year"]

    index.did_you_mean(query)                  # a Query or None; str() gives its text
    index.relaxed(query, filters=...)          # when nothing was found
    index.completions("bali pro"), index.similar("publication:7")

`filters` maps facets to values, and every value must match. `visible` names the
visibilities that the reader may see; it bounds results, counts and suggestions alike.

Errors: `index.problem` is None or says why a rebuild is needed. Queries are answered
meanwhile where that is possible, and raise IndexUnusable where not. A change raises
IndexUnusable, IndexBusy or IndexNotWritten; applying it twice does no harm.

The modules, from the outside in:

    search_index, index_errors     the interface, and what it raises
    query_parser, query_tree       from text to the tree; synonyms, spelling, relaxation change it
    query_plan, clauses            from the tree to strict and loose tantivy queries
    searcher, facet_counts         run them: ranked hits, their number, facet counts
    proximity, rank_fusion         rescore the best hits; vector_store and embeddings hold vectors
    excerpts, snippets             the best page of each hit, its snippet with highlights
    suggestions                    completions, and records similar to one
    documents, index_documents     records as handed in, and as documents of the index_schema
    normalization, analyzer        from text to terms, without stopwords
    index_writer, index_reader     commits and rebuilds; snapshots as of the latest commit
    index_generations, integrity   files on disk and their checksums; file_locks, allocator
"""

from .documents import PUBLIC, Page, Record
from .excerpts import Excerpt
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
