"""All meetings, one meeting's page, and the timeline."""

from itertools import groupby

from django.db.models import Case, Q, Value, When
from django.shortcuts import render
from django.utils.translation import gettext as _

from apps.core.paging import page_of
from apps.members.models import Member
from apps.records.detail_views import RecordDetail
from apps.search.related_links import mentions_link, related_link
from apps.serving.query_parameters import vary_on_parameters

from .forms import MeetingFilterForm, TimelineForm
from .models import Attendance, Meeting, Milestone
from .timeline import entries as entries_of
from .timeline_chart import Zoom, chart_of


@vary_on_parameters(*MeetingFilterForm.base_fields, "page")
def meeting_list(request):
    """All meetings, ministerial conferences first, each part newest first."""
    form = MeetingFilterForm(request.GET or None)
    chosen = form.chosen()
    meetings = Meeting.objects.public().with_place()
    if "group" in chosen:
        meetings = meetings.filter(group=chosen["group"])
    if "kind" in chosen:
        meetings = meetings.filter(kind=chosen["kind"])
    if "year" in chosen:
        meetings = meetings.filter(
            dates_earliest__year__lte=chosen["year"],
            dates_latest__year__gte=chosen["year"],
        )
    if "q" in chosen:
        text = chosen["q"]
        meetings = meetings.filter(
            Q(title__icontains=text)
            | Q(city__icontains=text)
            | Q(host__in=Member.objects.public(), host__name__icontains=text)
        )
    ministers_first = Case(
        When(kind=Meeting.Kind.CONFERENCE, then=Value(0)), default=Value(1)
    )
    meetings = meetings.order_by(ministers_first, *Meeting._meta.ordering)
    return render(
        request,
        "conferences/meeting_list.html",
        {"form": form, "page": page_of(meetings, request, per_page=50)},
    )


class MeetingDetail(RecordDetail):
    """The page of a meeting: who took part, papers, the meetings beside it."""

    queryset = Meeting.objects.with_place()

    def get_context_data(self, **kwargs):
        meeting = self.object
        attendances = meeting.evidence.place(list(meeting.attendances.with_attendees()))
        leading = {Attendance.Capacity.CO_CHAIR, Attendance.Capacity.COORDINATOR}
        siblings = list(
            Meeting.objects.public()
            .filter(group=meeting.group, dates_earliest__isnull=False)
            .order_by("dates_earliest", "pk")
        )
        place = siblings.index(meeting) if meeting in siblings else None
        return super().get_context_data(**kwargs) | {
            "chairs": [a for a in attendances if a.capacity in leading],
            "attendances": [a for a in attendances if a.capacity not in leading],
            "founded": meeting.founded_groups.public(),
            "publications": meeting.publications.public().with_authors(),
            "milestones": meeting.milestones.public(),
            "previous": siblings[place - 1] if place else None,
            "next": siblings[place + 1]
            if place is not None and place + 1 < len(siblings)
            else None,
            "related_links": self.related_links(),
        }

    def related_links(self):
        """Links to lists that are filtered by its year and its body."""
        meeting, group = self.object, self.object.public_group
        links = [
            related_link(_("All conferences and meetings"), "conferences:index"),
            mentions_link(meeting.display_title),
        ]
        if group:
            label = _("All meetings of this body: %(body)s")
            label %= {"body": group.display_name}
            links.insert(0, related_link(label, "conferences:index", group=group.slug))
        if meeting.dates:
            year = meeting.dates_earliest.year
            label = _("What else happened in %(year)s") % {"year": year}
            links.insert(0, related_link(label, "timeline", since=year, until=year))
        return links


class MilestoneDetail(RecordDetail):
    """The page of a milestone."""

    queryset = Milestone.objects.with_links()

    def get_context_data(self, **kwargs):
        milestone = self.object
        year = milestone.date_earliest.year
        label = _("What else happened in %(year)s") % {"year": year}
        return super().get_context_data(**kwargs) | {
            "related_links": [
                related_link(label, "timeline", since=year, until=year),
                mentions_link(milestone.display_title),
            ]
        }


@vary_on_parameters(*TimelineForm.base_fields)
def timeline(request):
    """Everything with a date in one line of time: drawn in lanes, and year by year."""
    form = TimelineForm(request.GET or None)
    chosen = form.chosen()
    entries, zoom = entries_of(chosen), Zoom(chosen)
    years = [
        {"year": year, "entries": list(of_year)}
        for year, of_year in groupby(entries, key=lambda entry: entry.earliest.year)
    ]
    return render(
        request,
        "conferences/timeline.html",
        {
            "form": form,
            "years": years,
            "count": len(entries),
            "chart": chart_of(entries, zoom),
            "zoom": zoom,
        },
    )
