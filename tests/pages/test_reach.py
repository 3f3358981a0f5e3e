"""No page is published where nobody would find it: every address of the portal is tried."""

import re

import pytest
from cms.models import Page, PageContent
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from djangocms_versioning.models import Version

from apps.pages.page_publishing import run_schedule
from apps.pages.page_steps import PageStep
from apps.records.fixture_ledger import FixtureError
from tests.doors.knocking import GAP
from tests.pages.conftest import draft, version_of
from tests.pages.test_page_forms import ADD, WIZARD, of, wizard_form
from tests.public_pages import routes
from tests.staff import signed_in, somebody, typed

REFUSED = "The portal itself uses the address "
TAKEN = ["search", "api", "offline"]
LISTS = ["conferences", "groups", "members", "publications", "sources", "timeline"]


def own_paths():
    """The path of every address of readers, its gaps filled with some word."""
    under = [
        route.removeprefix("en/")
        for route in routes()
        if route.startswith("en/") and "slug>[0-9A-Za-z" not in route
    ]
    under += ["cms_login/", "cms_wizard/create/", "shared/a-token/"]
    paths = {GAP.sub("word", route).strip("/") for route in under}
    return sorted(path for path in paths if re.fullmatch(r"[\w./-]+", path))


@pytest.fixture
def publisher(db):
    return somebody("publisher")


@pytest.fixture
def staff(publisher):
    return signed_in(publisher)


@pytest.fixture
def about(pages):
    pages.page("about", "First words.")
    pages.page("team", "Its members.", parent="about")
    pages.load()


def publish(client, version):
    url = reverse("page-publish", args=[version.pk])
    return client.post(url, {"note": "New."})


def withdraw(client, version):
    url = reverse("page-withdraw", args=[version.pk])
    client.post(url, {"note": "Old.", "ending": "withdrawn"})


def state(version):
    return Version.objects.get(pk=version.pk).state


def test_every_address_of_the_portal_is_tried():
    paths = own_paths()

    assert {*TAKEN, *LISTS, "sources/disagreements", "publications/topics"} < {*paths}
    assert {"members/word", "og/portal.png", "publications/export.word"} < {*paths}


def is_shown(path):
    """Whether a page at a path is read there: above a list, or beside a file, whose
    address ends with no slash."""
    return path in LISTS or "." in path


@pytest.mark.parametrize("path", [*filter(is_shown, own_paths())])
def test_a_page_may_have_an_address_at_which_it_is_read(pages, publisher, staff, path):
    pages.page("about", "First words.")
    pages.load()
    version = draft("about", publisher)
    url = of(version.content, "change")

    staff.post(url, typed(staff.get(url), overwrite_url=path))
    publish(staff, version)

    assert "First words." in Client().get(f"/en/{path}/").text


def test_a_page_may_have_no_address_at_which_the_portal_answers(
    about, publisher, staff
):
    content = draft("about", publisher).content
    url = of(content, "change")
    form = typed(staff.get(url))

    taken = [
        path
        for path in own_paths()
        if not is_shown(path)
        and f"{REFUSED}/en/{path}/"
        not in staff.post(url, form | {"overwrite_url": path}).text
    ]

    assert taken == []
    assert not PageContent.admin_manager.get(pk=content.pk).overwrite_url


@pytest.mark.parametrize("slug", TAKEN)
def test_no_form_gives_a_page_such_a_slug(about, publisher, staff, slug):
    before = PageContent.admin_manager.count()
    content = version_of("about").content
    page = Page.objects.get(reverse_id="about")
    first = staff.get(f"{WIZARD}?page={page.pk}&language=en")
    second = staff.post(WIZARD, wizard_form(first))

    answers = [
        staff.post(url, typed(staff.get(url), title="Forms", slug=slug))
        for url in [ADD, of(content, "duplicate")]
    ]
    answers.append(staff.post(WIZARD, wizard_form(second) | {"1-title": slug}))

    assert [REFUSED in answer.text for answer in answers] == [True] * 3
    assert PageContent.admin_manager.count() == before


def test_a_slug_that_is_free_below_another_page_is_taken_there(about, staff):
    page = Page.objects.get(reverse_id="about")
    below = f"{ADD}?parent_page={page.pk}"

    staff.post(below, typed(staff.get(below), title="Find", slug="search"))

    version = Version.objects.get_for_content(
        PageContent.admin_manager.get(title="Find")
    )
    publish(staff, version)
    assert "Find" in Client().get("/en/about/search/").text


@pytest.mark.parametrize("slug", TAKEN)
def test_a_draft_that_has_such_a_slug_is_not_published(about, publisher, staff, slug):
    version = draft("about", publisher, slug=slug)

    gate = staff.get(reverse("page-publish", args=[version.pk]))
    publish(staff, version)

    assert "Must be corrected" in gate.text
    assert f"{REFUSED}/en/{slug}/" in gate.text
    assert state(version) == "draft"
    assert Client().get("/en/about/").status_code == 200


def test_a_page_is_not_published_before_the_one_above_it(about, publisher, staff):
    withdraw(staff, version_of("team"))
    withdraw(staff, version_of("about"))
    withdraw(staff, version_of("about", "id"))
    above, below = draft("about", publisher), draft("team", publisher)

    gate = staff.get(reverse("page-publish", args=[below.pk]))
    answer = publish(staff, below)

    told = "The page above it, “About en”, is not public"
    assert told in gate.text
    assert told in answer.text
    assert state(below) == "draft"
    publish(staff, above)
    publish(staff, below)
    assert "Its members." in Client().get("/en/about/team/").text


def test_pages_that_are_scheduled_together_appear_together(about, publisher, staff):
    for key, language in [("team", "en"), ("about", "en"), ("about", "id")]:
        withdraw(staff, version_of(key, language))
    then = timezone.now() + timezone.timedelta(hours=1)
    versions = [draft("team", publisher), draft("about", publisher)]
    for version in versions:
        staff.post(
            reverse("page-publish", args=[version.pk]),
            {
                "note": "For the meeting.",
                "publish_at_0": f"{then:%Y-%m-%d}",
                "publish_at_1": f"{then:%H:%M:%S}",
            },
        )

    assert len(run_schedule(then)) == 2
    assert "Its members." in Client().get("/en/about/team/").text


def test_what_is_scheduled_below_a_page_that_is_not_public_goes_back_to_review(
    about, publisher, staff
):
    for key, language in [("team", "en"), ("about", "en"), ("about", "id")]:
        withdraw(staff, version_of(key, language))
    version = draft("team", publisher)
    PageStep.objects.create(
        version=version,
        kind="schedule",
        user=publisher,
        note="Now.",
        publish_at=timezone.now(),
    )

    assert run_schedule() == []
    assert state(version) == "draft"
    assert version.steps.first().kind == "review"


def test_no_page_below_is_lost_when_one_is_renamed(about, publisher, staff):
    team = draft("team", publisher, slug="topics")
    publish(staff, team)
    version = draft("about", publisher, slug="publications")

    answer = publish(staff, version)

    assert f"{REFUSED}/en/publications/topics/" in answer.text
    assert state(version) == "draft"
    assert "Its members." in Client().get("/en/about/topics/").text


@pytest.mark.parametrize(
    ("above", "words"),
    [
        ("members", f"{REFUSED}/en/members/about/"),
        ("plans", "cannot be placed below one that is not"),
    ],
)
def test_no_page_is_dragged_to_where_nobody_finds_it(
    about, pages, publisher, staff, above, words
):
    pages.page("members")
    pages.page("plans")
    pages.load()
    for language in ["en", "id"]:
        withdraw(staff, version_of("plans", language))
    page, target = (Page.objects.get(reverse_id=key) for key in ["about", above])

    answer = staff.post(
        reverse("admin:cms_page_move_page", args=[page.pk]),
        {"target": target.pk, "position": 0},
    )

    assert answer.json()["status"] == 400
    assert words in answer.json()["content"]
    assert "First words." in Client().get("/en/about/").text


@pytest.mark.parametrize(("slug", "parent"), [("search", None), ("team", "members")])
def test_no_fixture_puts_a_page_where_nobody_finds_it(pages, slug, parent):
    words = {"en": {"title": "A page", "slug": slug}}
    pages.page("members")
    pages.write(
        "020_lost.yaml",
        {
            "key": "lost",
            "parent": parent,
            "template": "pages/standard.html",
            "languages": words,
        },
    )

    with pytest.raises(FixtureError, match=r"lost: en.slug: The portal itself uses"):
        pages.load()
