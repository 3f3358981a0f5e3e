"""Members, as search finds them."""

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from apps.search.engine import Record as Document
from apps.search.registry import (
    FacetNames,
    Kind,
    register,
    register_facet,
    register_synonyms,
)

from .models import Member, MemberName, name_in


def document(member, key):
    return Document(
        key=key,
        kind="member",
        title=member.name,
        names=(
            *(name.name for name in member.names.all()),
            *filter(None, [member.acronym, member.name_in("id")]),
            *filter(None, [member.iso_code, member.iso3_code]),
        ),
        summary=member.summary,
        text="\n".join([member.summary_ind, member.get_region_display()]),
        members=(member.slug,),
    )


def describe(member):
    return member.display_name, str(member.get_kind_display())


register(
    Kind(
        name="member",
        label=_("Members"),
        one=_("Participant"),
        model=Member,
        records=lambda: Member.objects.public().prefetch_related("names"),
        document=document,
        rows=lambda: Member.objects.public(),
        describe=describe,
    )
)
register_facet(
    "member",
    FacetNames(
        rows=lambda: (
            Member.objects.public()
            .order_by()
            .values_list(Value("member"), "slug", "name", "name_ind", "iso_code")
        ),
        spell=name_in,
    ),
)


register_synonyms(
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
)
