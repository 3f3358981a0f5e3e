"""Meetings, and who took part in them, as spreadsheets."""

from apps.groups.models import Group, Person
from apps.members.models import Member
from apps.spreadsheets.columns import Choice, Column, Lines, Links, Number, Slug
from apps.spreadsheets.sheets import PartSheet, RecordSheet

from .models import Attendance, Meeting


class MeetingSheet(RecordSheet):
    """The columns of meetings; who took part has a sheet of its own."""

    model = Meeting
    parts = (Meeting.founded_groups.through,)
    vacated = {"number": None}

    slug = Column("slug", required=True)
    title = Column("title", required=True)
    group = Column("group", Slug(Group), required=True)
    kind = Column("kind", Choice(Meeting.Kind), kept=True)
    number = Column("number", Number())
    series = Column("series")
    dates = Column("dates")
    city = Column("city")
    host = Column("host", Slug(Member))
    format = Column("format", Choice(Meeting.Format))
    attendance = Column("attendance", Lines())
    outcome = Column("outcome", Lines())
    summary = Column("summary", Lines())
    founded_groups = Links("founded_groups", Group)
    title_ind = Column("title_ind")
    attendance_ind = Column("attendance_ind", Lines())
    outcome_ind = Column("outcome_ind", Lines())
    summary_ind = Column("summary_ind", Lines())

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

    id = Column("id", Number(), readonly=True)
    meeting = Column("meeting", Slug(Meeting), required=True, fixed=True)
    member = Column("member", Slug(Member))
    person = Column("person", Slug(Person))
    capacity = Column("capacity", Choice(Attendance.Capacity), required=True)
    note = Column("note")
    note_ind = Column("note_ind")

    def get_queryset(self):
        return super().get_queryset().select_related("meeting", "member", "person")
