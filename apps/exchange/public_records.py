"""Public records with all that the API tells of them, read in few queries."""

from django.db.models import Prefetch

from apps.conferences.models import Attendance, Meeting, Milestone
from apps.groups.models import Group, Seat
from apps.members.models import Member
from apps.publications.models import Publication, Topic, with_open_files
from apps.sources.models import Claim, Source


def named(model, slug):
    """The public record of a slug, for a filter; none where nobody may know of it."""
    return model.objects.public().filter(slug=slug)


def public_seats():
    """Seats whose body and member are both public, under `public_seats`."""
    return Prefetch("seats", Seat.objects.public(), to_attr="public_seats")


def members():
    return Member.objects.public().prefetch_related(
        "names", "participations", public_seats()
    )


def groups():
    return (
        Group.objects.public()
        .select_related("parent")
        .prefetch_related("names", "figures", public_seats())
    )


def meetings():
    return (
        Meeting.objects.public()
        .with_place()
        .prefetch_related(Prefetch("attendances", Attendance.objects.with_who()))
    )


def milestones():
    return Milestone.objects.public().with_links()


def publications():
    return with_open_files(Publication.objects.public().with_details())


def topics():
    return Topic.objects.public().select_related("broader").prefetch_related("names")


def sources():
    return Source.objects.public().with_claim_count(Claim.objects.public())
