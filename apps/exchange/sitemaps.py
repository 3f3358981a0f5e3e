"""Which records search engines are told of."""

from apps.conferences.models import Meeting
from apps.core.sitemaps import RecordSitemap
from apps.groups.models import Group
from apps.members.models import Member
from apps.publications.models import Publication, Topic
from apps.sources.models import Source


class Members(RecordSitemap):
    model = Member


class Groups(RecordSitemap):
    model = Group


class Meetings(RecordSitemap):
    model = Meeting


class Publications(RecordSitemap):
    model = Publication


class Topics(RecordSitemap):
    model = Topic


class Sources(RecordSitemap):
    model = Source


SECTIONS = {
    "members": Members,
    "groups": Groups,
    "conferences": Meetings,
    "publications": Publications,
    "topics": Topics,
    "sources": Sources,
}
