import factory

from apps.groups.models import Appointment, Figure, Group, Person, Seat
from tests.factories.members import MemberFactory


class GroupFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("group-{}".format)
    name = factory.Sequence("Working Group {:03}".format)
    kind = "working-group"
    status = "published"

    class Meta:
        model = Group


class PersonFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("person-{}".format)
    name = factory.Sequence("Person {}".format)

    class Meta:
        model = Person


class SeatFactory(factory.django.DjangoModelFactory):
    group = factory.SubFactory(GroupFactory)
    member = factory.SubFactory(MemberFactory)
    role = "co-chair"

    class Meta:
        model = Seat


class AppointmentFactory(factory.django.DjangoModelFactory):
    group = factory.SubFactory(GroupFactory)
    person = factory.SubFactory(PersonFactory)
    office = "Co-Manager"

    class Meta:
        model = Appointment


class FigureFactory(factory.django.DjangoModelFactory):
    group = factory.SubFactory(GroupFactory)
    key = factory.Sequence("figure-{}".format)
    label = "practitioners trained"
    value = 348
    period = "2023"

    class Meta:
        model = Figure
