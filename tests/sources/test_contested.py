"""What is contested: the same for the page of a record, the list and the API."""

import datetime as dt
import re
from itertools import combinations_with_replacement, product

import pytest

from apps.groups.models import Group, Seat
from apps.sources.models import Claim
from tests.factories import (
    ClaimFactory,
    GroupFactory,
    MeetingFactory,
    SeatFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/en/sources/disagreements/"
PREFERRED, NORMAL, DEPRECATED = Claim.Rank.values
LONG_AGO = dt.date(2020, 1, 1)


def possible_claims(status):
    """A claim of each rank that gives no reading, one reading or another, and those of
    another reading that contradict nothing."""
    plain = [
        {"reading": reading, "rank": rank}
        for reading, rank in product(["", "one", "another"], Claim.Rank.values)
    ]
    other = {"reading": "another", "rank": NORMAL}
    harmless = [other | {"differs": "precision"}, other | {"superseded_on": LONG_AGO}]
    return [claim | {"status": status} for claim in plain + harmless]


def contradicts(claim):
    """Whether a claim, as these are made, contradicts those with another reading."""
    return (
        claim["status"] == "published"
        and claim["reading"] != ""
        and "differs" not in claim
        and "superseded_on" not in claim
    )


def possible_statements():
    """All sets of up to three claims that may stand beside each other, one of them
    perhaps by a source that is not public."""
    public = possible_claims("published")
    sets = [
        [*claims, *hidden]
        for number in (1, 2, 3)
        for claims in combinations_with_replacement(public, number)
        for hidden in [[], *([claim] for claim in possible_claims("draft"))]
        if number < 3 or not hidden
    ]
    return [
        claims for claims in sets if sum(c["rank"] == PREFERRED for c in claims) <= 1
    ]


def places():
    """Statements without end: those of a body, of a seat in it, of the next body."""
    while True:
        group = GroupFactory()
        seat = SeatFactory(group=group)
        yield from ((group, None, field) for field in Group.STATEMENTS)
        yield from ((group, seat, field) for field in Seat.STATEMENTS)


@pytest.fixture
def statements():
    """Every possible statement somewhere: {(address of its page, its anchor): claims}."""
    sources = {
        status: SourceFactory(status=status, title=f"{status} source")
        for status in ["published", "draft"]
    }
    made, claims = {}, []
    for said, (group, seat, field) in zip(
        possible_statements(), places(), strict=False
    ):
        for claim in said:
            values = {k: v for k, v in claim.items() if k != "status"}
            claims.append(
                ClaimFactory.build(
                    record=group, fact=seat, field=field,
                    source=sources[claim["status"]], value=claim["reading"], **values,
                    reason="" if claim["rank"] == NORMAL else "Because.",
                )
            )  # fmt: skip
        part = f"seat-{seat.member.slug}-co-chair-" if seat else ""
        made[group.get_absolute_url(), part + field.replace("_", "-")] = said
    Claim.objects.bulk_create(claims)
    return made


def shown_on_pages(client, addresses):
    """{(address, anchor): what is said} of the disputes that pages of records show."""
    return {
        (address, anchor): sorted(re.findall(r'"evidence__value">([^<]*)<', dispute))
        for address in addresses
        for anchor, dispute in re.findall(
            r'id="dispute-([^"]*)"(.*?)</ul>', client.get(address).text, re.DOTALL
        )
    }


def shown_in_list(client):
    """The same of the disputes in the list of all."""
    found = {}
    number = pages = 1
    while number <= pages:
        page = client.get(LIST, {"page": number}).context["page"]
        pages, number = page.paginator.num_pages, number + 1
        for row in page:
            anchor = row["statement"].dispute_anchor.removeprefix("dispute-")
            place = (row["record"].get_absolute_url(), anchor)
            found[place] = sorted(
                answer[0].display_value for answer in row["statement"].answers
            )
    return found


def test_pages_and_the_list_show_the_same_disagreements(client, statements):
    on_pages = shown_on_pages(client, {address for address, _anchor in statements})

    assert shown_in_list(client) == on_pages
    assert on_pages.keys() == {
        place
        for place, claims in statements.items()
        if (said := list(filter(contradicts, claims)))
        and (
            len({claim["reading"] for claim in said}) == 2
            or DEPRECATED in {claim["rank"] for claim in said}
        )
    }


def test_the_api_gives_all_that_is_said_of_what_is_contested(client, statements):
    on_pages = shown_on_pages(client, {address for address, _anchor in statements})
    answer = client.get("/api/v1/claims", {"contested": "true"}).json()

    assert answer["count"] == sum(
        contradicts(claim) for place in on_pages for claim in statements[place]
    )


def test_a_claim_not_followed_that_says_nothing_is_no_disagreement(client):
    group = GroupFactory()
    ClaimFactory(
        record=group, field="mandate", value="", rank="deprecated", reason="Withdrawn."
    )

    assert "Sources disagree" not in client.get(group.get_absolute_url()).text
    assert "No disagreement is recorded" in client.get(LIST).text


def test_who_says_the_same_as_a_claim_not_followed_is_named_beside_it(client):
    group = GroupFactory()
    for rank, title in [("normal", "A newspaper"), ("deprecated", "An old page")]:
        ClaimFactory(
            record=group, field="mandate", value="To meet", rank=rank, reason="Old.",
            source__title=title,
        )  # fmt: skip

    for address in [group.get_absolute_url(), LIST]:
        text = client.get(address).text
        assert "A newspaper" in text
        assert "An old page" in text


def test_a_page_says_that_two_sources_of_the_same_rank_disagree(client):
    meeting = MeetingFactory(dates="2003-04-28")
    for day in ["28 April 2003", "29 April 2003"]:
        ClaimFactory(record=meeting, field="dates", value=day)

    text = client.get(meeting.get_absolute_url()).text

    row = re.search(r"<dt>Dates</dt>.*?</dd>", text, re.DOTALL)[0]
    assert "sources disagree" in row
    assert "Sources disagree: Dates" in text


@pytest.mark.parametrize(
    ("differs", "words"),
    [
        ("variant", "another spelling"),
        ("precision", "one source says more"),
        ("succession", "each right at its time"),
    ],
)
def test_another_reading_that_contradicts_nothing_is_named_in_neutral_words(
    client, differs, words
):
    group = GroupFactory(name="Viet Nam Group")
    ClaimFactory(record=group, field="name", value="Viet Nam Group")
    ClaimFactory(record=group, field="name", value="Vietnam Group", differs=differs)

    text = client.get(group.get_absolute_url()).text

    assert "Vietnam Group" in text
    assert words in text
    assert "disagreement-badge" not in text
    assert "No disagreement is recorded" in client.get(LIST).text


def test_a_claim_given_for_an_earlier_value_is_folded_apart(client):
    group = GroupFactory(founded="2012-09-10")
    ClaimFactory(
        record=group, field="founded", value="2011", reading="2011",
        superseded_on=LONG_AGO,
    )  # fmt: skip

    text = client.get(group.get_absolute_url()).text
    card = re.search(r'id="about-founded".*?data-copy-address', text, re.DOTALL)[0]

    assert "Given for an earlier value" in card
    assert card.index("<details") < card.index("2011") < card.index("</details>")
    assert "Founded: no source is named." in card
