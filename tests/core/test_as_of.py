"""Days of which the record can say nothing are refused, wherever a day can be asked."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from tests import factories

pytestmark = pytest.mark.django_db

FIRST = dt.date(2002, 2, 26)
PAGES = ["/en/members/", "/en/groups/", "/en/groups/forum/"]


@pytest.fixture(autouse=True)
def record():
    group = factories.GroupFactory(slug="forum", founded="2002")
    factories.SeatFactory(group=group, role="chair", since="2002-02")
    factories.ParticipationFactory(member__name="Thailand", since="2001/2003")


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


BEFORE = "is before the Bali Process began."
AHEAD = "is in the future."


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", ["as_of", "compare"])
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1990-01-01", f"1 January 1990 {BEFORE}"),
        ("2002-02-25", f"25 February 2002 {BEFORE}"),
        ("2099-01-01", f"1 January 2099 {AHEAD}"),
        ("9999-12-31", f"31 December 9999 {AHEAD}"),
    ],
)
def test_a_page_refuses_the_day_in_words_with_the_form_and_nothing_else(
    client, path, name, day, said
):
    response = client.get(path, {name: day})
    page = html.fromstring(response.text)

    assert response.status_code == 422
    assert said in response.text
    assert "Choose a day from 26 February 2002 to today, " in response.text
    (field,) = page.xpath('//input[@type="date"][@name="as_of"]')
    assert (field.get("min"), field.get("max")) == ("2002-02-26", str(today()))
    assert page.xpath("//table") == []
    assert page.xpath('//*[@class="as-of__cite small quiet"]') == []


@pytest.mark.parametrize("path", PAGES)
def test_the_first_day_and_today_are_answered_and_tomorrow_is_not(client, path):
    status = {
        day: client.get(path, {"as_of": day.isoformat()}).status_code
        for day in [FIRST, today(), today(1)]
    }

    assert status == {FIRST: 200, today(): 200, today(1): 422}


def test_the_slider_names_the_first_year_and_every_fifth_with_room_between(client):
    text = client.get("/en/members/").text
    scale = html.fromstring(text).xpath('//*[@class="as-of__scale"]//text/text()')

    assert scale == ["2002", *map(str, range(2010, today().year + 1, 5))]


def test_the_refusal_speaks_the_language_of_the_page(client):
    response = client.get("/id/members/", {"as_of": "2099-01-01"})

    assert response.status_code == 422
    assert "1 Januari 2099 masih di masa depan" in response.text


def test_the_form_of_a_refusal_keeps_the_filters_and_leads_back(client):
    text = client.get("/en/members/?region=oceania&as_of=2099-01-01").text
    page = html.fromstring(text)

    assert page.xpath('//form//input[@name="region"]/@value') == ["oceania"] * 2
    assert "/en/members/?region=oceania" in page.xpath("//main//a/@href")


def test_the_page_of_a_body_nobody_may_see_refuses_no_day(client):
    factories.GroupFactory(slug="hidden", status="draft")
    factories.GroupFactory(slug="error", status="withdrawn", ending="error")

    days = {"as_of": "2099-01-01"}

    assert client.get("/en/groups/hidden/", days).status_code == 404
    assert client.get("/en/groups/error/", days).status_code == 410


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2002-02-25", f"as_of: 25 February 2002 {BEFORE}"),
        ("2099-01-01", f"as_of: 1 January 2099 {AHEAD}"),
    ],
)
def test_the_api_refuses_the_day_as_a_problem(client, day, said):
    response = client.get(
        "/api/v1/members", {"as_of": day}, headers={"accept-language": "id"}
    )

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].startswith(said)
    assert "Choose a day from 26 February 2002" in response.json()["detail"]


def test_the_api_answers_the_first_day_and_today_and_not_tomorrow(client):
    status = {
        day: client.get("/api/v1/members", {"as_of": str(day)}).status_code
        for day in [FIRST, today(), today(1)]
    }

    assert status == {FIRST: 200, today(): 200, today(1): 422}
