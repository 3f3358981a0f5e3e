import factory

from apps.publications.models import Contributor, Publication, Topic


class TopicFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("topic-{}".format)
    label = factory.Sequence("Topic {:03}".format)
    status = "published"

    class Meta:
        model = Topic


class PublicationFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("publication-{}".format)
    title = factory.Sequence("Policy guide {:03}".format)
    kind = "policy-guide"
    issued = "2014"
    status = "published"

    class Meta:
        model = Publication


class ContributorFactory(factory.django.DjangoModelFactory):
    publication = factory.SubFactory(PublicationFactory)
    organisation = "Regional Support Office of the Bali Process"

    class Meta:
        model = Contributor
