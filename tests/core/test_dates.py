import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from edtf import parse_edtf

from apps.core.dates import bounds, format_edtf, validate_edtf, years_of
from tests.factories import MeetingFactory


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2016-03", (2016,)),
        ("2014/2016", (2014, 2015, 2016)),
        ("2019-12-30/2020-01-02", (2019, 2020)),
    ],
)
def test_a_span_belongs_to_every_year_it_touches(text, years):
    assert years_of(*bounds(text)) == years


def test_what_has_no_date_belongs_to_no_year():
    assert years_of(None, None) == ()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2002-02-26", dt.date(2002, 2, 26), dt.date(2002, 2, 26)),
        ("2011-03", dt.date(2011, 3, 1), dt.date(2011, 3, 31)),
        ("2013", dt.date(2013, 1, 1), dt.date(2013, 12, 31)),
        ("201X", dt.date(2010, 1, 1), dt.date(2019, 12, 31)),
        ("2013~", dt.date(2013, 1, 1), dt.date(2013, 12, 31)),
        ("2016-03?", dt.date(2016, 3, 1), dt.date(2016, 3, 31)),
        ("2002-02-26/2002-02-28", dt.date(2002, 2, 26), dt.date(2002, 2, 28)),
        ("2017-08/2019-07", dt.date(2017, 8, 1), dt.date(2019, 7, 31)),
        ("2015/2017-06-30", dt.date(2015, 1, 1), dt.date(2017, 6, 30)),
    ],
)
def test_a_date_keeps_its_earliest_and_latest_day(text, earliest, latest):
    assert bounds(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["2004", "2004-02", "2004-02-29", "2003-12", "2003-11/2004-02", "0987"]
)
def test_plain_dates_mean_what_the_grammar_of_edtf_says(text):
    parsed = parse_edtf(text)
    days = [parsed.lower_strict(), parsed.upper_strict()]

    assert bounds(text) == tuple(dt.date(*day[:3]) for day in days)


@pytest.mark.parametrize(
    "text",
    [
        "29-30th 2011",
        "26 February 2002",
        "2002-02-30",
        "2002-13",
        "../2002",
        "2002/..",
        "2002/2003/2004",
        "2002-2-6",
        "٢٠٠٢",
        "2011-1X",
        "2011-00",
        "2021-23",
        "2021-23~",
        "",
    ],
)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(ValidationError, match="is not a valid date"):
        validate_edtf(text)


def test_an_interval_cannot_run_backwards():
    with pytest.raises(ValidationError, match="ends before it starts"):
        validate_edtf("2003-04-30/2003-04-28")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2002-02-26/2002-02-28", "26–28 February 2002"),
        ("2017-08-30/2017-09-02", "30 August – 2 September 2017"),
        ("2019-12-30/2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2011-03", "March 2011"),
        ("2013~", "about 2013"),
        ("2016-03?", "March 2016 (uncertain)"),
        ("201X", "the 2010s"),
        ("2017-08/2019-07", "August 2017 – July 2019"),
        ("2003-04-01/2003-04-01", "1 April 2003"),
        ("", ""),
    ],
)
def test_a_date_is_spelt_only_as_precisely_as_it_is_known(text, words):
    assert format_edtf(text) == words


@pytest.mark.django_db
def test_a_page_tells_a_span_within_one_month_of_two_years_with_both_years(client):
    meeting = MeetingFactory(dates="2002-05-30/2003-05-02")

    html = client.get(meeting.get_absolute_url()).text

    assert "30 May 2002 – 2 May 2003" in html


def test_the_start_of_a_period_is_one_day_within_its_span():
    words = format_edtf("[2017-08..2019-07]")

    assert words == "between August 2017 and July 2019"


def test_dates_follow_the_language_of_the_reader():
    with override("id"):
        assert format_edtf("2002-02-26/2002-02-28") == "26–28 Februari 2002"
