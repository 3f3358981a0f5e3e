"""Which records search engines are told of."""

from apps.conferences.models import Meeting
from apps.core.sitemaps import RecordSection
from apps.groups.models import Group
from apps.members.models import Member
from apps.publications.models import Publication, Topic
from apps.sources.models import Source


class Members(RecordSection):
    model = Member


class Groups(RecordSection):
    model = Group


class Conferences(RecordSection):
    model = Meeting


class Publications(RecordSection):
    model = Publication


class Topics(RecordSection):
    model = Topic


class Sources(RecordSection):
    model = Source


SECTIONS = {
    "members": Members,
    "groups": Groups,
    "conferences": Conferences,
    "publications": Publications,
    "topics": Topics,
    "sources": Sources,
}
