"""The bodies and mechanisms, one body's page, and its figures as a file."""

from collections import defaultdict
from copy import copy

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from apps.core.as_of import AS_OF_PARAMETERS, AsOf, AsOfForm
from apps.core.paging import page_of
from apps.records.comparison import changes
from apps.records.detail_views import RecordDetail
from apps.records.kinds import kind_of
from apps.search.related_links import mentions_link, related_link
from apps.serving.query_parameters import vary_on_parameters

from .body_chart import chart_of
from .figure_series import as_csv, series_and_single_figures
from .forms import GroupFilterForm
from .models import Group, Seat


@vary_on_parameters(*GroupFilterForm.base_fields, *AS_OF_PARAMETERS, "page")
def group_list(request):
    """Every body with those who lead it on a day (today unless asked)."""
    form = GroupFilterForm(request.GET or None)
    as_of = AsOf(request, form)
    if instead := as_of.year_redirect() or as_of.refusal_response(
        _("Bodies and mechanisms")
    ):
        return instead
    groups = Group.objects.public().with_counts().as_of(as_of.day)
    groups = groups.select_related("parent")
    if "kind" in as_of.chosen:
        groups = groups.filter(kind=as_of.chosen["kind"])
    page = page_of(groups, request, per_page=50)
    leading = Seat.objects.public().chairs()
    leading = leading.order_by("group__position", "group__name", "member__name")
    if "kind" in as_of.chosen:
        leading = leading.filter(group__kind=as_of.chosen["kind"])
    seats = list(leading.standing_on(as_of.day))
    leaders = defaultdict(list)
    for seat in seats:
        leaders[seat.group_id].append(seat)
    for group in page:
        group.leaders = leaders[group.pk]
    context = {"form": form, "page": page, "as_of": as_of}
    if as_of.other:
        other = list(leading.standing_on(as_of.other))
        context["changes"] = changed_seats(as_of, seats, other)
    return render(request, "groups/group_list.html", context)


def changed_seats(as_of, seats, other):
    """What differs between the seats on the day shown and those on the other one."""
    before, after = (other, seats) if as_of.other < as_of.day else (seats, other)
    return changes(
        before, after, subject_of=lambda seat: (seat.group_id, seat.member_id)
    )


def seat_on_other_day(seat):
    """A seat as it stood on the other day."""
    twin = copy(seat)
    twin.standing = seat.standing_then
    return twin


class GroupDetail(RecordDetail):
    """The page of a body as of a day, and what differs on another day."""

    model = Group
    parameters = AS_OF_PARAMETERS

    def get_queryset(self):
        bodies = super().get_queryset().as_of(self.as_of.day)
        return bodies.select_related("parent").prefetch_related("names")

    def get(self, request, *args, **kwargs):
        self.as_of = AsOf(request, AsOfForm(request.GET or None))
        return self.as_of.year_redirect() or super().get(request, *args, **kwargs)

    def ended(self):
        """The response for a withdrawn body or a refused day; None for any other."""
        return super().ended() or self.as_of.refusal_response(self.object.heading)

    def get_context_data(self, **kwargs):
        group, as_of = self.object, self.as_of
        seats = group.seats.public().as_of(as_of.day)
        if as_of.other:
            seats = seats.as_of(as_of.other, "standing_then")
        seats = list(seats)
        figures = list(group.figures.all())
        appointments = list(group.appointments.public().as_of(as_of.day))
        group.evidence.place([*seats, *appointments, *figures])
        meetings = list(group.meetings.with_founding())
        related = {
            "chairs": [seat for seat in seats if seat.role in Seat.LEADING],
            "seats": [seat for seat in seats if seat.role not in Seat.LEADING],
            "founding_meetings": [m for m in meetings if m.founded],
            "meetings": [m for m in meetings if m.group_id == group.pk],
            "milestones": list(group.milestones.public()),
            "publications": list(group.publications.public().with_authors()),
        }
        context = super().get_context_data(**kwargs) | related
        context |= {
            "as_of": as_of,
            "appointments": appointments,
            "figures": series_and_single_figures(
                [f for f in figures if f.subject == f.Subject.WORK]
            ),
            "context_figures": series_and_single_figures(
                [f for f in figures if f.subject == f.Subject.CONTEXT]
            ),
            "has_figures": bool(figures),
            "children": group.children.public(),
            "chart": chart_of(related),
            "related_links": self.related_links(related),
        }
        if as_of.other:
            context["changes"] = changed_seats(
                as_of, seats, list(map(seat_on_other_day, seats))
            )
        return context

    def related_links(self, related):
        """Links to lists that are filtered by this body."""
        group = self.object
        lists = [
            (related["milestones"], _("Its years on the timeline")),
            (related["meetings"], _("Its meetings as a list with filters")),
            (related["publications"], _("Its papers in the library")),
        ]
        return [
            *(
                related_link(label, kind_of(records[0]).list_name, group=group.slug)
                for records, label in lists
                if records
            ),
            related_link(_("All bodies, and who led each on any day"), "groups:index"),
            mentions_link(group.display_name),
        ]


def figures_csv(request, slug):
    """A body's figures with their sources, to calculate with."""
    group = get_object_or_404(Group.objects.public(), slug=slug)
    figures = list(group.figures.all())
    if not figures:
        raise Http404(slug)
    return HttpResponse(
        as_csv(group, figures),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-figures.csv"'},
    )
