import factory
from django.contrib.contenttypes.models import ContentType

from apps.sources.models import Claim, Source


class SourceFactory(factory.django.DjangoModelFactory):
    slug = factory.Sequence("source-{}".format)
    title = factory.Sequence("Official page {}".format)
    kind = "official"
    status = "published"

    class Meta:
        model = Source


class ClaimFactory(factory.django.DjangoModelFactory):
    """Give `record`; and `fact`, for a claim about a part of it."""

    source = factory.SubFactory(SourceFactory)
    value = "26-28 February 2002"

    class Meta:
        model = Claim

    @factory.lazy_attribute
    def content_type(self):
        return ContentType.objects.get_for_model(self.record)

    @factory.lazy_attribute
    def object_id(self):
        return self.record.pk

    @factory.lazy_attribute
    def field(self):
        return next(iter((getattr(self, "fact", None) or self.record).STATEMENTS))
