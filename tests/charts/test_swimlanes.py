"""Time drawn to scale: sure where the record is sure, dashed where it is not."""

import datetime as dt
from types import SimpleNamespace

import pytest

from apps.charts.swimlanes import Scale, Swimlane, chart, event, period
from apps.core.dates import bounds

YEARS = Scale.of_years(2002, 2021)  # 20 years: 5 percent each, a leap day more or less


def row(since="", until=""):
    empty = (None, None)
    since_days = bounds(since) if since else empty
    until_days = bounds(until) if until else empty
    return SimpleNamespace(
        since_earliest=since_days[0],
        since_latest=since_days[1],
        until_earliest=until_days[0],
        until_latest=until_days[1],
        span="",
    )


def markers(*spans, scale=YEARS):
    return Swimlane("Lane", list(spans), scale=scale).markers


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("2002-02-26", True),
        ("2002-02-26/2002-02-28", True),
        ("2002-02", False),
        ("2002-02-26?", False),
        ("2002-02-26/2002-03", False),
        ("2013~", False),
    ],
)
def test_an_event_is_sure_where_its_days_are_known(text, sure):
    (marker,) = markers(event("Conference", text, bounds(text), "meeting"))

    assert marker.is_sure is sure


def test_a_day_is_a_point_and_a_year_a_dashed_bar():
    day, year = markers(
        event("Day", "2002-07-02", bounds("2002-07-02"), "meeting"),
        event("Year", "2012", bounds("2012"), "publication"),
    )

    assert day.x == "2.50"
    assert day.bars == []
    ((x, width, sure),) = year.bars
    assert float(x) == pytest.approx(50, abs=0.1)
    assert float(width) == pytest.approx(5, abs=0.1)
    assert not sure


def test_a_period_is_dashed_where_it_may_have_begun_and_may_have_ended():
    (marker,) = markers(period("Seat", row("2004/2005", "2008/2009"), "seat"))

    assert [sure for _x, _width, sure in marker.bars] == [False, True, False]
    assert [round(float(x)) for x, _width, _sure in marker.bars] == [10, 20, 30]
    assert sum(float(width) for _x, width, _sure in marker.bars) == pytest.approx(
        30, abs=0.1
    )


def test_a_period_without_an_end_lasts_until_today():
    span = period("Seat", row("2016-01-01"), "seat")

    assert span.sure == (dt.date(2016, 1, 1), span.outer[1])


def test_of_a_period_nobody_has_dated_nothing_is_sure():
    (marker,) = markers(period("Seat", row(), "seat"))

    assert [(x, width, sure) for x, width, sure in marker.bars] == [
        ("0.00", "100.00", False)
    ]


def test_what_happened_at_once_stands_in_rows():
    same = [event(n, "2012-05-05", bounds("2012-05-05"), "meeting") for n in "abc"]

    rows = markers(*same, event("later", "2016", bounds("2016"), "meeting"))

    assert len({marker.y for marker in rows}) == 3
    assert rows[-1].y == rows[0].y


def test_close_up_the_scale_counts_months():
    names = [tick["name"] for tick in Scale.of_years(2016, 2016).ticks]

    assert names[:2] == ["Jan", "Feb"]
    assert len(names) == 12


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2014, 2015, ["2014", "Apr", "Jul", "Oct", "2015", "Apr", "Jul", "Oct"]),
        (2014, 2016, ["2014", "Jul", "2015", "Jul", "2016", "Jul"]),
        (2014, 2018, ["2014", "2015", "2016", "2017", "2018"]),
        (2002, 2024, ["2005", "2010", "2015", "2020"]),
    ],
)
def test_a_scale_names_no_more_than_there_is_room_for(first, last, expected):
    assert [tick["name"] for tick in Scale.of_years(first, last).ticks] == expected


def test_what_begins_before_the_scale_is_cut_at_its_edge():
    scale = Scale.of_years(2016, 2016)
    (marker,) = markers(period("Seat", row("2002", "2018"), "seat"), scale=scale)

    assert marker.bars == [("0.00", "100.00", True)]


def test_nothing_dated_makes_no_picture():
    assert chart([Swimlane("Meetings", [])]) is None
    assert chart([Swimlane("Seats", [period("Seat", row(), "seat")])]) is None
