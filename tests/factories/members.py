import factory

from apps.members.models import Member, Participation


class MemberFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("member-{}".format)
    name = factory.Sequence("Member {:03}".format)
    kind = "state"
    status = "published"

    class Meta:
        model = Member


class ParticipationFactory(factory.django.DjangoModelFactory):
    member = factory.SubFactory(MemberFactory)
    capacity = "member"

    class Meta:
        model = Participation
