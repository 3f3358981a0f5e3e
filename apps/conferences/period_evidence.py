"""Meetings and who took part in them as what shows that a period held."""

from django.db.models import Case, CharField, DateField, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Exact

from apps.groups.models import Group, Seat
from apps.members.models import Participation
from apps.records.models.standing import showings

from .models import Attendance, Meeting

Capacity = Attendance.Capacity


def on_its_days(rows, meeting=""):
    """Rows with the days that a meeting proves.

    It lasted from its first day to its last one where both are known; else it proves the
    first day that its dates can mean.
    """
    first, last = F(f"{meeting}dates_earliest"), F(f"{meeting}dates_latest")
    days = Concat(Cast(first, CharField()), Value("/"), Cast(last, CharField()))
    return rows.annotate(
        shown=F(f"{meeting}dates"),
        shown_from=first,
        shown_to=Case(
            When(**{f"{meeting}dates": days}, then=last),
            default=first,
            output_field=DateField(),
        ),
    )


def attendances(model):
    """Who took part in meetings, and as what.

    Who led a meeting or took part as a member of the body has a member's seat in it, and
    its own role besides. In the Process as a whole it has the same capacity: states and
    organisations come to any meeting as members or observers of the Process. In the Ad Hoc
    Group the two could differ (the United States sat there from 2011 and became a member
    in 2013; members observed its second and its eighth meeting), which is why a meeting
    counts only for a capacity whose recorded dates allow it.
    """
    capacity = Case(
        When(
            capacity__in=[Capacity.CO_CHAIR, Capacity.COORDINATOR, Capacity.MEMBER],
            then=Value("member"),
        ),
        When(capacity=Capacity.GUEST, then=Value("invited")),
        default=F("capacity"),
    )
    took_part = Attendance.objects.filter(
        meeting__in=Meeting.objects.held(), member=OuterRef("member")
    ).annotate(took_part_as=capacity)
    if model is Participation:
        shown = took_part.filter(took_part_as=OuterRef("capacity"))
    elif model is Seat:
        shown = took_part.filter(
            Q(capacity=OuterRef("role")) | Q(took_part_as=OuterRef("role")),
            meeting__group=OuterRef("group"),
        )
    else:
        return None
    return on_its_days(shown, "meeting__")


def meetings(model):
    """The meetings of a body: it existed when it met; the Process, when any body of it did."""
    if model is not Group:
        return None
    of_process = Q(Exact(OuterRef("kind"), Value(Group.Kind.PROCESS)))
    return on_its_days(
        Meeting.objects.held().filter(Q(group=OuterRef("pk")) | of_process)
    )


showings += [attendances, meetings]
