import factory

from apps.conferences.models import Attendance, Meeting, Milestone
from tests.factories.groups import GroupFactory
from tests.factories.members import MemberFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("meeting-{}".format)
    title = factory.Sequence("Meeting {:03}".format)
    group = factory.SubFactory(GroupFactory)
    dates = "2002-02-26/2002-02-28"
    city = "Bali"
    status = "published"

    class Meta:
        model = Meeting


class AttendanceFactory(factory.django.DjangoModelFactory):
    meeting = factory.SubFactory(MeetingFactory)
    member = factory.SubFactory(MemberFactory)
    capacity = "member"

    class Meta:
        model = Attendance


class MilestoneFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("milestone-{}".format)
    title = factory.Sequence("Milestone {:03}".format)
    date = "2012-09-10"
    status = "published"

    class Meta:
        model = Milestone
