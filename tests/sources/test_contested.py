"""What is contested: the same for the page of a record, the list and the API."""

import re
from itertools import combinations_with_replacement, product

import pytest

from apps.groups.models import Group, Seat
from apps.sources.models import Claim
from tests.factories import ClaimFactory, GroupFactory, SeatFactory, SourceFactory

pytestmark = pytest.mark.django_db

LIST = "/en/sources/disagreements/"
PREFERRED, NORMAL, DEPRECATED = Claim.Rank.values


def possible_claims(status):
    """A claim of each rank that gives no reading, one reading or another."""
    return [
        {"reading": reading, "rank": rank, "status": status}
        for reading, rank in product(["", "one", "another"], Claim.Rank.values)
    ]


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
        claims += [
            ClaimFactory.build(
                record=group, fact=seat, field=field, source=sources[claim["status"]],
                value=claim["reading"], reading=claim["reading"], rank=claim["rank"],
                reason="" if claim["rank"] == NORMAL else "Because.",
            )
            for claim in said
        ]  # fmt: skip
        part = f"-{seat.pk}" if seat else ""
        made[group.get_absolute_url(), f"{field.replace('_', '-')}{part}"] = said
    Claim.objects.bulk_create(claims)
    return made


def shown_on_pages(client, addresses):
    """{(address, anchor): what is said} of the disputes that pages of records show."""
    return {
        (address, anchor): re.findall(r'"evidence__value">([^<]*)<', dispute)
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
            place = (row["record"].get_absolute_url(), row["statement"].anchor)
            found[place] = [
                answer[0].display_value for answer in row["statement"].answers
            ]
    return found


def test_pages_and_the_list_show_the_same_disagreements(client, statements):
    on_pages = shown_on_pages(client, {address for address, _anchor in statements})

    assert shown_in_list(client) == on_pages
    assert on_pages.keys() == {
        place
        for place, claims in statements.items()
        if (said := [c for c in claims if c["reading"] and c["status"] == "published"])
        and (
            len({claim["reading"] for claim in said}) == 2
            or DEPRECATED in {claim["rank"] for claim in said}
        )
    }


def test_the_api_gives_all_that_is_said_of_what_is_contested(client, statements):
    on_pages = shown_on_pages(client, {address for address, _anchor in statements})
    answer = client.get("/api/v1/claims", {"contested": "true"}).json()

    assert answer["count"] == sum(
        bool(claim["reading"] and claim["status"] == "published")
        for place in on_pages
        for claim in statements[place]
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
