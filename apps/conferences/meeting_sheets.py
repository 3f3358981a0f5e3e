"""Meetings, and who took part in them, as spreadsheets."""

from apps.groups.models import Group, Person
from apps.members.models import Member
from apps.sources.sheet_columns import source_column, source_where_column
from apps.spreadsheets.columns import (
    ChoiceWidget,
    Column,
    IntegerWidget,
    ManyToManyColumn,
    SlugWidget,
    TextWidget,
)
from apps.spreadsheets.sheets import PartSheet, RecordSheet

from .models import Attendance, Meeting


class MeetingSheet(RecordSheet):
    """The columns of meetings; who took part has a sheet of its own."""

    model = Meeting
    parts = (Meeting.founded_groups.through,)
    cleared_first = {"number": None}

    slug = Column("slug", required=True)
    title = Column("title", required=True)
    group = Column("group", SlugWidget(Group), required=True)
    kind = Column("kind", ChoiceWidget(Meeting.Kind), keep_if_blank=True)
    number = Column("number", IntegerWidget())
    series = Column("series")
    dates = Column("dates")
    city = Column("city")
    host = Column("host", SlugWidget(Member))
    format = Column("format", ChoiceWidget(Meeting.Format))
    attendance = Column("attendance", TextWidget())
    outcome = Column("outcome", TextWidget())
    summary = Column("summary", TextWidget())
    founded_groups = ManyToManyColumn("founded_groups", Group)
    title_ind = Column("title_ind")
    attendance_ind = Column("attendance_ind", TextWidget())
    outcome_ind = Column("outcome_ind", TextWidget())
    summary_ind = Column("summary_ind", TextWidget())
    source = source_column()
    source_where = source_where_column()

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("group", "host")
            .prefetch_related("founded_groups")
        )

    def title_of(self, record):
        return record.title


class AttendanceSheet(PartSheet):
    """Who took part: one row for each member or person at each meeting."""

    model = Attendance
    owner = "meeting"
    names = ("meeting", "member", "person", "capacity")

    id = Column("id", IntegerWidget(), readonly=True)
    meeting = Column("meeting", SlugWidget(Meeting), required=True, only_on_create=True)
    member = Column("member", SlugWidget(Member))
    person = Column("person", SlugWidget(Person))
    capacity = Column("capacity", ChoiceWidget(Attendance.Capacity), required=True)
    note = Column("note")
    note_ind = Column("note_ind")
    source = source_column()
    source_where = source_where_column()

    def get_queryset(self):
        return super().get_queryset().select_related("meeting", "member", "person")
