"""The phases of a period, as a chart draws them."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from apps.core.dates import bounds
from apps.records.phases import phases

TODAY = timezone.localdate().isoformat()


def row(since="", until="", shown=("", ""), founded=None, ended=None):
    since_days = bounds(since) if since else (None, None)
    until_days = bounds(until) if until else (None, None)
    return SimpleNamespace(
        since_earliest=since_days[0],
        since_latest=since_days[1],
        until=until,
        until_earliest=until_days[0],
        until_latest=until_days[1],
        first_shown=shown[0],
        last_shown=shown[1],
        group=SimpleNamespace(founded_earliest=founded, ended_latest=ended),
    )


def drawn(one):
    return [(str(name), str(first), str(last)) for name, first, last in phases(one)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        # Documented up to when it was last shown, presumed from then on.
        (
            row("2009-04-01", shown=("2010-05-01", "2014-08-06")),
            [
                ("documented", "2009-04-01", "2014-08-06"),
                ("presumed", "2014-08-07", TODAY),
            ],
        ),
        # Possible as long as it may have begun, or ended.
        (
            row("[2004..2005]", "[2008..2009]"),
            [
                ("possible", "2004-01-01", "2005-12-30"),
                ("documented", "2005-12-31", "2008-01-01"),
                ("possible", "2008-01-02", "2009-12-31"),
            ],
        ),
        # A showing within an uncertain start ends the doubt.
        (
            row("[2004..2010]", "2012-01-01", shown=("2005-03-01", "2005-03-01")),
            [
                ("possible", "2004-01-01", "2005-02-28"),
                ("documented", "2005-03-01", "2012-01-01"),
            ],
        ),
        # The last day of a meeting is shown too.
        (
            row("2009-04-01", shown=("2009-04-01", "2014-08-06/2014-08-08")),
            [
                ("documented", "2009-04-01", "2014-08-08"),
                ("presumed", "2014-08-09", TODAY),
            ],
        ),
        # Nothing stands before the founding, nor after the end of the body.
        (
            row(founded=dt.date(2015, 1, 1), ended=dt.date(2018, 12, 31)),
            [("possible", "2015-01-01", "2018-12-31")],
        ),
        (row(), [("possible", "2002-02-26", TODAY)]),
        # Nothing is known of a day to come.
        (row("2999"), []),
    ],
)
def test_a_period_has_phases(one, expected):
    assert drawn(one) == expected


def test_a_period_ends_where_another_has_followed():
    one, other = row("2009-04-01"), row("[2012..2014]", shown=("2013-05-01",) * 2)

    *_rest, (standing, first, last) = phases(one, [other])

    assert (standing, first) == ("presumed", dt.date(2009, 4, 2))
    assert last == dt.date(2013, 4, 30)
