"""A body's figures: drawn where they can be compared, said where they cannot, as a file."""

import csv
import io

import pytest
from django.contrib.contenttypes.models import ContentType

from apps.groups.figure_series import series_and_single_figures
from apps.groups.models import Figure
from tests.factories import ClaimFactory, FigureFactory, GroupFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory(name="Regional Support Office", slug="rso")


def displaced(group, **values):
    return FigureFactory(group=group, label="People displaced", **values)


def table(client, group):
    response = client.get(f"{group.get_absolute_url()}figures.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_one_measure_at_three_times_is_drawn_in_order_of_time(group):
    figures = [
        displaced(group, value=value, period=period)
        for value, period in [(60, "2016"), (30, "2012"), (15, "2002")]
    ]

    (series,), single = series_and_single_figures(figures)

    assert single == []
    assert [(f.period, percent) for f, percent in series.bars] == [
        ("2002", 25),
        ("2012", 50),
        ("2016", 100),
    ]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([{"period": "2012"}], id="two numbers are clearer as they stand"),
        pytest.param([{"period": "2016"}, {"period": "2012"}], id="one time twice"),
        pytest.param([{"period": ""}, {"period": "2012"}], id="a time not recorded"),
        pytest.param([{"period": "2012", "unit": "%"}] * 2, id="another unit"),
        pytest.param(
            [{"period": "2012", "value": -5}, {"period": "2013"}], id="below 0"
        ),
    ],
)
def test_what_cannot_be_compared_is_not_drawn(group, others):
    figures = [displaced(group, period="2016")]
    figures += [displaced(group, **values) for values in others]

    assert series_and_single_figures(figures) == ([], figures)


def test_a_page_draws_from_zero_and_links_the_file(client, group):
    for value, period in [(60, "2016"), (30, "2012"), (15, "2002")]:
        displaced(group, value=value, period=period)
    FigureFactory(group=group, label="Practitioners trained", value=348)

    html = client.get(group.get_absolute_url()).text

    assert html.count('<svg class="bar"') == 3
    assert 'width="25"' in html
    assert "Practitioners trained" in html
    assert 'href="/en/groups/rso/figures.csv"' in html


def test_a_body_without_figures_has_no_file(client, group):
    assert "figures.csv" not in client.get(group.get_absolute_url()).text
    assert client.get("/en/groups/rso/figures.csv").status_code == 404


def test_a_draft_has_no_file(client):
    group = GroupFactory(status="draft", slug="draft")
    FigureFactory(group=group)

    assert client.get("/en/groups/draft/figures.csv").status_code == 404


def test_the_file_holds_each_figure_with_its_sources(client, group):
    figure = FigureFactory(group=group, value="2700000.50", period="2023~", unit="AUD")
    told = {
        "record": group,
        "field": "value",
        "fact_type": ContentType.objects.get_for_model(Figure),
        "fact_id": figure.pk,
    }
    ClaimFactory(
        source=SourceFactory(title="Annual report", url="https://rso.example/2023"),
        value="2.7 million",
        **told,
    )
    ClaimFactory(
        source=SourceFactory(title="Press report"),
        value="3 million",
        rank="deprecated",
        reason="Rounded.",
        **told,
    )

    (row,) = table(client, group)

    assert row["value"] == "2700000.5"
    assert row["period"] == "2023~"
    assert row["period_earliest"] == "2023-01-01"
    assert row["sources"] == "Annual report"
    assert row["source_addresses"] == "https://rso.example/2023"
    assert row["sources_disagree"] == "yes"


def test_no_spreadsheet_runs_what_a_figure_says(client, group):
    FigureFactory(group=group, label="=HYPERLINK(1)", note="+1", qualifier="@x")

    (row,) = table(client, group)

    assert row["figure"] == "'=HYPERLINK(1)"
    assert row["note"] == "'+1"
    assert row["qualifier"] == "'@x"


def test_the_file_asks_the_same_few_questions_however_many_figures(
    client, group, django_assert_max_num_queries
):
    FigureFactory.create_batch(5, group=group)

    with django_assert_max_num_queries(6):
        client.get("/en/groups/rso/figures.csv")
