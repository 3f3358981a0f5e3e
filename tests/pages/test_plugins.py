"""Plugins as a page shows them."""

import datetime as dt
import re

import pytest
from django.urls import resolve
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from apps.pages import record_excerpts
from tests.factories import (
    ClaimFactory,
    GroupFactory,
    MeetingFactory,
    MemberFactory,
    MilestoneFactory,
    ParticipationFactory,
    PublicationFactory,
)


@pytest.fixture
def shown(pages, client):
    """What a page with some plugins looks like."""

    def show(*plugins, language="en"):
        text = {
            "title": "A page",
            "slug": "page",
            "placeholders": {"content": list(plugins)},
        }
        pages.page("page", languages={language: text})
        pages.load()
        return client.get(f"/{language}/page/").text

    return show


def in_days(number):
    return (timezone.localdate() + dt.timedelta(days=number)).isoformat()


def member(kind="state", **values):
    member = MemberFactory(kind=kind, **values)
    ParticipationFactory(member=member, capacity="member", since="2002-02-26")
    return member


def test_key_figures_count_what_the_record_holds(db):
    member()
    member(kind="territory")
    member(kind="organisation")
    observer = MemberFactory(kind="state")
    ParticipationFactory(member=observer, capacity="observer", since="2002-02-26")
    former = MemberFactory(kind="state")
    ParticipationFactory(
        member=former, capacity="member", since="2002-02-26", until="2003-04-30"
    )
    group = GroupFactory()
    MeetingFactory(group=group, kind="conference")
    MeetingFactory(group=group, kind="conference", dates=in_days(30))
    MeetingFactory(group=group, kind="meeting")
    PublicationFactory()

    numbers = {f["label"]: f["number"] for f in record_excerpts.key_figures()}

    assert numbers == {
        "member states and territories": 2,
        "member organisation": 1,
        "ministerial conference": 1,
        "body or mechanism": 1,
        "publication": 1,
        "points on which sources disagree": 0,
    }


def test_key_figures_count_a_disagreement_once_however_many_sources(db):
    meeting = MeetingFactory()
    for reading in ["2003-03-27", "2003-04-28", "2003-04-29"]:
        ClaimFactory(record=meeting, field="dates", value=reading, reading=reading)
    agreed = MeetingFactory(group=meeting.group)
    for _ in range(2):
        ClaimFactory(record=agreed, field="place", value="Bali", reading="Bali")

    assert record_excerpts.key_figures()[-1]["number"] == 1


def test_key_figures_leave_out_what_is_not_public(db):
    draft = MeetingFactory(status="draft", kind="conference")
    for reading in ["2003-03-27", "2003-04-28"]:
        ClaimFactory(record=draft, field="dates", value=reading, reading=reading)
    hidden = MemberFactory(status="draft")
    ParticipationFactory(member=hidden, capacity="member", since="2002-02-26")
    PublicationFactory(status="withdrawn")
    draft.group.status = "draft"
    draft.group.save()

    assert [f["number"] for f in record_excerpts.key_figures()] == [0] * 6


def test_each_key_figure_leads_to_the_list_it_counts(shown):
    member()
    html = shown({"plugin": "KeyFiguresPlugin"})

    urls = [figure["url"] for figure in record_excerpts.key_figures()]
    assert all(f'href="{url.replace("&", "&amp;")}"' in html for url in urls)
    assert [resolve(url.partition("?")[0]).view_name for url in urls] == [
        "members:index",
        "members:index",
        "conferences:index",
        "groups:index",
        "publications:index",
        "sources:disagreements",
    ]


def test_each_number_of_the_home_page_is_that_of_the_list_it_leads_to(portal, client):
    with override("en"):
        figures = record_excerpts.key_figures() + [
            {"number": len(region["members"]), "url": region["url"]}
            for region in record_excerpts.members_by_region()
        ]

    for figure in figures:
        text = strip_tags(client.get(figure["url"]).text)
        found = [int(n) for n in re.findall(r"(\d+) (?:record|result|point)", text)]
        found += [int(n) for n in re.findall(r"of (\d+) results", text)]
        assert figure["number"] in found, figure


def test_the_latest_publications_come_newest_first_and_no_more_than_asked(shown):
    for year in [2016, 2023, 2018]:
        PublicationFactory(title=f"Strategy of {year}", issued=str(year))

    html = shown({"plugin": "LatestPublicationsPlugin", "count": 2})

    assert html.index("Strategy of 2023") < html.index("Strategy of 2018")
    assert "Strategy of 2016" not in html


def test_meetings_to_come_and_the_latest_stand_apart(db):
    group = GroupFactory()
    for days in [-400, -30, -2, 10, 40]:
        MeetingFactory(group=group, title=f"{days}", dates=in_days(days))

    found = record_excerpts.meetings_around(2)

    assert [m.title for m in found["upcoming"]] == ["10", "40"]
    assert [m.title for m in found["latest"]] == ["-2", "-30"]


def test_a_page_says_so_where_no_meeting_is_to_come(shown):
    MeetingFactory(title="First Regional Ministerial Conference")

    html = shown({"plugin": "MeetingsPlugin", "count": 2})

    assert "No future meeting is recorded." in html
    assert "First Regional Ministerial Conference" in html
    assert "26–28 February 2002" in html


def test_members_stand_by_region_with_organisations_last(shown):
    member(name="Zambia", region="africa")
    member(name="IOM", kind="organisation", region="")
    member(name="Thailand", region="south-eastern-asia")
    member(name="Indonesia", region="south-eastern-asia")

    rows = record_excerpts.members_by_region()
    html = shown({"plugin": "MembersPlugin"})

    assert [[m.name for m in row["members"]] for row in rows] == [
        ["Indonesia", "Thailand"],
        ["Zambia"],
        ["IOM"],
    ]
    assert "?capacity=member&amp;region=africa" in html
    assert "?capacity=member&amp;kind=organisation" in html


def test_a_timeline_excerpt_joins_meetings_and_milestones_of_its_years(shown):
    MeetingFactory(title="Conference in Bali", dates="2002-02-26/2002-02-28")
    MilestoneFactory(title="The office opens", date="2012-09-10")
    MilestoneFactory(title="Roadmap launched", date="2017-02")
    MilestoneFactory(title="Too late", date="2018-01-01")

    html = shown({"plugin": "TimelinePlugin", "since": 2012, "until": 2017})

    assert html.index("The office opens") < html.index("Roadmap launched")
    assert "Conference in Bali" not in html
    assert "Too late" not in html
    assert "?since=2012&amp;until=2017" in html


def test_a_date_known_to_the_month_is_drawn_as_inexact(db):
    MilestoneFactory(date="2017-02")
    MeetingFactory(dates="2017-08-24/2017-08-25")

    entries = record_excerpts.timeline_between(2017, 2017)

    assert [(e["inexact"], e["span"]) for e in entries] == [
        (True, False),
        (False, True),
    ]


def test_a_callout_of_doubt_says_so_by_its_class_and_escapes_its_text(shown):
    html = shown(
        {
            "plugin": "CalloutPlugin",
            "tone": "doubt",
            "title": "When?",
            "body": "27 March <or> April",
            "link": "/en/timeline/",
            "link_text": "See both",
        }
    )

    assert "callout--doubt" in html
    assert "27 March &lt;or&gt; April" in html
    assert '<a href="/en/timeline/">See both</a>' in html


def test_a_story_keeps_the_order_of_its_steps(shown):
    steps = [
        {"plugin": "StoryStepPlugin", "when": when, "title": f"In {when}", "body": "x"}
        for when in ["2002", "2009", "2016"]
    ]
    html = shown({"plugin": "StoryPlugin", "children": steps})

    assert html.index("In 2002") < html.index("In 2009") < html.index("In 2016")


def test_excerpts_speak_the_readers_language(shown):
    member(name="Malaysia", region="south-eastern-asia")
    MeetingFactory(title="First", title_ind="Pertama")

    html = shown({"plugin": "MeetingsPlugin", "count": 1}, language="id")

    assert "Pertama" in html
    assert "26–28 Februari 2002" in html
    with override("id"):
        assert (
            record_excerpts.key_figures()[0]["url"]
            == "/id/members/?capacity=member&kind=country"
        )
