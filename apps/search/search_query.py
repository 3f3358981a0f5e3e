"""One search as it was asked, for every outlet: page, API, exports.

The same query gives the same keys in the same order wherever it is asked.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.cache import cache
from django.utils.translation import get_language

from apps.search_engine import FACETS, MAX_RANK, SORTS, IndexUnusable, Synonyms, parse
from apps.search_engine.normalization import clean
from apps.search_engine.query_parser import MAX_LENGTH
from apps.serving import cache_generations

from . import registry
from .index_sync import ensure_current
from .local_index import open_index

PER_PAGE = 10
MOST_PER_PAGE = 100
# What a search reads from a query string.
PARAMETERS = ("q", *FACETS, "sort", "page", "page_size")
# One letter more than is read, so that it is said that the end was left out.
LONGEST = MAX_LENGTH + 1
MOST_VALUES = 20
LONGEST_VALUE = 120


class InvalidParameter(ValueError):
    """A GET parameter has an impossible value: which one, and why."""

    def __init__(self, parameter, reason):
        self.parameter = parameter
        self.reason = reason
        super().__init__(f"{parameter}: {reason}")


def _whole(value, parameter, most):
    if not (value.isascii() and value.isdigit() and 1 <= len(value) <= 9):
        raise InvalidParameter(parameter, "is not a number from 1 on")
    if not 1 <= int(value) <= most:
        raise InvalidParameter(parameter, f"is not between 1 and {most}")
    return int(value)


def synonyms():
    """Synonyms from topics and members' other names, cached until they change."""

    def gather():
        groups = defaultdict(list)
        for name, other in registry.synonym_pairs():
            groups[name].append(other)
        return {
            word: [other for other in [name, *others] if other != word]
            for name, others in groups.items()
            for word in [name, *others]
        }

    return cache_generations.remember(
        "search:synonyms",
        lambda: Synonyms(
            cache.get_or_set("search:synonyms", gather, timeout=3600),
            registry.code_names(),
        ),
    )


def facet_labels():
    """{facet: {slug: how it is written}} in the reader's language, in one query."""
    language = get_language() or "en"

    def read():
        names = registry.facet_names()
        labels = {facet: {} for facet in FACETS}
        for facet, slug, name, local, code in registry.facet_rows():
            labels[facet][slug] = names[facet].spell(name, local, code, language)
        return labels

    key = f"search:labels:{language}"
    return cache_generations.remember(
        key, lambda: cache.get_or_set(key, read, timeout=3600)
    )


@dataclass(frozen=True)
class Query:
    """What is asked: words, values of facets, an order, a page.

    `within` is the one kind of record that the place where it is asked is about (the
    library asks for publications only); it stands in no address.
    """

    q: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = "relevance"
    page: int = 1
    page_size: int = PER_PAGE
    within: str = ""

    @classmethod
    def from_params(cls, params, *, page_size=PER_PAGE, within=""):
        """Read GET parameters. Raises InvalidParameter."""
        filters = []
        for facet in FACETS:
            values = [clean(value) for value in params.getlist(facet) if value]
            if within and facet == "kind":
                # Of the kinds within this one; those beside it are not asked for here.
                values = [value for value in values if value not in registry.kinds()]
            if not values:
                continue
            if len(values) > MOST_VALUES or any(len(v) > LONGEST_VALUE for v in values):
                raise InvalidParameter(facet, "has too many values, or too long ones")
            filters.append((facet, tuple(dict.fromkeys(values))))
        sort = params.get("sort") or "relevance"
        if sort not in SORTS:
            raise InvalidParameter("sort", f"is not one of {', '.join(SORTS)}")
        if "page_size" in params:
            page_size = _whole(params["page_size"], "page_size", MOST_PER_PAGE)
        page = _whole(params.get("page", "1"), "page", 10**9 - 1)
        return cls(
            q=params.get("q", "")[:LONGEST],
            filters=tuple(filters),
            sort=sort,
            page=page,
            page_size=page_size,
            within=within,
        )

    @property
    def parsed(self):
        return parse(self.q)

    @property
    def engine_filters(self):
        """Filters as keyword arguments of the engine's search."""
        within = {"kind": (self.within,)} if self.within else {}
        return {"filters": dict(self.filters), "within": within}

    @property
    def order(self):
        """How results are sorted: without words there is no relevance, so newest first."""
        has_words = bool(self.q.strip())
        return self.sort if has_words or self.sort != "relevance" else "newest"

    def values(self, facet):
        return dict(self.filters).get(facet, ())

    @property
    def has_criteria(self):
        """Whether there are words or filters at all."""
        return bool(self.q.strip() or self.filters)

    def with_value(self, facet, value):
        """The same with one more value of a facet, from its first page."""
        return self._with(facet, (*self.values(facet), value))

    def without_value(self, facet, value):
        """The same without a value of a facet."""
        return self._with(facet, tuple(v for v in self.values(facet) if v != value))

    def _with(self, facet, values):
        filters = dict(self.filters) | {facet: values}
        kept = tuple((name, filters[name]) for name in FACETS if filters.get(name))
        return replace(self, filters=kept, page=1)

    def address(self, **changes):
        """The query string of this search, or of one that differs so."""
        query = replace(self, **changes) if changes else self
        pairs = [("q", query.q)] if query.q else []
        pairs += [(facet, v) for facet, values in query.filters for v in values]
        if query.sort != "relevance":
            pairs.append(("sort", query.sort))
        if query.page > 1:
            pairs.append(("page", query.page))
        return "?" + urlencode(pairs, errors="ignore")

    def results(self, *, with_facets=True):
        """The engine's results for this page. Raises IndexUnusable.

        An index that is damaged or behind is repaired in a background thread.
        """
        ensure_current()
        return open_index().search(
            self.parsed,
            **self.engine_filters,
            synonyms=synonyms() if self.q else None,
            sort=self.order,
            limit=self.page_size,
            offset=min((self.page - 1) * self.page_size, MAX_RANK),
            with_facets=with_facets,
        )

    def keys(self, most=MAX_RANK):
        """The keys of everything found, in order: what an export follows."""
        found = replace(self, page=1, page_size=most).results(with_facets=False)
        return [hit.key for hit in found.hits]


__all__ = ["IndexUnusable", "InvalidParameter", "Query", "facet_labels", "synonyms"]
