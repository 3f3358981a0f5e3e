"""Addresses that others have written down stay where they are."""

import inspect

import pytest
from django.urls import resolve, reverse
from django.utils.translation import override

from apps.records.detail_views import RecordDetail

FIXED = {
    "/en/members/": "members:index",
    "/en/members/indonesia/": "members:member",
    "/en/conferences/": "conferences:index",
    "/en/conferences/ministerial-conference-1/": "conferences:meeting",
    "/en/groups/": "groups:index",
    "/en/groups/regional-support-office/": "groups:group",
    "/en/timeline/": "timeline",
    "/en/publications/": "publications:index",
    "/en/sources/": "sources:index",
    "/en/sources/disagreements/": "sources:disagreements",
    "/en/search/": "search:search",
    "/admin/": "admin:index",
    "/healthz": "healthz",
    "/readyz": "readyz",
}


@pytest.mark.parametrize(("address", "name"), FIXED.items(), ids=FIXED)
def test_an_address_means_what_it_always_meant(address, name):
    assert resolve(address).view_name == name


def test_what_a_link_adds_to_the_address_of_a_record_does_not_show_on_its_page(
    client, portal
):
    plain = client.get("/en/members/indonesia/")

    answer = client.get("/en/members/indonesia/?utm_source=%22%3E%3Cb%3E")

    assert answer.content == plain.content


def test_a_record_page_that_answers_to_its_query_string_says_to_what():
    """Else what is asked would be dropped before the page is made."""
    assert resolve("/en/members/indonesia/")  # by now every view is imported
    views = RecordDetail.__subclasses__()

    assert len(views) > 5
    assert [
        view
        for view in views
        if "GET" in inspect.getsource(view) and not view.parameters
    ] == []


@pytest.mark.parametrize("name", ["members:index", "timeline", "search:search"])
def test_an_address_is_the_same_in_both_languages_but_for_its_prefix(name):
    with override("en"):
        english = reverse(name)
    with override("id"):
        indonesian = reverse(name)

    assert indonesian == english.replace("/en/", "/id/", 1)


def test_the_root_leads_to_the_language_a_browser_prefers(client, db):
    for preferred, expected in [("id,en;q=0.5", "/id/"), ("fr", "/en/"), ("", "/en/")]:
        response = client.get("/", headers={"accept-language": preferred})

        assert response.status_code == 302
        assert response["Location"] == expected


@pytest.mark.parametrize(
    "address",
    [
        "/en/members/",
        "/en/members/indonesia/",
        "/en/members/?as_of=2016-03-23",
        "/en/conferences/",
        "/en/conferences/ministerial-conference-1/",
        "/en/groups/",
        "/en/timeline/",
        "/en/publications/",
        "/en/sources/",
        "/en/sources/disagreements/",
        "/en/",
    ],
)
def test_the_shipped_record_answers(client, portal, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/en/members/?as_of=yesterday",
        "/en/members/?as_of=2002-02-30",
        "/en/members/?page=0",
        "/en/members/?page=1000000000",
        "/en/members/?region=%00",
        "/en/conferences/?year=abc",
        "/en/conferences/?group=%27%3B",
        "/en/groups/?kind=%F0%9F%98%80",
        "/en/timeline/?since=99999999999999999999",
        "/en/timeline/?until=-1",
        "/en/publications/?year=9999999999&topic=%00&q=%27%22",
        "/en/publications/?page=-1",
        "/en/sources/?kind=%3Cscript%3E",
        "/en/sources/disagreements/?page=two",
        "/en/members/no-such-member/",
        "/en/members/%00/",
        "/en/no-such-page/",
        "/xx/members/",
    ],
)
def test_bad_input_gets_an_answer_and_never_a_failure(client, portal, address):
    assert client.get(address).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize(
    "address",
    [
        "/llms.txt",
        "/feed.xml",
        "/index.php",
        "/feeds/news.atom",
        "/publications/export.csv",
        "/.well-known/security.txt",
        "/.well-known/change-password",
    ],
)
def test_a_machine_finds_at_once_that_something_is_missing(client, db, address):
    assert client.get(address).status_code == 404


def test_a_reader_who_leaves_out_the_language_is_still_led_to_the_page(client, db):
    assert client.get("/members/")["Location"] == "/en/members/"
