"""Pages on their way to the public: rights, review, notes, the gate, the schedule."""

import datetime as dt
import shutil

import pytest
from cms.models import PageContent
from django.contrib.redirects.models import Redirect
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from djangocms_versioning.models import Version

from apps.pages.page_checks import findings
from apps.pages.page_publishing import run_schedule
from apps.pages.page_steps import PageEnding, PageStep
from tests.pages.conftest import draft, version_of
from tests.staff import signed_in, somebody, typed

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def about(pages):
    pages.page("about", "First words.")
    pages.page("team", parent="about")
    pages.load()


@pytest.fixture
def writer(db):
    return somebody("editor", "writer")


@pytest.fixture
def publisher(db):
    return signed_in(somebody("publisher"))


def step(name, version):
    if name == "review":
        return reverse("page-review", args=[version.pk])
    return reverse(
        f"admin:djangocms_versioning_pagecontentversion_{name}", args=[version.pk]
    )


def state(version):
    return Version.objects.get(pk=version.pk).state


def moment(delta):
    then = timezone.now() + delta
    return {"0": f"{then:%Y-%m-%d}", "1": f"{then:%H:%M:%S}"}


def test_publishing_asks_for_a_note_even_where_the_cms_sends_none(
    about, writer, publisher, client
):
    version = draft("about", writer, title="Second title")

    response = publisher.post(step("publish", version))  # the CMS's own button
    assert "Change note" in response.text
    assert "This field is required." not in response.text
    publisher.post(step("publish", version), typed(response, note=" "))
    assert state(version) == "draft"
    publisher.post(step("publish", version), typed(response, note="A better title."))

    assert state(version) == "published"
    assert "Second title" in client.get("/en/about/").text
    kept = version.steps.get()
    assert (kept.kind, kept.note, kept.user.username) == (
        "publish",
        "A better title.",
        "the-publisher",
    )


def test_the_page_tree_cannot_publish_behind_the_page(about, writer, publisher):
    version = draft("about", writer)

    response = publisher.post(
        step("publish", version), headers={"Sec-Fetch-Mode": "cors"}
    )

    assert response.status_code == 400
    assert response.text == "Open the page and publish it there."
    assert state(version) == "draft"


@pytest.mark.parametrize("role", ["contributor", "editor", "administrator", "no role"])
@pytest.mark.parametrize("name", ["publish", "unpublish"])
def test_who_may_not_publish_cannot_through_any_address(about, writer, role, name):
    version = draft("about", writer) if name == "publish" else version_of("about")
    before = state(version)
    client = signed_in(somebody(role))
    data = {"note": "All the same.", "ending": "error"}

    for url in [
        step(name, version),
        step(name, version).replace("/admin/", "/admin//"),
    ]:
        assert client.post(url, data).status_code in {302, 403, 404}
    assert state(version) == before


@pytest.mark.parametrize("key", ["0", "x", "_35", "1/1", "9" * 40])
def test_a_version_that_is_none_is_not_found(about, publisher, key):
    version = version_of("about")
    for name in ["publish", "unpublish", "review"]:
        url = step(name, version).replace(f"/{version.pk}/", f"/{key}/")
        assert publisher.post(url, {"note": "x"}).status_code == 404


FLAWS = {
    "picture": ('<p><img src="/media/map.png"></p>', "map.png", True),
    "decorative": ('<p><img src="/media/map.png" alt=""></p>', "map.png", False),
    "main heading": ("<h1>Aims</h1>", "second main heading", True),
    "skipped level": ("<h2>Aims</h2><h4>One</h4>", "has level 4", True),
    "first level": ("<h3>Aims</h3>", "has level 3", True),
    "in order": ("<h2>A</h2><h3>B</h3><h2>C</h2>", "has level", False),
    "empty link": ('<p><a href="/en/"></a></p>', "A link has no text", True),
}


@pytest.mark.parametrize(("body", "words", "blocked"), FLAWS.values(), ids=FLAWS)
def test_the_gate_looks_at_pictures_headings_and_links(
    pages, writer, publisher, body, words, blocked
):
    placeholders = {"content": [{"plugin": "TextPlugin", "body": body}]}
    languages = {
        code: {"title": "About", "slug": "about", "placeholders": placeholders}
        for code in ["en", "id"]
    }
    pages.page("about", languages=languages)
    pages.load()
    version = draft("about", writer)

    response = publisher.get(step("publish", version))

    assert (words in response.text) == blocked
    publisher.post(step("publish", version), {"note": "All the same."})
    assert state(version) == ("draft" if blocked else "published")


def test_advice_does_not_block(pages, writer, publisher):
    body = '<p><a href="/en/about/">Click here</a></p>'
    placeholders = {"content": [{"plugin": "TextPlugin", "body": body}]}
    languages = {
        "en": {"title": "About", "slug": "about", "placeholders": placeholders}
    }
    pages.page("about", languages=languages)
    pages.load()
    version = draft("about", writer)

    page = publisher.get(step("publish", version)).text

    assert "“Click here” does not say where the link leads: /en/about/." in page
    assert "It has no description for search engines." in page
    assert "It has no text in: Indonesian." in page
    publisher.post(step("publish", version), {"note": "New."})
    assert state(version) == "published"


def test_a_draft_goes_to_review_and_back(about, writer):
    version = draft("about", writer)
    editor = signed_in(writer)

    for kind in ["review", "return", "review"]:
        response = editor.get(step("review", version))
        editor.post(step("review", version), typed(response, note="Please look."))
        assert version.steps.first().kind == kind


@pytest.mark.parametrize("role", ["contributor", "administrator", "no role"])
def test_others_cannot_send_to_review(about, writer, role):
    version = draft("about", writer)

    response = signed_in(somebody(role)).post(step("review", version), {"note": ""})

    assert response.status_code in {302, 403}
    assert not version.steps.exists()


def test_a_scheduled_page_appears_at_its_minute_without_any_command(
    about, writer, publisher, client, settings, tmp_path
):
    settings.PAGE_CACHE_DIR = tmp_path / "page_cache"
    version = draft("about", writer, title="Second title")
    when = moment(HOUR)
    publisher.post(
        step("publish", version),
        {
            "note": "After the meeting.",
            "publish_at_0": when["0"],
            "publish_at_1": when["1"],
        },
    )
    assert state(version) == "draft"
    assert "Second title" not in client.get("/en/about/").text

    PageStep.objects.update(publish_at=timezone.now() - HOUR)
    shutil.rmtree(settings.PAGE_CACHE_DIR)  # as when the minute has come

    assert "Second title" in client.get("/en/about/").text
    assert state(version) == "published"


def test_the_command_does_what_is_due_once(about, writer, publisher, capsys):
    version = draft("about", writer, title="Second title")
    past, future = timezone.now() - HOUR, timezone.now() + HOUR
    user = somebody("publisher", "another")
    PageStep.objects.create(
        version=version, kind="schedule", user=user, note="Now.", publish_at=past
    )
    PageStep.objects.create(
        version=version_of("team"),
        kind="withdraw",
        user=user,
        note="Later.",
        withdraw_at=future,
        ending="withdrawn",
    )

    call_command("run_schedule")
    assert "Scheduled: Second title" in capsys.readouterr().out
    call_command("run_schedule")
    assert capsys.readouterr().out == ""
    assert state(version) == "published"
    assert run_schedule(future + HOUR)[0].kind == "withdraw"
    assert version_of("team").state == "unpublished"


def test_a_scheduled_draft_that_was_discarded_is_no_failure(about, writer):
    version = draft("about", writer)
    PageStep.objects.create(
        version=version, kind="schedule", user=writer, publish_at=timezone.now() - HOUR
    )
    version.archive(writer)

    assert run_schedule() == []


def test_what_is_scheduled_is_changed_by_publishers_only(about, writer):
    version = draft("about", writer)
    assert version.check_modify.as_bool(writer)
    PageStep.objects.create(
        version=version, kind="schedule", user=writer, publish_at=timezone.now() + HOUR
    )

    assert not version.check_modify.as_bool(writer)


def withdraw(client, version, **values):
    page = client.get(step("unpublish", version))
    return client.post(step("unpublish", version), typed(page, **values))


def test_a_withdrawn_page_keeps_its_address_with_the_reason(about, publisher, client):
    for language in ["en", "id"]:
        withdraw(publisher, version_of("about", language), note="It was out of date.")

    response = client.get("/en/about/")

    assert response.status_code == 200
    assert "This page was withdrawn" in response.text
    assert "It was out of date." in response.text
    assert "First words." not in response.text
    assert client.get("/id/about/").status_code == 200
    below = client.get("/en/about/team/")
    assert below.status_code == 200
    assert "It was out of date." not in below.text
    assert publisher.get("/en/about/").status_code in {200, 302}


def test_a_page_published_in_error_is_gone(about, publisher, client):
    for language in ["en", "id"]:
        withdraw(
            publisher, version_of("team", language), ending="error", note="A test."
        )

    response = client.get("/en/about/team/")

    assert response.status_code == 410
    assert "A test." in response.text


def test_a_merged_page_leads_elsewhere_and_chains_collapse(about, publisher, client):
    for language in ["en", "id"]:
        withdraw(
            publisher,
            version_of("team", language),
            ending="merged",
            successor="/en/about/",
            note="In one page.",
        )
    renamed = draft("about", somebody("publisher", "another"), slug="portal")
    publisher.post(step("publish", renamed), {"note": "Renamed."})

    response = client.get("/en/about/team/")

    assert (response.status_code, response.headers["Location"]) == (301, "/en/portal/")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ending": "merged"}, "Enter the address that readers are redirected to."),
        ({"ending": "merged", "successor": "https://example.org/"}, "of this site"),
        ({"ending": "merged", "successor": "//example.org/"}, "of this site"),
        ({"ending": "merged", "successor": "/en/about/team/"}, "cannot lead to itself"),
        ({"ending": "merged", "successor": "javascript:x"}, "of this site"),
        ({"ending": "error", "successor": "/en/about/"}, "Only a merged page"),
        ({"ending": "eaten"}, "Select a valid choice."),
        ({"note": ""}, "This field is required."),
    ],
)
def test_a_withdrawal_that_says_nonsense_is_refused(about, publisher, values, message):
    version = version_of("team")

    response = withdraw(publisher, version, **({"note": "x"} | values))

    assert message in response.text
    assert state(version) == "published"


def test_a_page_that_comes_back_is_there_again(about, publisher, client, writer):
    for language in ["en", "id"]:
        withdraw(publisher, version_of("about", language), note="Not now.")
    assert PageEnding.objects.count() == 4

    again = version_of("about").copy(writer)
    publisher.post(step("publish", again), {"note": "Again."})

    assert "First words." in client.get("/en/about/").text
    assert client.get("/en/about/team/").status_code == 200
    assert set(PageEnding.objects.values_list("address", flat=True)) == {
        "/id/about/",
        "/id/about/team/",
    }


def test_a_page_withdrawn_in_one_language_leads_to_the_other(about, publisher, client):
    withdraw(publisher, version_of("about"), note="To be written anew.")

    response = client.get("/en/about/")

    assert (response.status_code, response.headers["Location"]) == (302, "/id/about/")


def test_replacing_a_version_ends_no_address(about, publisher, writer):
    publisher.post(step("publish", draft("about", writer)), {"note": "New."})

    assert not PageEnding.objects.exists()
    assert not Redirect.objects.exists()


def test_publications_are_kept_in_the_audit_log(about, publisher, writer):
    publisher.post(step("publish", draft("about", writer)), {"note": "New."})

    log = signed_in(somebody("administrator")).get("/admin/accounts/entry/").text
    assert "Publish: About en" in log


def test_two_people_do_not_write_one_draft_at_a_time(about, writer):
    version = draft("about", writer)
    other = somebody("contributor", "other")
    editor = signed_in(somebody("editor", "another"))

    assert not version.check_modify.as_bool(other)
    unlock = reverse(
        "admin:djangocms_versioning_pagecontentversion_unlock", args=[version.pk]
    )
    assert signed_in(other).post(unlock).status_code == 403
    assert editor.post(unlock).status_code == 302
    assert Version.objects.get(pk=version.pk).locked_by is None


def test_a_contributor_writes_the_drafts_they_began(about, writer):
    contributor = somebody("contributor")
    own, others = draft("about", contributor), draft("team", writer)

    assert own.check_modify.as_bool(contributor)
    assert not others.check_modify.as_bool(contributor)
    assert not others.check_discard.as_bool(contributor)
    assert not others.check_archive.as_bool(contributor)


def test_a_draft_in_review_is_not_changed_by_whoever_began_it(about, writer):
    contributor = somebody("contributor")
    version = draft("about", contributor)
    client, editor = signed_in(contributor), signed_in(writer)
    form = reverse("admin:cms_pagecontent_change", args=[version.content.pk])
    data = typed(client.get(form))

    def title_after(title):
        client.post(form, data | {"title": title})
        return PageContent.admin_manager.get(pk=version.content.pk).title

    assert title_after("Begun") == "Begun"
    editor.post(step("review", version), {"note": "Please look."})
    assert title_after("Changed in review") == "Begun"
    editor.post(step("review", version), {"note": "Please write on."})
    assert title_after("Written on") == "Written on"


def test_every_page_the_repository_ships_passes_the_gate(portal):
    assert [
        (content.title, finding.message)
        for content in PageContent.objects.all()
        for finding in findings(content)
        if finding.level == "blocking"
    ] == []
