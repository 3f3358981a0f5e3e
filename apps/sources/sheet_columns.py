"""The columns of a sheet that name the source of what a row changes."""

from apps.spreadsheets.columns import LineWidget, ReasonColumn, SlugWidget

from .models import Source


def source_column():
    """The source of what a row changes, by its slug."""
    return ReasonColumn("source", SlugWidget(Source))


def source_where_column():
    """Where in that source it stands."""
    return ReasonColumn("source_where", LineWidget())
