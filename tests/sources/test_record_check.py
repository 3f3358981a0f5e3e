"""`check_record` finds each way in which the record can leave its evidence."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from apps.conferences.models import Meeting
from apps.groups.models import Figure, Seat
from apps.members.models import Participation
from apps.sources.models import Claim, Source
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """A body, a meeting and a member whose every value stands on a source."""
    source = factories.SourceFactory(slug="list", title="The list")
    group = factories.GroupFactory(name="Forum", founded="2010")
    seat = factories.SeatFactory(group=group, since="2015")
    figure = factories.FigureFactory(group=group)
    meeting = factories.MeetingFactory(
        title="Fifth Meeting", group=group, dates="2016-12"
    )
    participation = factories.ParticipationFactory(since="2002", until="2010")
    about = [
        (group, None, "founded"),
        (group, seat, "since"),
        (group, figure, "value"),
        (meeting, None, "dates"),
        (participation.member, participation, "since"),
        (participation.member, None, "name"),
        (seat.member, None, "name"),
    ]
    for owner, part, field in about:
        factories.ClaimFactory(
            record=owner, fact=part, field=field, source=source, value="",
        )  # fmt: skip


def claim(field, **values):
    Claim.objects.filter(field=field).update(**values)


def another(field, **values):
    """A further claim on a statement, past every check."""
    given = Claim.objects.get(field=field)
    row = Claim(
        source=factories.SourceFactory(title="The report"), field=field,
        content_type=given.content_type, object_id=given.object_id,
        fact_type=given.fact_type, fact_id=given.fact_id, **values,
    )  # fmt: skip
    Claim.objects.bulk_create([row])


def twice_at_once():
    one = Participation.objects.get()
    Participation.objects.create(member=one.member, capacity="observer", since="2005")


def without_its_part():
    Seat.objects.filter(pk=Seat.objects.get().pk)._raw_delete("default")


BREACHES = {
    "a value changed": (
        lambda: Meeting.objects.update(dates="2017"),
        "Meeting “Fifth Meeting”", "Dates is 2017 here, but its source says 2016-12",
    ),
    "the value of a part changed": (
        lambda: Seat.objects.update(since="2016"),
        "“Forum”", "is 2016 here, but its source says 2015 (“The list”)",
    ),
    "a figure changed": (
        lambda: Figure.objects.update(value=400),
        "“Forum”", "is 400 here, but its source says 348 (“The list”)",
    ),
    "preferred, and read otherwise": (
        lambda: another("dates", value="May", reading="2016-05", rank="preferred"),
        "“Fifth Meeting”", "but its source says 2016-05 (“The report”)",
    ),
    "not followed, and says the same": (
        lambda: another("dates", reading="2016-12", rank="deprecated", reason="Old."),
        "“Fifth Meeting”", "the source “The report” is not followed, and says the same",
    ),
    "preferred, of a source withdrawn": (
        lambda: (
            claim("dates", rank="preferred"),
            Source.objects.filter(slug="list").update(status="withdrawn"),
        ),
        "“Fifth Meeting”", "Dates: the source “The list” is not public",
    ),
    "a date that cannot be read": (
        lambda: another("dates", value="late in the year", reading="late in the year"),
        "“Fifth Meeting”", "Dates (“The report”): “late in the year” is not a valid date",
    ),
    "a seat before its body": (
        lambda: (
            Seat.objects.update(since="2005", since_earliest="2005-01-01",
                                since_latest="2005-12-31"),
            claim("since", reading="2005"),
        ),
        "“Forum”", "Forum was founded later: 2010",
    ),
    "about a part that is gone": (
        without_its_part, "of “The list” is about a seat that is gone",
    ),
    "two capacities at once": (
        twice_at_once, "Two capacities at the same time",
    ),
    "a date beyond its limits": (
        lambda: (Meeting.objects.update(dates="2092"), claim("dates", reading="2092")),
        "“Fifth Meeting”", "Dates: ",
    ),
    "no source at all": (
        lambda: Claim.objects.filter(field="dates").delete(),
        "“Fifth Meeting”", "No source is cited",
    ),
}  # fmt: skip


def test_a_record_that_stands_on_its_evidence_passes(record, capsys):
    call_command("check_record")

    assert "0 breaches" in capsys.readouterr().out


@pytest.mark.parametrize("breach", BREACHES)
def test_each_planted_breach_is_found_and_named(record, capsys, breach):
    plant, *words = BREACHES[breach]
    plant()

    with pytest.raises(CommandError):
        call_command("check_record")

    said = capsys.readouterr()
    lines = (said.out + said.err).splitlines()
    assert any(all(word in line for word in words) for line in lines), lines


def test_the_database_keeps_no_claim_that_is_not_followed_without_a_reason(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        claim("dates", rank="deprecated", reason="")
