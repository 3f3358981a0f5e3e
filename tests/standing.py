"""The standing of a period on a day, reckoned a second way: in Python, over rows at hand."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field

from apps.conferences.models import Attendance, Meeting
from apps.groups.models import Group, Seat
from apps.members.models import Participation
from apps.sources.models import Claim

ALWAYS, NEVER = dt.date.min, dt.date.max
PROCESS_BEGAN = dt.date(2002, 2, 26)
DAY = dt.timedelta(days=1)


def days_of(point):
    """The first and the last day of a year, month or day written as text."""
    year, month, day = [*map(int, point.split("-")), 0, 0][:3]
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    last = calendar.monthrange(year, month or 12)[1]
    return dt.date(year, month or 1, 1), dt.date(year, month or 12, last)


def extremes(text, blank=(ALWAYS, NEVER)):
    """The first and the last day that a date can mean."""
    points = re.findall(r"\d{4}(?:-\d\d){0,2}", text)
    return (days_of(points[0])[0], days_of(points[-1])[1]) if points else blank


@dataclass
class History:
    """A period with all that is at hand about it."""

    row: object
    begin: tuple  # the first and the last day on which it can have begun
    end: tuple
    open: bool  # no end is recorded
    life: tuple = (ALWAYS, NEVER)  # of its body
    shown: list = field(default_factory=list)  # (first, last) day that something proves
    others: list = field(default_factory=list)  # of its subject

    @property
    def shown_within(self):
        return [
            (first, last)
            for first, last in self.shown
            if self.begin[0] <= first and last <= self.end[1]
        ]

    def begun(self, day):
        recorded = self.begin[1] <= day and self.begin[1] != NEVER
        return recorded or any(first <= day for first, _last in self.shown_within)

    def follows(self, other):
        """Whether it certainly began after another did, or no earlier than that ended."""
        if self.begin == (ALWAYS, NEVER):
            return False
        starts = [first for first, _last in other.shown_within]
        if other.begin != (ALWAYS, NEVER):
            starts.append(other.begin[0])
        return any(self.begin[0] > start for start in starts) or (
            not other.open and self.begin[0] >= other.end[1]
        )

    def standing(self, day):
        if day < PROCESS_BEGAN or day < self.begin[0] or day > self.end[1]:
            return "no"
        if not self.life[0] <= day <= self.life[1]:
            return "no"
        if any(other.begun(day) and other.follows(self) for other in self.others):
            return "no"
        if not self.begun(day):
            return "possible"
        shown = any(last >= day for _first, last in self.shown_within)
        if shown or day == self.begin[1] or (not self.open and self.end[0] >= day):
            return "documented"
        return "presumed" if self.open else "possible"

    @property
    def turning_days(self):
        """Every day on which its standing can turn, the day before and the day after."""
        days = {*self.begin, *self.end, *self.life, *sum(self.shown, ())}
        days -= {ALWAYS, NEVER}
        return {day + n * DAY for day in days for n in (-1, 0, 1)}


SUBJECT = {
    "participation": lambda row: row.member_id,
    "seat": lambda row: (row.group_id, row.member_id, row.role),
    "appointment": lambda row: (row.office, row.group_id, row.member_id),
}
AS_MEMBER = {"co-chair", "coordinator", "member"}


def met(meeting):
    """The first and the last day that a meeting proves."""
    first, last = extremes(meeting.dates)
    exact = re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", meeting.dates)
    return first, last if exact else first


def is_over(meeting, today):
    return bool(meeting.dates) and extremes(meeting.dates)[1] <= today


def vouches(claim, row):
    """Whether a claim says of a period what the record says of it."""
    if claim.field == "until" or claim.rank == "deprecated" or claim.superseded_on:
        return False
    if not claim.source.is_public or not claim.reading:
        return False
    return claim.differs == "variant" or claim.reading == getattr(row, claim.field)


def attended(attendance, row):
    """Whether somebody took part in a meeting in the part that a period is about."""
    if attendance.member_id is None or attendance.member_id != row.member_id:
        return False
    if isinstance(row, Participation):
        as_what = "member" if attendance.capacity in AS_MEMBER else attendance.capacity
        return row.capacity == {"guest": "invited"}.get(as_what, as_what)
    if attendance.meeting.group_id != row.group_id:
        return False
    return attendance.capacity == row.role or (
        row.role == "member" and attendance.capacity in AS_MEMBER
    )


def histories(model, today):
    """The History of every row of a model of periods."""
    if model is Group:
        return [_of_body(group, today) for group in Group.objects.all()]
    name = model._meta.model_name
    claims = Claim.objects.filter(fact_type__model=name).select_related("source")
    attendances = [
        attendance
        for attendance in Attendance.objects.select_related("meeting")
        if attendance.meeting.is_public and is_over(attendance.meeting, today)
    ]
    found = []
    for row in model.objects.all():
        one = History(row, extremes(row.since), extremes(row.until), not row.until)
        group = getattr(row, "group", None)
        if group:
            one.life = extremes(group.founded)[0], extremes(group.ended)[1]
        for claim in claims:
            date = claim.as_of or claim.source.date
            if claim.fact_id == row.pk and date and vouches(claim, row):
                one.shown.append((extremes(date)[0],) * 2)
        if model in (Participation, Seat):
            one.shown += [met(a.meeting) for a in attendances if attended(a, row)]
        found.append(one)
    for one in found:
        one.others = [
            other
            for other in found
            if other is not one and SUBJECT[name](other.row) == SUBJECT[name](one.row)
        ]
    return found


def _of_body(group, today):
    body = History(
        group, extremes(group.founded), extremes(group.ended), not group.ended
    )
    meetings = Meeting.objects.public()
    if group.kind != "process":  # the Process meets whenever one of its bodies does
        meetings = meetings.filter(group=group)
    body.shown = [met(meeting) for meeting in meetings if is_over(meeting, today)]
    return body


def differing(model, today, days=None):
    """(row, day, standing, as reckoned) wherever the database answers otherwise."""
    reckoned = histories(model, today)
    if days is None:
        days = set().union(*(one.turning_days for one in reckoned))
        days |= {PROCESS_BEGAN - DAY, PROCESS_BEGAN, today}
    found = []
    for day in sorted(day for day in days if day <= today):
        answers = {row.pk: row.standing for row in model.objects.as_of(day)}
        found += [
            (str(one.row), str(day), answers[one.row.pk], one.standing(day))
            for one in reckoned
            if answers[one.row.pk] != one.standing(day)
        ]
    return found
