"""A body's figures as comparable series and single numbers, and as CSV."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass

from apps.core.languages import local
from apps.spreadsheets.cell_text import escape

# Fewer numbers than this are clearer as they stand than drawn.
MIN_SERIES = 3
COLUMNS = [
    "body",
    "about",
    "figure",
    "qualifier",
    "value",
    "unit",
    "period",
    "period_earliest",
    "period_latest",
    "note",
    "sources",
    "source_addresses",
    "sources_disagree",
]


@dataclass
class Series:
    """One measure at several times, to be drawn on one scale that begins at zero."""

    figures: list

    @property
    def label(self):
        """What is measured, in the reader's language."""
        return local(self.figures[0], "label")

    @property
    def unit(self):
        """The unit, in the reader's language; blank for plain counts."""
        return local(self.figures[0], "unit")

    @property
    def bars(self):
        """Each figure with its length in percent of the greatest."""
        greatest = max(figure.value for figure in self.figures)
        return [
            (figure, round(100 * figure.value / greatest)) for figure in self.figures
        ]


def series_and_single_figures(figures):
    """Figures as (series, single ones).

    Only numbers of the same measure and unit, each of another time, make a series;
    with several numbers of one time there is nothing to follow.
    """
    measures = defaultdict(list)
    for figure in figures:
        measures[figure.label, figure.unit].append(figure)
    series = [
        Series(sorted(found, key=lambda figure: figure.period_earliest))
        for found in measures.values()
        if is_series(found)
    ]
    drawn = {figure.pk for one in series for figure in one.figures}
    return series, [figure for figure in figures if figure.pk not in drawn]


def is_series(figures):
    """Whether figures have a period each, all different, and no negative value."""
    periods = {figure.period for figure in figures if figure.period}
    return (
        len(figures) >= MIN_SERIES
        and len(periods) == len(figures)
        and min(figure.value for figure in figures) >= 0
        and max(figure.value for figure in figures) > 0
    )


def as_csv(group, figures):
    """The figures of a body as CSV, with the mark by which Excel knows UTF-8."""
    buffer = io.StringIO("\ufeff", newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for figure in figures:
        statement = group.evidence.statement("value", figure)
        sources = {
            claim.source.pk: claim.source
            for claim in (statement.claims if statement else [])
            if claim.rank != claim.Rank.DEPRECATED
        }.values()
        cells = [
            group.display_name,
            figure.get_subject_display(),
            local(figure, "label"),
            figure.qualifier,
            f"{figure.value.normalize():f}",
            local(figure, "unit"),
            figure.period,
            figure.period_earliest or "",
            figure.period_latest or "",
            local(figure, "note"),
            "; ".join(source.title for source in sources),
            " ".join(source.url for source in sources if source.url),
            "yes" if statement and statement.contested else "no",
        ]
        writer.writerow(escape(str(cell)) for cell in cells)
    return buffer.getvalue()
