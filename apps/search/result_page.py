"""What a search page shows: rows from the database, facets as links, help where none."""

from collections import defaultdict
from dataclasses import dataclass

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apps.search_engine import FACETS, Excerpt, Hit
from apps.serving import cache_generations

from . import registry
from .local_index import open_index
from .localized_excerpts import localized_excerpt
from .search_query import MAX_RANK, Query, facet_labels

FACET_LABELS = {
    "kind": _("Kind"),
    "year": _("Year"),
    "topic": _("Topic"),
    "group": _("Body"),
    "member": _("Member covered"),
    "language": _("Language"),
    "has_text": _("Full text"),
}
# So many values of a facet are shown at once; the rest unfold.
SHOWN = 6
# Letters that the addresses of all values of facets may take, each of which repeats the
# query: the longer it is, the fewer values are offered.
MOST_REPEATED = 32_000


@dataclass(frozen=True)
class Row:
    """One record found, as it is listed."""

    key: str
    kind: str
    kind_label: str
    record: object
    title: str
    detail: str
    url: str
    excerpt: Excerpt
    score: float
    template: str = ""
    text_url: str = ""


@dataclass(frozen=True)
class Value:
    """One value of a facet: a link that narrows the search by it, or widens it again."""

    slug: str
    label: str
    count: int
    chosen: bool
    facet: str
    query: Query

    @property
    def address(self):
        change = self.query.without_value if self.chosen else self.query.with_value
        return change(self.facet, self.slug).address()


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[Value]

    @property
    def shown(self):
        return [v for i, v in enumerate(self.values) if i < SHOWN or v.chosen]

    @property
    def more(self):
        return [v for i, v in enumerate(self.values) if i >= SHOWN and not v.chosen]


def _public(kind):
    """Public records as lists show them. The clock changes nothing within a generation,
    so the query need not be built anew."""
    return cache_generations.remember(
        f"search:rows:{kind.name}", lambda: kind.rows().order_by()
    )


def rows_of(hits: tuple[Hit, ...], excerpts: tuple[Excerpt, ...]):
    """The public records of hits, in their order; one query for each kind of record.

    A record that has ceased to be public since it was indexed is left out.
    """
    known = registry.kinds()
    wanted = defaultdict(list)
    for hit in hits:
        wanted[hit.key.partition(":")[0]].append(int(hit.key.partition(":")[2]))
    records = {
        known[name].key(record.pk): (known[name], record)
        for name, pks in wanted.items()
        if name in known
        for record in _public(known[name]).filter(pk__in=pks)
    }
    rows = []
    for hit, excerpt in zip(hits, excerpts, strict=True):
        if hit.key in records:
            kind, record = records[hit.key]
            title, detail = kind.describe(record)
            rows.append(
                Row(
                    key=hit.key,
                    kind=kind.name,
                    kind_label=kind.one,
                    record=record,
                    title=title,
                    detail=detail,
                    url=record.get_absolute_url(),
                    excerpt=localized_excerpt(kind, record, title, excerpt),
                    score=hit.score,
                    template=kind.row_template,
                    text_url=(
                        kind.text_address(record, excerpt.file, excerpt.page)
                        if excerpt.page and kind.text_address
                        else ""
                    ),
                )
            )
    return rows


def named_counts(counts):
    """{facet: [(value, how it is written, count)]} of the counts of a result.

    A record that has ceased to be public since it was indexed has no name to be shown.
    """
    kinds = {name: kind.label for name, kind in registry.kinds().items()}
    names = facet_labels() | {
        "kind": kinds | registry.narrower_kinds(),
        "language": Locale.parse(get_language() or "en").languages,
        "has_text": {"yes": _("Full text here")},
    }
    of_records = registry.facet_names()
    return {
        facet: [
            (value, str(names[facet].get(value, value)), count)
            for value, count in counts.get(facet, ())
            if value in names[facet] or facet not in of_records
        ]
        for facet in FACETS
    }


def _shown_counts(query, facet, counts):
    """The counts of a facet that are shown: of kinds, those of the level searched."""
    if facet != "kind":
        return counts
    level = registry.narrower_kinds() if query.within else registry.kinds()
    shown = {*level, *query.values(facet)}
    return [(value, label, n) for value, label, n in counts if value in shown]


def facets_of(query, counts):
    """Facets of a result as links that narrow it, or widen it again."""
    facets = []
    most = max(1, MOST_REPEATED // (len(query.address()) * len(FACETS)))
    for name, named in named_counts(counts).items():
        chosen = query.values(name)
        shown = _shown_counts(query, name, named)
        values = [
            Value(
                slug=slug,
                label=label,
                count=count,
                chosen=slug in chosen,
                facet=name,
                query=query,
            )
            for at, (slug, label, count) in enumerate(shown)
            if at < most or slug in chosen
        ]
        if name == "year":
            values.sort(key=lambda value: value.slug, reverse=True)
        if values:
            facets.append(Facet(name, FACET_LABELS[name], values))
    return facets


class Answer:
    """Everything a page of results shows."""

    def __init__(self, query):
        self.query = query
        results = query.results()
        self.count = results.count
        self.matching_all = results.matching_all
        self.pages = max(1, -(-min(self.count, MAX_RANK) // query.page_size))
        self.facets = facets_of(query, results.facets)
        self.warnings = results.query.warnings
        self.rows = self._rows(results)
        self.suggestion = self.relaxed = None
        self.relaxed_rows = []
        if query.q and self.count == 0:
            index = open_index()
            self.suggestion = index.did_you_mean(query.parsed)
            self.relaxed = index.relaxed(query.parsed, **query.engine_filters)
            if self.relaxed:
                self.relaxed_rows = self._rows(self.relaxed.results)
        elif query.q and (not self.matching_all or self.count < query.page_size):
            self.suggestion = open_index().did_you_mean(query.parsed)

    @staticmethod
    def _rows(results):
        return rows_of(results.hits, open_index().excerpts(results))

    @property
    def is_relaxed(self):
        """Whether some of what was found has only some of what was asked for."""
        return self.matching_all < self.count

    @property
    def suggestion_address(self):
        return self.query.address(q=str(self.suggestion), page=1)

    @property
    def first(self):
        return (self.query.page - 1) * self.query.page_size + 1

    @property
    def last(self):
        return self.first + len(self.rows) - 1

    @property
    def previous_address(self):
        page = self.query.page
        return self.query.address(page=page - 1) if page > 1 else ""

    @property
    def next_address(self):
        page = self.query.page
        return self.query.address(page=page + 1) if page < self.pages else ""

    @property
    def chosen(self):
        """The values being filtered by, each with the address that lets it go.

        Those of nothing that was found are among them.
        """
        counted = {(v.facet, v.slug): v for facet in self.facets for v in facet.values}
        return [
            counted.get((name, slug)) or self._uncounted(name, slug)
            for name, slugs in self.query.filters
            for slug in slugs
        ]

    def _uncounted(self, facet, slug):
        ((_slug, label, _count),) = named_counts({facet: [(slug, 0)]})[facet] or [
            (slug, slug, 0)
        ]
        return Value(slug, label, 0, chosen=True, facet=facet, query=self.query)
