"""Members, as search finds them."""

from django.db.models import Value

from apps.search.registry import FacetNames, SearchKind, in_each_language
from apps.search_engine import Record as Document

from .models import Member, MemberName, common_names, name_in


def document(member, key):
    """The search document of a member."""
    return Document(
        key=key,
        kind="member",
        title=member.name,
        names=(
            *(name.name for name in member.names.all()),
            *filter(None, [member.acronym, member.name_in("id")]),
            *common_names(member.iso_code),
            *filter(None, [member.iso_code, member.iso3_code]),
        ),
        summary=member.summary,
        text="\n".join(
            [
                member.summary_ind,
                *in_each_language(member.get_region_display),
                *in_each_language(member.get_kind_display),
                *(
                    capacity
                    for participation in member.participations.all()
                    for capacity in in_each_language(participation.get_capacity_display)
                ),
            ]
        ),
        members=(member.slug,),
    )


def describe(member):
    """(title, line below it) of a member in a list of results."""
    return member.display_name, str(member.get_kind_display())


MEMBERS = SearchKind(
    records=lambda: Member.objects.public().with_details(),
    document=document,
    rows=lambda: Member.objects.public(),
    describe=describe,
    facet=FacetNames(
        rows=lambda: (
            Member.objects.public()
            .order_by()
            .values_list(Value("member"), "slug", "name", "name_ind", "iso_code")
        ),
        spell=name_in,
        also=lambda _name, local, code: [local, *common_names(code)],
    ),
    synonyms=(
        lambda: (
            MemberName.objects.filter(member__in=Member.objects.public())
            .order_by()
            .values_list("member__name", "name")
        ),
        lambda: (
            Member.objects.public()
            .exclude(acronym="")
            .order_by()
            .values_list("name", "acronym")
        ),
    ),
)
