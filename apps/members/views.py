"""The register of members, and a member's page."""

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone

from apps.core.detail import RecordDetail
from apps.core.models import Standing
from apps.core.paging import page_of

from .forms import RegisterForm
from .models import Member, Participation


def register_of(chosen):
    """Participations standing on a day (today unless asked), as the filters say.

    `chosen` holds valid values of RegisterForm. Those certainly not taking part on
    the day are left out.
    """
    day = chosen.get("as_of") or timezone.localdate()
    register = Participation.objects.public().standing_on(day)
    if "capacity" in chosen:
        register = register.filter(capacity=chosen["capacity"])
    if "kind" in chosen:
        register = register.filter(member__kind=chosen["kind"])
    if "region" in chosen:
        register = register.filter(member__region=chosen["region"])
    if "q" in chosen:
        names = Q(member__name__icontains=chosen["q"])
        names |= Q(member__acronym__iexact=chosen["q"])
        spelt = Member.objects.filter(names__name__icontains=chosen["q"])
        register = register.filter(names | Q(member__in=spelt))
    return register.order_by("member__name", "capacity")


def member_list(request):
    """Who takes part on a day: documented, or possible where the record does not say."""
    form = RegisterForm(request.GET or None)
    chosen = form.chosen()
    register = register_of(chosen)
    counts = {
        (capacity, standing): number for capacity, standing, number in register.tally()
    }
    return render(
        request,
        "members/member_list.html",
        {
            "form": form,
            "day": chosen.get("as_of") or timezone.localdate(),
            "page": page_of(register, request, per_page=100),
            "counts": counts,
            "documented": sum(
                n for (_c, s), n in counts.items() if s == Standing.DOCUMENTED
            ),
            "possible": sum(
                n for (_c, s), n in counts.items() if s == Standing.POSSIBLE
            ),
        },
    )


class MemberDetail(RecordDetail):
    queryset = Member.objects.with_details()

    def get_context_data(self, **kwargs):
        member = self.object
        return super().get_context_data(**kwargs) | {
            "seats": member.seats.public(),
            "appointments": member.appointments.with_people(),
            "hosted": member.hosted_meetings.public().with_place(),
            "attendances": member.attendances.public(),
            "publications": member.publications.public().with_authors(),
        }
