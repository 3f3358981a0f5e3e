import json
import os

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from apps.exchange.problem_details import as_problem
from apps.search.index_sync import rebuild
from apps.serving import cache_generations
from tests import factories
from tests.factories.everything import add_file

pytestmark = pytest.mark.django_db

LISTS = [
    "members",
    "groups",
    "meetings",
    "milestones",
    "publications",
    "topics",
    "sources",
    "claims",
]


def get(client, path, **query):
    return client.get(f"/api/v1/{path}", query)


@pytest.fixture
def one_of_each():
    seat = factories.SeatFactory(group__founded="2009", since="2015")
    factories.ParticipationFactory(member=seat.member, since="2002-02-26")
    factories.FigureFactory(group=seat.group)
    meeting = factories.MeetingFactory(group=seat.group, host=seat.member)
    factories.AttendanceFactory(meeting=meeting, member=seat.member)
    factories.MilestoneFactory(group=seat.group)
    publication = factories.PublicationFactory(meeting=meeting)
    factories.ContributorFactory(publication=publication)
    topic = factories.TopicFactory()
    publication.topics.add(topic)
    factories.ClaimFactory(record=meeting, field="dates")
    return {
        "members": seat.member,
        "groups": seat.group,
        "meetings": meeting,
        "publications": publication,
    }


def test_members_of_a_day_have_a_capacity_and_a_standing(client):
    founder = factories.ParticipationFactory(since="2002-02-26", member__name="Fiji")
    factories.ParticipationFactory(since="2002", until="2020", member__name="Gone")
    factories.ParticipationFactory(
        since="[2017-08-25..2019-07-23]",
        member__name="ILO",
        member__kind="organisation",
    )
    factories.ParticipationFactory(since="2020", member__name="Later")

    answer = get(client, "members", as_of="2018-06-01", page_size=100).json()

    rows = [(r["name"], r["capacity"], r["standing"]) for r in answer["results"]]
    assert rows == [
        ("Fiji", "member", "presumed"),
        ("Gone", "member", "documented"),
        ("ILO", "member", "possible"),
    ]
    assert answer["count"] == 3
    assert answer["results"][0]["url"].endswith(founder.member.get_absolute_url())

    everybody = get(client, "members", as_of="2018-06-01", standing="all").json()
    assert [r["standing"] for r in everybody["results"]] == [
        "presumed",
        "documented",
        "possible",
        "no",
    ]
    presumed = get(client, "members", as_of="2018-06-01", standing="presumed").json()
    assert [r["name"] for r in presumed["results"]] == ["Fiji"]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_answers_and_leaves_drafts_out(client, one_of_each, name):
    before = get(client, name).json()["count"]
    assert before >= 1
    for record in one_of_each.values():
        type(record).objects.update(status="draft")

    after = get(client, name).json()

    hidden = {"members", "groups", "meetings", "publications", "claims"}
    assert after["count"] == (0 if name in hidden else before)


@pytest.mark.parametrize("name", ["members", "groups", "meetings", "publications"])
def test_one_record_answers_at_its_slug(client, one_of_each, name):
    record = one_of_each[name]

    response = get(client, f"{name}/{record.slug}")

    assert response.status_code == 200
    assert response.json()["slug"] == record.slug
    assert "Last-Modified" in response.headers


@pytest.mark.parametrize("name", ["search", "members", "claims"])
def test_what_draws_on_many_records_is_dated_by_the_newest_change(
    client, one_of_each, name, settings, tmp_path
):
    rebuild()
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    cache_generations.invalidate()
    began = settings.PAGE_CACHE_DIR / "current"
    os.utime(began, (0, 86_400), follow_symlinks=False)

    headers = get(client, name).headers

    assert headers["Last-Modified"] == "Fri, 02 Jan 1970 00:00:00 GMT"


def test_a_publication_names_the_files_that_anybody_may_open(client):
    guide = factories.PublicationFactory(slug="guide")
    add_file(guide, "en", pages=3)
    add_file(guide, "notes", pages=1)
    guide.files.filter(name="notes").update(is_private=True)

    (file,) = get(client, "publications/guide").json()["files"]

    assert file == {
        "name": "en",
        "language": "",
        "page_count": 3,
        "url": "http://testserver/files/guide/en.pdf",
        "text_url": "http://testserver/en/publications/guide/files/en/text/",
    }


def test_lists_are_joined_by_links(client):
    factories.SourceFactory.create_batch(3)

    first = get(client, "sources", page_size=2).json()
    second = client.get(first["next"]).json()

    assert first["previous"] is None
    assert second["next"] is None
    assert first["count"] == second["count"] == 3
    slugs = {r["slug"] for r in first["results"] + second["results"]}
    assert len(slugs) == 3


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("members", {"as_of": "23 March 2016"}, 422),
        ("members", {"capacity": "king"}, 422),
        ("members", {"page": "-1"}, 422),
        ("members", {"page": "1000000000"}, 422),
        ("members", {"page": "999"}, 404),
        ("members", {"page_size": "101"}, 422),
        ("members", {"as_of": "\x00"}, 422),
        ("meetings", {"year": "99999"}, 422),
        ("meetings", {"group": "' OR 1=1"}, 422),
        ("meetings/nowhere", {}, 404),
        ("members/\x00", {}, 422),
        ("members/", {}, 404),
        ("nothing-here", {}, 404),
        ("../v2/members", {}, 404),
    ],
)
def test_a_wrong_question_gets_a_problem_document(client, path, query, status):
    response = get(client, path, **query)

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    assert response.json()["detail"]


def test_what_has_not_changed_is_not_sent_again(client):
    factories.SourceFactory()
    first = get(client, "sources")

    again = client.get("/api/v1/sources", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Access-Control-Allow-Origin"] == "*"
    assert int(first["RateLimit-Remaining"]) > 0


def test_who_asks_too_often_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr("apps.exchange.middleware.LIMIT", 2)
    monkeypatch.setattr("apps.exchange.middleware.WINDOW", 10**10)

    *heard, refused = [get(client, "topics") for _ in range(3)]

    assert [r.headers["RateLimit-Remaining"] for r in heard] == ["1", "0"]
    assert refused.status_code == 429
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert int(refused.headers["Retry-After"]) <= 10**10


def test_a_proxy_is_not_taken_for_all_whom_it_speaks_for(client, monkeypatch):
    monkeypatch.setattr("apps.exchange.middleware.LIMIT", 1)
    monkeypatch.setattr("apps.exchange.middleware.WINDOW", 10**10)

    statuses = [
        client.get(
            "/api/v1/topics", headers={"X-Forwarded-For": f"198.51.100.{n}"}
        ).status_code
        for n in (1, 2, 1)
    ]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long_it_is(client, name, request):
    request.getfixturevalue("one_of_each")
    get(client, name)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            get(client, name)
        costs.append(len(captured))
        publication = factories.PublicationFactory()
        factories.ContributorFactory(publication=publication)
        seat = factories.SeatFactory()
        factories.ParticipationFactory(member=seat.member)
        meeting = factories.MeetingFactory(host=seat.member)
        factories.AttendanceFactory(meeting=meeting)
        factories.MilestoneFactory(group=seat.group)
        factories.ClaimFactory(record=meeting, field="dates")
        factories.TopicFactory()

    assert costs[0] == costs[1] <= 12


@pytest.mark.parametrize("path", ["topics", "", "nothing-here"])
def test_who_asks_for_the_head_gets_that_of_the_answer(client, path):
    whole = get(client, path)

    head = client.head(f"/api/v1/{path}")

    assert head.status_code == whole.status_code
    assert head.content == b""
    alike = ["Content-Type", "Content-Length", "ETag"]
    assert [head.get(name) for name in alike] == [whole.get(name) for name in alike]


def test_a_browser_is_told_that_scripts_of_other_sites_may_read(client):
    response = client.options(
        "/api/v1/topics", headers={"Access-Control-Request-Method": "GET"}
    )

    assert response.status_code == 204
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_by_it(client, method):
    response = getattr(client, method)("/api/v1/topics")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json()["title"] == "The API is read only"


def test_an_error_written_for_browsers_becomes_a_problem():
    failure = as_problem(HttpResponse("<h1>Sorry</h1>", status=502))

    assert failure.status_code == json.loads(failure.content)["status"] == 502
    assert failure["Content-Type"] == "application/problem+json"
    assert as_problem(missing := HttpResponse(status=410)) is not missing
    assert as_problem(fine := HttpResponse("{}")) is fine


def test_answers_are_in_english_whatever_a_browser_prefers(client, one_of_each):
    indonesian = {"Accept-Language": "id"}

    answers = [
        client.get("/api/v1/groups", headers=h).content for h in ({}, indonesian)
    ]

    assert answers[0] == answers[1]
    assert b"/en/groups/" in answers[0]


def test_the_pages_of_a_list_are_joined_in_its_head_too(client):
    factories.SourceFactory.create_batch(3)

    response = get(client, "sources", page_size=1, page=2)

    address = "<http://testserver/api/v1/sources?page_size=1&page={}>"
    assert response["Link"] == (
        f'{address.format(3)}; rel="next", {address.format(1)}; rel="prev"'
    )


def test_a_meeting_stays_where_its_body_is_withdrawn(client):
    group = factories.GroupFactory(slug="forum", status="draft")
    factories.MeetingFactory(slug="sitting", group=group)

    assert client.get("/api/v1/meetings/sitting").json()["group"] is None
    assert client.get("/api/v1/meetings").json()["count"] == 1


def test_what_has_not_changed_may_be_read_from_elsewhere_too(client):
    etag = client.get("/api/v1/topics").headers["ETag"]

    again = client.get("/api/v1/topics", headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert "RateLimit-Remaining" in again.headers


def test_what_a_hidden_record_is_named_in_is_found_by_no_filter(client):
    hidden = {
        "topic": factories.TopicFactory(slug="hidden-topic", status="draft"),
        "group": factories.GroupFactory(slug="hidden-group", status="draft"),
        "member": factories.MemberFactory(slug="hidden-member", status="draft"),
    }
    publication = factories.PublicationFactory(group=hidden["group"])
    publication.topics.add(hidden["topic"])
    publication.members.add(hidden["member"])
    factories.MeetingFactory(group=hidden["group"])

    for name, record in hidden.items():
        found = get(client, "publications", **{name: record.slug}).json()
        assert found["count"] == 0, name
    assert get(client, "meetings", group="hidden-group").json()["count"] == 0


def test_what_a_hidden_record_is_named_in_does_not_name_it(client):
    group = factories.GroupFactory(slug="hidden-group", status="withdrawn")
    meeting = factories.MeetingFactory(slug="hidden-meeting", status="review")
    host = factories.MemberFactory(slug="hidden-member", status="draft")
    topic = factories.TopicFactory(slug="hidden-topic", status="draft")
    naming = {
        "groups": factories.GroupFactory(parent=group),
        "meetings": factories.MeetingFactory(group=group, host=host),
        "milestones": factories.MilestoneFactory(group=group),
        "publications": factories.PublicationFactory(group=group, meeting=meeting),
        "topics": factories.TopicFactory(broader=topic),
    }

    for name, record in naming.items():
        answer = get(client, name)
        assert record.slug in answer.text
        assert "hidden-" not in answer.text, name


@pytest.mark.parametrize("day", ["0", "86400", "2016-03-23T00:00:00", "2016-03", "x"])
def test_a_day_is_written_as_a_date(client, day):
    assert get(client, "members", as_of=day).status_code == 422


def test_claims_on_which_sources_differ_and_others_make_all(client):
    member = factories.MemberFactory()
    for reading, rank in [("a", "preferred"), ("b", "normal"), ("c", "normal")]:
        field = "region" if reading == "c" else "name"
        factories.ClaimFactory(
            record=member, field=field, value=reading, reading=reading, rank=rank
        )

    counts = {
        asked: get(client, "claims", **asked_for).json()["count"]
        for asked, asked_for in {
            "all": {},
            "differing": {"contested": "true"},
            "others": {"contested": "false"},
        }.items()
    }

    assert counts == {"all": 3, "differing": 2, "others": 1}
