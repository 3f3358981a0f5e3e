"""Valid and dull records; the words that matter stand in the test."""

from tests.factories.conferences import (
    AttendanceFactory,
    MeetingFactory,
    MilestoneFactory,
)
from tests.factories.groups import (
    AppointmentFactory,
    FigureFactory,
    GroupFactory,
    PersonFactory,
    SeatFactory,
)
from tests.factories.members import MemberFactory, ParticipationFactory
from tests.factories.publications import (
    ContributorFactory,
    PublicationFactory,
    TopicFactory,
)
from tests.factories.sources import ClaimFactory, SourceFactory

# Of everything that is published at an address of its own.
RECORDS = [
    MemberFactory,
    GroupFactory,
    MeetingFactory,
    MilestoneFactory,
    PublicationFactory,
    SourceFactory,
    TopicFactory,
]

__all__ = [
    "RECORDS",
    "AppointmentFactory",
    "AttendanceFactory",
    "ClaimFactory",
    "ContributorFactory",
    "FigureFactory",
    "GroupFactory",
    "MeetingFactory",
    "MemberFactory",
    "MilestoneFactory",
    "ParticipationFactory",
    "PersonFactory",
    "PublicationFactory",
    "SeatFactory",
    "SourceFactory",
    "TopicFactory",
]
