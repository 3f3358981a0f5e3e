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


WORDS = "26-28 February 2002"


class ClaimFactory(factory.django.DjangoModelFactory):
    """Give `record`; and `fact`, for a claim about a part of it.

    Unless its value is given, it says what the record says.
    """

    source = factory.SubFactory(SourceFactory)
    value = WORDS

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

    @factory.lazy_attribute
    def reading(self):
        about = getattr(self, "fact", None) or self.record
        said = self.value == WORDS and self.field in about.STATEMENTS
        return about.reading(self.field) if said else ""
