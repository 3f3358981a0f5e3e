"""Where sources are known to differ, the reader finds what each says, side by side."""

import re

import pytest
from django.utils.html import strip_tags

pytestmark = pytest.mark.usefixtures("portal")

DISAGREEMENTS = [
    (
        "Bali Process",
        ["45 states and territories, 4", "45 member countries", "46 member"],
    ),
    ("Bali Process", ["45 member states, three", "47 member states", "48 members, 18"]),
    ("Ministerial Conference", ["every two years", "yearly", "two to three years"]),
    ("Ministerial Conference", ["the first held outside Indonesia", "alternately in"]),
    ("First Regional", ["26-28 February 2002", "27-28 February 2002"]),
    ("First Regional", ["61 countries and", "38 states and territories"]),
    ("Second Regional", ["28-30 April 2003", "29-30 April 2003", "27th March 2003"]),
    ("Second Regional", ["33 members and 27 observers", "32 countries, 14 observer"]),
    ("Fourth Regional", ["29-30 March 2011", "29-30th 2011", "30 March 2011"]),
    ("Fourth Regional", ["41 countries", "43 countries", "32 countries"]),
    (
        "Sixth Ministerial",
        ["16 ministers among them, from 54", "16 foreign ministers of 44"],
    ),
    ("Seventh Ministerial", ["7 August 2018", "6-7 August 2018"]),
    ("Seventh Ministerial", ["281 delegates, 46", "321 participants, 52"]),
    ("Eighth Ministerial", ["10 February 2023", "8-10 February 2023"]),
    ("Eighth Ministerial", ["36 member states and 4", "45 member governments"]),
    ("France (New Caledonia)", ["France", "New Caledonia", "listed separately"]),
    (
        "International Labour Organization",
        ["member organisation", "International Organizations"],
    ),
    ("Bali Process", ["more than 45 member states", "Nauru, Palau and Tonga"]),
    ("Ad Hoc Group", ["sixteen states and three", "UNHCR and IOM"]),
    ("Ad Hoc Group", ["observer at the eighth meeting", "named beside IOM and UNHCR"]),
    ("First Meeting of the Ad Hoc", ["27-29 July 2009", "27-29 June 2009"]),
    ("Senior Officials Meeting", ["10 March 2011", "29 March 2011"]),
    ("Disruption", ["24 September 2015", "19 May 2015"]),
    ("Joint Period", ["seven completed", "2023–24 was the sixth"]),
    ("Task Force", ["eleventh Ad Hoc Group meeting", "Sixth Ministerial Conference"]),
    ("Task Force", ["Australia and Indonesia", "New Zealand and Viet Nam"]),
    ("Fourth Meeting of the Task", ["14 February 2019", "14-15 February 2019"]),
    ("Government and Business Forum", ["every two years", "yearly"]),
    ("First Government and Business", ["37 governments", "42 countries, 60 leaders"]),
    ("Third Government and Business", ["10 February 2023", "as day two"]),
    ("Consultation Mechanism", ["Sixth Ministerial", "pursuant to a review"]),
    ("Consultation Mechanism", ["13 October 2017", "September 2017"]),
    ("Anniversary", ["7-8 September 2022", "Tuesday, 06 Sep 2022"]),
]


@pytest.fixture(scope="module")
def disputes():
    """The words of each dispute, filled from the page by the first test that asks."""
    return []


@pytest.mark.parametrize(
    ("about", "sayings"), DISAGREEMENTS, ids=lambda value: str(value)[:60]
)
def test_sources_that_differ_stand_side_by_side(client, disputes, about, sayings):
    if not disputes:
        page, number = True, 1
        while page:
            html = client.get("/en/sources/disagreements/", {"page": number}).text
            page = re.findall(
                r'<article class="disagreement">.*?</article>', html, re.DOTALL
            )
            disputes += [" ".join(strip_tags(article).split()) for article in page]
            number += 1

    found = [d for d in disputes if about in d and all(said in d for said in sayings)]

    assert found
