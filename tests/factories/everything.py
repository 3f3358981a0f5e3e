"""A small record in which everything hangs together, with so many rows of each kind."""

from hashlib import sha256
from itertools import product

from django.contrib.contenttypes.models import ContentType

from apps.groups.models import GroupName
from apps.members.models import MemberName
from apps.publications.models import FilePage, Identifier, PublicationFile, Relation
from tests.factories.conferences import (
    AttendanceFactory,
    MeetingFactory,
    MilestoneFactory,
)
from tests.factories.groups import (
    AppointmentFactory,
    FigureFactory,
    GroupFactory,
    PersonFactory,
    SeatFactory,
)
from tests.factories.members import MemberFactory, ParticipationFactory
from tests.factories.publications import (
    ContributorFactory,
    PublicationFactory,
    TopicFactory,
)
from tests.factories.sources import ClaimFactory, SourceFactory


def make_everything(rows):
    """`rows` of each kind; the first record of a kind has `rows` of every part.

    Every source makes every statement twice, and differently. Returns the first
    record of each kind that has a page.
    """
    count = range(rows)
    sources = SourceFactory.create_batch(rows)
    members = MemberFactory.create_batch(rows, iso_code="", summary="A state.")
    group = GroupFactory(mandate="Keeps its promises.")
    groups = [group, *GroupFactory.create_batch(rows, parent=group)]
    meetings = MeetingFactory.create_batch(rows, group=group, host=members[0])
    meetings[0].founded_groups.set(groups)
    topic = TopicFactory()
    topics = [topic, *TopicFactory.create_batch(rows, broader=topic)]
    topic.related.set(topics[1:])
    publications = PublicationFactory.create_batch(
        rows + 1, group=group, meeting=meetings[0], abstract="What it says."
    )
    milestones = MilestoneFactory.create_batch(rows, group=group, meeting=meetings[0])
    for publication in publications:
        publication.topics.set(topics)
        publication.members.set(members)
        ContributorFactory.create_batch(rows, publication=publication)
        Identifier.objects.create(
            publication=publication, scheme="doi", value=publication.slug
        )
    for other in publications[1:]:
        Relation.objects.create(
            publication=publications[0], kind="supplements", other=other
        )
        Relation.objects.create(
            publication=other, kind="supplements", other=publications[0]
        )
    for number in count:
        add_file(publications[0], f"part-{number}", pages=rows)
        MemberName.objects.create(member=members[0], name=f"Name {number}")
        GroupName.objects.create(group=group, name=f"Name {number}")
    parts = [
        *(ParticipationFactory(member=member) for member in members for _ in count),
        *(SeatFactory(group=g, member=m) for g, m in product(groups, members)),
        *(AppointmentFactory(group=group, member=member) for member in members),
        *FigureFactory.create_batch(rows, group=group),
    ]
    person = PersonFactory()
    for meeting, member in product(meetings, members):
        AttendanceFactory(meeting=meeting, member=member, person=person)
        AttendanceFactory(meeting=meeting, member=member, capacity="co-chair")
    for source in sources:
        for record in [*members, *groups, *meetings, *publications, *milestones]:
            for field in record.STATEMENTS:
                _claim(source, record=record, field=field)
        for part in parts:
            _claim(
                source,
                record=getattr(part, "group", None) or part.member,
                fact_type=ContentType.objects.get_for_model(part),
                fact_id=part.pk,
                field=next(iter(part.STATEMENTS)),
            )
    first = [sources, members, [group], meetings, [topic], publications, milestones]
    return [records[0] for records in first]


def add_file(publication, name, pages, text="Boats at sea.", **values):
    """A file of a publication as it is once it has been read."""
    file = PublicationFile.objects.create(
        publication=publication,
        name=name,
        is_current=True,
        sha256=sha256(name.encode()).hexdigest(),
        size=9,
        state=PublicationFile.State.READY,
        page_count=pages,
        cover_width=3,
        cover_height=4,
        **values,
    )
    for number in range(1, pages + 1):
        FilePage.objects.create(file=file, number=number, text=text)
    file.path.parent.mkdir(parents=True, exist_ok=True)
    for path in [file.path, file.cover_path]:
        path.write_bytes(b"%PDF-1.4\n")


def _claim(source, **values):
    for place in ["page 1", "page 2"]:
        ClaimFactory(source=source, value=f"{source} on {place}", **values)
