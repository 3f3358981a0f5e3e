"""Valid and dull records; the words that matter stand in the test."""

from .conferences import AttendanceFactory, MeetingFactory, MilestoneFactory
from .groups import (
    AppointmentFactory,
    FigureFactory,
    GroupFactory,
    PersonFactory,
    SeatFactory,
)
from .members import MemberFactory, ParticipationFactory
from .publications import ContributorFactory, PublicationFactory, TopicFactory
from .sources import ClaimFactory, SourceFactory

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
