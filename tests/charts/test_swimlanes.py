"""Time drawn to scale: full where the record is sure, otherwise where it is not."""

import datetime as dt

import pytest

from apps.charts.swimlanes import Scale, Swimlane, TimeSpan, chart, event
from apps.core.dates import bounds

YEARS = Scale.of_years(2002, 2021)  # 20 years: 5 percent each, a leap day more or less


def seat(*phases):
    """A span of a seat: (phase, first year, last year) each."""
    return TimeSpan(
        "Seat",
        "",
        "seat",
        phases=[
            (name, dt.date(first, 1, 1), dt.date(last, 12, 31))
            for name, first, last in phases
        ],
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

    assert marker.span.is_sure is sure


def test_a_day_is_a_point_and_a_year_a_dashed_bar():
    day, year = markers(
        event("Day", "2002-07-02", bounds("2002-07-02"), "meeting"),
        event("Year", "2012", bounds("2012"), "publication"),
    )

    assert day.x == "2.50"
    assert day.bars == []
    ((x, width, phase),) = year.bars
    assert float(x) == pytest.approx(50, abs=0.1)
    assert float(width) == pytest.approx(5, abs=0.1)
    assert phase == "sometime"


def test_each_phase_is_a_bar():
    (marker,) = markers(
        seat(
            ("possible", 2004, 2005),
            ("documented", 2006, 2007),
            ("presumed", 2008, 2009),
        )
    )

    assert [phase for _x, _width, phase in marker.bars] == [
        "possible",
        "documented",
        "presumed",
    ]
    assert [round(float(x)) for x, _width, _phase in marker.bars] == [10, 20, 30]
    assert sum(float(width) for _x, width, _phase in marker.bars) == pytest.approx(
        30, abs=0.1
    )


@pytest.mark.parametrize(
    ("spans", "key"),
    [
        ([seat(("documented", 2004, 2005))], {"documented"}),
        ([seat(("possible", 2004, 2005), ("presumed", 2006, 2020))], {"possible", "presumed"}),
        ([event("Day", "2012-07-02", bounds("2012-07-02"), "meeting")], {"meeting"}),
        ([event("Month", "2012-07", bounds("2012-07"), "milestone")], {"milestone", "sometime"}),
        ([event("Year", "2012", bounds("2012"), "publication")], {"sometime"}),
        ([event("Long", "2012-01-01/2013-12-31", bounds("2012/2013"), "meeting")], {"exact"}),
    ],
)  # fmt: skip
def test_the_key_names_what_is_drawn_and_nothing_else(spans, key):
    assert chart([Swimlane("Lane", spans)]).key == key


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
    (marker,) = markers(seat(("documented", 2002, 2018)), scale=scale)

    assert marker.bars == [("0.00", "100.00", "documented")]


def test_nothing_dated_makes_no_picture():
    assert chart([Swimlane("Meetings", [])]) is None
    assert chart([Swimlane("Seats", [seat()])]) is None
