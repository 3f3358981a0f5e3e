"""Meetings as readers find them: the list in its order, and from one to the next."""

import pytest
from lxml import html

from tests.factories import GroupFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_ministerial_conferences_come_first_and_each_part_newest_first(client):
    for title, kind, dates in [
        ("Kuta Workshop", "workshop", "2019"),
        ("First Conference", "conference", "2002-02"),
        ("Samoa Retreat", "meeting", "2021"),
        ("Second Conference", "conference", "2003"),
        ("Undated Sitting", "meeting", ""),
    ]:
        MeetingFactory(title=title, kind=kind, dates=dates)

    page = client.get("/en/conferences/").text
    titles = [
        "Second Conference",
        "First Conference",
        "Samoa Retreat",
        "Kuta Workshop",
        "Undated Sitting",
    ]

    assert sorted(titles, key=page.index) == titles


def test_a_meeting_leads_to_those_before_and_after_it_in_its_body(client):
    group = GroupFactory()
    first, second, third = [
        MeetingFactory(group=group, dates=dates) for dates in ["2002", "2003", "2005"]
    ]
    MeetingFactory(group=group, dates="2004", status="draft")
    MeetingFactory(dates="2004")

    def led_to(meeting):
        page = html.fromstring(client.get(meeting.get_absolute_url()).text)
        return {
            link.get("rel"): link.get("href")
            for link in page.xpath('//main//a[@rel="prev" or @rel="next"]')
        }

    assert led_to(first) == {"next": second.get_absolute_url()}
    assert led_to(second) == {
        "prev": first.get_absolute_url(),
        "next": third.get_absolute_url(),
    }
    assert led_to(third) == {"prev": second.get_absolute_url()}
