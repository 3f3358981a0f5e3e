"""Members as a spreadsheet."""

from apps.sources.sheet_columns import source_column, source_where_column
from apps.spreadsheets.cell_text import join_items, split_items
from apps.spreadsheets.columns import (
    ChoiceWidget,
    Column,
    LineWidget,
    RelatedRowsColumn,
    TextWidget,
)
from apps.spreadsheets.sheets import RecordSheet

from .models import Member, MemberName


class NameListWidget(LineWidget):
    """Other names, in no order."""

    def clean(self, value, row=None, **kwargs):
        names = split_items(value)
        for name in names:
            MemberName(name=name).clean_fields(exclude=["member"])
        return names

    def render(self, value, **kwargs):
        return join_items(sorted(value or []))


class OtherNamesColumn(RelatedRowsColumn):
    """Other names of a member; who uses a name that stays is kept with it."""

    def get_value(self, instance):
        return [n.name for n in instance.names.all()] if instance.pk else []

    def store(self, values):
        known = {}
        members = [member for member, _names in values]
        for row in MemberName.objects.filter(member__in=members):
            known.setdefault(row.member_id, {})[row.name] = row
        gone, come = [], []
        for member, names in values:
            old = known.get(member.pk, {})
            gone += [row.pk for name, row in old.items() if name not in names]
            come += [
                MemberName(member=member, name=name)
                for name in names
                if name not in old
            ]
        MemberName.objects.filter(pk__in=gone).delete()
        MemberName.objects.bulk_create(come)


class MemberSheet(RecordSheet):
    """The columns of members; their periods are kept on their own pages."""

    model = Member
    parts = (MemberName,)
    cleared_first = {"iso_code": ""}

    slug = Column("slug", required=True)
    name = Column("name", required=True)
    acronym = Column("acronym")
    kind = Column("kind", ChoiceWidget(Member.Kind), required=True)
    iso_code = Column("iso_code")
    iso3_code = Column("iso3_code")
    region = Column("region", ChoiceWidget(Member.Region))
    summary = Column("summary", TextWidget())
    other_names = OtherNamesColumn("other_names", NameListWidget())
    name_ind = Column("name_ind")
    summary_ind = Column("summary_ind", TextWidget())
    source = source_column()
    source_where = source_where_column()

    def get_queryset(self):
        return super().get_queryset().prefetch_related("names")

    def title_of(self, record):
        return record.name
