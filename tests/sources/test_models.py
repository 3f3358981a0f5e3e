import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.sources.models import Claim
from tests.factories import ClaimFactory, GroupFactory, MeetingFactory, SeatFactory
from tests.staff import signed_in, somebody, typed

pytestmark = pytest.mark.django_db


def test_a_statement_has_one_preferred_claim():
    meeting = MeetingFactory()
    first = ClaimFactory(record=meeting, field="dates", rank="preferred")

    second = ClaimFactory.build(
        record=meeting, field="dates", rank="preferred", source=first.source
    )
    with pytest.raises(ValidationError, match="already the preferred one"):
        second.full_clean()


def test_the_database_itself_refuses_a_second_preferred_claim():
    meeting = MeetingFactory()
    ClaimFactory(record=meeting, field="dates", rank="preferred")

    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimFactory(record=meeting, field="dates", rank="preferred")
    assert Claim.objects.count() == 1


def test_each_part_of_a_record_may_have_its_own_preferred_claim():
    group = GroupFactory()
    for seat in SeatFactory.create_batch(2, group=group):
        ClaimFactory(record=group, fact=seat, field="period", rank="preferred")

    assert Claim.objects.filter(rank="preferred").count() == 2


def test_a_deprecated_claim_says_why():
    claim = ClaimFactory.build(
        record=MeetingFactory(), field="dates", rank="deprecated"
    )

    with pytest.raises(ValidationError, match="Say why"):
        claim.validate_constraints()


def test_a_claim_is_about_something_its_record_states():
    claim = ClaimFactory.build(record=MeetingFactory(), field="colour")

    with pytest.raises(ValidationError, match="is not a statement of a meeting"):
        claim.clean()


def test_sources_differ_where_their_readings_do():
    meeting = MeetingFactory()
    ClaimFactory(
        record=meeting,
        field="dates",
        value="26-28 Feb",
        reading="2002-02-26/2002-02-28",
    )
    ClaimFactory(
        record=meeting, field="dates", value="26–28.2.", reading="2002-02-26/2002-02-28"
    )
    assert not Claim.objects.contested().exists()

    ClaimFactory(record=meeting, field="dates", value="27 Feb", reading="2002-02-27")
    ClaimFactory(record=meeting, field="place", value="Bali")

    assert Claim.objects.contested().count() == 3
    assert Claim.objects.contested().statements().count() == 1


def test_a_source_that_supports_our_own_words_disputes_nothing():
    meeting = MeetingFactory()
    ClaimFactory(record=meeting, field="summary", value="")
    ClaimFactory(record=meeting, field="summary", value="Ministers met")

    assert not Claim.objects.contested().exists()


def test_a_source_may_support_a_record_in_no_words_of_its_own():
    group = GroupFactory(status="draft")
    claim = ClaimFactory(record=group, field="name", value="A forum")
    editor = signed_in(somebody("editor"))
    url = reverse("admin:groups_group_change", args=[group.pk])
    row = "sources-claim-content_type-object_id-0"

    form = typed(editor.get(url))
    editor.post(url, form | {f"{row}-value": "", f"{row}-reading": ""})

    claim.refresh_from_db()
    assert (claim.value, claim.reading) == ("", group.name)
