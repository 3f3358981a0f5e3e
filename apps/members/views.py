"""The register of members, and a member's page."""

from collections import Counter

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.as_of import AS_OF_PARAMETERS, AsOf
from apps.core.languages import sort_key
from apps.core.paging import page_of
from apps.records.comparison import OF_THE_WORLD, changes
from apps.records.detail_views import RecordDetail
from apps.records.models import Standing
from apps.search.related_links import mentions_link, related_link
from apps.serving.query_parameters import vary_on_parameters
from apps.sources.anchors import give_places

from .forms import COUNTRIES, RegisterForm
from .map.map_drawing import Map
from .map.map_of_two_days import MapOfTwoDays
from .member_chart import chart_of
from .models import Member, Participation


def register_of(chosen, day):
    """Participations standing on a day, as the filters say.

    `chosen` holds valid values of RegisterForm. Those certainly not taking part on
    the day are left out. They come as their names do in the reader's language.
    """
    register = Participation.objects.public().standing_on(day)
    if "capacity" in chosen:
        register = register.filter(capacity=chosen["capacity"])
    if chosen.get("kind") == COUNTRIES:
        register = register.exclude(member__kind=Member.Kind.ORGANISATION)
    elif "kind" in chosen:
        register = register.filter(member__kind=chosen["kind"])
    if "region" in chosen:
        register = register.filter(member__region=chosen["region"])
    if "q" in chosen:
        names = Q(member__name__icontains=chosen["q"])
        names |= Q(member__acronym__iexact=chosen["q"])
        spelt = Member.objects.filter(names__name__icontains=chosen["q"])
        register = register.filter(names | Q(member__in=spelt))
    return sorted(
        register.order_by("capacity"),
        key=lambda row: sort_key(row.member.display_name),
    )


@vary_on_parameters(*RegisterForm.base_fields, *AS_OF_PARAMETERS, "page")
def member_list(request):
    """Who takes part on a day, and how surely."""
    form = RegisterForm(request.GET or None)
    as_of = AsOf(request, form)
    if instead := as_of.year_redirect() or as_of.refusal_response(_("Members")):
        return instead
    register = register_of(as_of.chosen, as_of.day)
    standings = Counter(row.standing for row in register)
    context = {
        "form": form,
        "as_of": as_of,
        "page": page_of(register, request, per_page=100),
        "map": Map(register),
        "documented": standings[Standing.DOCUMENTED],
        "presumed": standings[Standing.PRESUMED],
        "possible": standings[Standing.POSSIBLE],
    }
    if as_of.other:
        context |= compared(as_of, register)
    return render(request, "members/member_list.html", context)


def compared(as_of, register):
    """What differs between the day shown and the other one."""
    other = register_of(as_of.chosen, as_of.other)
    before, after = (other, register) if as_of.other < as_of.day else (register, other)
    found = changes(before, after, subject_of=lambda row: row.member_id)
    differ = {change.subject.member_id for kind in found.values() for change in kind}
    changed = {
        change.subject.member_id for kind in OF_THE_WORLD for change in found[kind]
    }
    everybody = {row.member_id for row in before + after}
    return {
        "changes": found,
        "same": len(everybody - differ),
        "map_of_two_days": MapOfTwoDays(before, after, changed),
    }


class MemberDetail(RecordDetail):
    """The page of a member: participations, seats, meetings, publications, chart."""

    model = Member

    def get_queryset(self):
        return super().get_queryset().as_of(timezone.localdate())

    def get_context_data(self, **kwargs):
        member, today = self.object, timezone.localdate()
        member.evidence.place(member.participations.all())
        related = {
            "seats": list(member.seats.public().as_of(today)),
            "hosted": list(member.hosted_meetings.public().with_place()),
            "attendances": list(member.attendances.public().newest()),
            "appointments": list(member.appointments.public().as_of(today)),
            "publications": list(member.publications.public().with_authors()),
        }
        give_places(related["seats"], "group_id")
        give_places(related["appointments"], "group_id")
        give_places(related["attendances"], "meeting_id")
        context = super().get_context_data(**kwargs) | related
        return context | {
            "chart": chart_of(member, related),
            "related_links": self.related_links(),
        }

    def related_links(self):
        """Links to lists that are filtered by this member."""
        member = self.object
        beside = [related_link(_("All members on a map, on any day"), "members:index")]
        if member.region:
            region = member.get_region_display()
            label = _("Members and observers in %(region)s") % {"region": region}
            beside.insert(0, related_link(label, "members:index", region=member.region))
        return [*beside, mentions_link(member.display_name)]
