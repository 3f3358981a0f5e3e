import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.conferences.models import Meeting
from tests.factories import AttendanceFactory, GroupFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_a_meeting_cannot_end_before_it_starts():
    meeting = MeetingFactory.build(group=GroupFactory(), dates="2002-02-28/2002-02-26")

    with pytest.raises(ValidationError) as caught:
        meeting.full_clean()

    assert "A meeting cannot end before it starts." in caught.value.messages


def test_the_database_itself_refuses_a_meeting_that_ends_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(dates="2002-02-28/2002-02-26")
    assert not Meeting.objects.exists()


def test_a_body_numbers_its_meetings_once_in_a_series():
    group = GroupFactory()
    MeetingFactory(group=group, number=5, series="first")

    MeetingFactory(group=group, number=5, series="second")
    with pytest.raises(ValidationError, match="already has a meeting so numbered"):
        MeetingFactory.build(
            group=group, number=5, series="first"
        ).validate_constraints()


def test_an_attendance_names_somebody():
    attendance = AttendanceFactory.build(meeting=MeetingFactory(), member=None)

    with pytest.raises(ValidationError, match="Name a member, a person, or both"):
        attendance.validate_constraints()
