"""Which records search engines are told of."""

from functools import partial

from apps.conferences.models import Meeting
from apps.groups.models import Group
from apps.members.models import Member
from apps.publications.models import Publication, Topic
from apps.serving.sitemaps import RecordSection
from apps.sources.models import Source

SECTIONS = {
    "members": partial(RecordSection, Member),
    "groups": partial(RecordSection, Group),
    "conferences": partial(RecordSection, Meeting),
    "publications": partial(RecordSection, Publication),
    "topics": partial(RecordSection, Topic),
    "sources": partial(RecordSection, Source),
}
