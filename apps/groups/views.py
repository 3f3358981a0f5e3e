"""The bodies and mechanisms, and one body's page."""

from collections import defaultdict

from django.shortcuts import render
from django.utils import timezone

from apps.core.detail import RecordDetail
from apps.core.paging import page_of

from .forms import GroupFilterForm
from .models import Group, Seat


def group_list(request):
    """Every body with those who lead it on a day (today unless asked)."""
    form = GroupFilterForm(request.GET or None)
    chosen = form.chosen()
    groups = Group.objects.public().with_counts().select_related("parent")
    if "kind" in chosen:
        groups = groups.filter(kind=chosen["kind"])
    page = page_of(groups, request, per_page=50)
    day = chosen.get("as_of") or timezone.localdate()
    leaders = defaultdict(list)
    for seat in Seat.objects.public().chairs().standing_on(day):
        leaders[seat.group_id].append(seat)
    for group in page:
        group.leaders = leaders[group.pk]
    return render(
        request,
        "groups/group_list.html",
        {"form": form, "page": page, "day": day},
    )


class GroupDetail(RecordDetail):
    queryset = Group.objects.select_related("parent").prefetch_related("names")

    def get_context_data(self, **kwargs):
        group = self.object
        seats = list(group.seats.public())
        figures = list(group.figures.all())
        every_meeting = group.meetings.model.objects.public().with_place()
        meetings = list(every_meeting.held_or_founding(group))
        return super().get_context_data(**kwargs) | {
            "chairs": [seat for seat in seats if seat.role in Seat.LEADING],
            "seats": [seat for seat in seats if seat.role not in Seat.LEADING],
            "appointments": group.appointments.with_people(),
            "figures": [f for f in figures if f.subject == f.Subject.WORK],
            "context_figures": [f for f in figures if f.subject == f.Subject.CONTEXT],
            "children": group.children.public(),
            "founding_meetings": [m for m in meetings if m.founded],
            "meetings": [m for m in meetings if m.group_id == group.pk],
            "milestones": group.milestones.public(),
            "publications": group.publications.public().with_authors(),
        }
