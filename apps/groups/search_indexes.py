"""Bodies and mechanisms, as search finds them."""

from django.db.models import Prefetch, Value

from apps.core.dates import years_of
from apps.search.registry import FacetNames, SearchKind, in_each_language, in_roles
from apps.search_engine import Record as Document

from .models import Appointment, Group, GroupName, Seat


def document(group, key):
    """The search document of a body."""
    seats = list(group.seats.all())
    return Document(
        key=key,
        kind="group",
        title=group.name,
        names=(
            *(name.name for name in group.names.all()),
            *filter(None, [group.acronym, group.name_ind]),
        ),
        summary=group.mandate,
        text="\n".join(
            [
                group.mandate_ind,
                group.founding_basis,
                group.founding_basis_ind,
                group.composition,
                group.composition_ind,
                group.place,
                group.place_ind,
                group.state,
                group.state_ind,
                *in_each_language(group.get_kind_display),
                *(str(appointment) for appointment in group.appointments.all()),
                *(appointment.office_ind for appointment in group.appointments.all()),
                *(f"{f.value:f} {f.label}" for f in group.figures.all()),
                *(figure.label_ind for figure in group.figures.all()),
                *in_roles(
                    (Seat.Role(seat.role).label, seat.member.name) for seat in seats
                ),
            ]
        ),
        date=group.founded_earliest,
        years=years_of(group.founded_earliest, group.founded_latest),
        groups=(group.slug,),
        members=tuple(dict.fromkeys(seat.member.slug for seat in seats)),
    )


def describe(group):
    """(title, line below it) of a body in a list of results."""
    return group.display_name, str(group.get_kind_display())


GROUPS = SearchKind(
    records=lambda: Group.objects.public().prefetch_related(
        "names",
        "figures",
        Prefetch("appointments", Appointment.objects.public()),
        Prefetch("seats", Seat.objects.public()),
    ),
    document=document,
    rows=lambda: Group.objects.public(),
    summary="mandate",
    describe=describe,
    facet=FacetNames(
        rows=lambda: (
            Group.objects.public()
            .order_by()
            .values_list(Value("group"), "slug", "name", "name_ind", Value(""))
        ),
        spell=lambda name, local, _code, language: (
            local if language == "id" and local else name
        ),
    ),
    synonyms=(
        lambda: (
            GroupName.objects.filter(group__in=Group.objects.public())
            .order_by()
            .values_list("group__name", "name")
        ),
        lambda: (
            Group.objects.public()
            .exclude(acronym="")
            .order_by()
            .values_list("name", "acronym")
        ),
    ),
)
