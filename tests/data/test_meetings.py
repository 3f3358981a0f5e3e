"""The meetings of the shipped record, one by one: number, days, place, who presided."""

import pytest

from apps.conferences.models import Attendance, Meeting
from apps.members.models import Participation

pytestmark = pytest.mark.usefixtures("portal")

# slug | number | dates | city | host | who presided; blank where no source says
MEETINGS = """
ministerial-conference-1 | 1 | 2002-02-26/2002-02-28 | Bali | indonesia | australia, indonesia
ministerial-conference-2 | 2 | 2003-04-28/2003-04-30 | Bali | indonesia | australia, indonesia
ministerial-conference-3 | 3 | 2009-04-14/2009-04-15 | Bali | indonesia | australia, indonesia
ministerial-conference-4 | 4 | 2011-03-29/2011-03-30 | Nusa Dua, Bali | indonesia | australia, indonesia
ministerial-conference-5 | 5 | 2013-04-02 | Bali | indonesia | australia, indonesia
ministerial-conference-6 | 6 | 2016-03-23 | Nusa Dua, Bali | indonesia | australia, indonesia
ministerial-conference-7 | 7 | 2018-08-07 | Nusa Dua, Bali | indonesia | australia, indonesia
ministerial-conference-8 | 8 | 2023-02-10 | Adelaide | australia | australia, indonesia
ad-hoc-group-1 | 1 | 2009-07-27/2009-07-29 | Bali | indonesia | australia, indonesia
ad-hoc-group-2 | 2 | 2009-12-14/2009-12-15 | Perth | australia | australia, indonesia
ad-hoc-group-3 | 3 | 2010-06-10/2010-06-11 | Bali | indonesia | australia, indonesia
ad-hoc-group-4 | 4 | 2011-03-09 | Bali | indonesia | australia, indonesia
ad-hoc-group-5 | 5 | 2011-10-12 | Sydney | australia | australia, indonesia
ad-hoc-group-6 | 6 | 2012-06-01 | Bali | indonesia | australia, indonesia
ad-hoc-group-7 | 7 | 2013-03-05 | Sydney | australia | australia, indonesia
ad-hoc-group-8 | 8 | 2014-08-06 | Canberra | australia | australia, indonesia
ad-hoc-group-9 | 9 | 2015-05-06 | Wellington | new-zealand | australia, indonesia
ad-hoc-group-10 | 10 | 2016-02-02 | Bangkok | thailand | australia, indonesia
ad-hoc-group-11 | 11 | 2016-11-16 | Colombo | sri-lanka | australia, indonesia
ad-hoc-group-12 | 12 | 2017-10-31 | Kuala Lumpur | malaysia | australia, indonesia
ad-hoc-group-14 | 14 | 2019-07-23 | Da Nang | viet-nam | australia, indonesia
ad-hoc-group-15 | 15 | 2020-10-20/2020-10-21 |  |  | australia, indonesia
ad-hoc-group-16 | 16 | 2022-12-06 | Bali | indonesia | australia, indonesia
ad-hoc-group-17 | 17 | 2024-05-02/2024-05-03 | Kuala Lumpur | malaysia | australia, indonesia
ad-hoc-group-18 | 18 | 2025-05-20/2025-05-21 | Bangkok | thailand | australia, indonesia
steering-group-5-2003 | 5 | 2003-06-05/2003-06-06 | Bangkok | thailand | australia, indonesia
steering-group-2003-03-26 |  | 2003-03-26 | Jakarta | indonesia | australia, indonesia
steering-group-23-2012 | 23 | 2012-02-08 |  |  | australia, indonesia
steering-group-2022-paris |  | 2022-02-21 | Paris, France |  | australia, indonesia
steering-group-17 | 17 | 2022-12-05 |  |  | australia, indonesia
steering-group-18 | 18 | 2024-05-02/2024-05-03 | Kuala Lumpur | malaysia |
steering-group-19 | 19 | 2025-05-20/2025-05-21 | Bangkok | thailand | australia, indonesia
senior-officials-meeting-2003 |  | 2003-03-27 | Jakarta | indonesia | australia, indonesia
senior-officials-meeting-2 | 2 | 2004-06-07/2004-06-08 | Brisbane | australia | australia, indonesia
senior-officials-meeting-2011 |  | 2011-03-10 | Bali | indonesia | australia, indonesia
senior-officials-meeting-5 | 5 | 2013-04-01 | Bali | indonesia | australia, indonesia
senior-officials-meeting-6 | 6 | 2016-03-22 | Nusa Dua, Bali | indonesia | australia, indonesia
senior-officials-meeting-2018 | 7 | 2018-08-06 | Nusa Dua, Bali | indonesia | australia, indonesia
aheg1-2002 |  | 2002-09-16/2002-09-17 | Bandar Seri Begawan | brunei-darussalam | new-zealand
aheg1-2003 |  | 2003-03-13/2003-03-14 | Colombo | sri-lanka | new-zealand
wg-tip-1 | 1 | 2015-03-27 |  |  | australia, indonesia
wg-tip-2 | 2 | 2016-05-16/2016-05-19 | Bangkok | thailand | australia, indonesia
wg-tip-3 | 3 | 2017-05-26 | Bali | indonesia | australia, indonesia
wg-tip-4 | 4 | 2018-05-16 | Bangkok | thailand | australia, indonesia
wg-tip-6 | 6 | 2020-11-10 |  |  | australia, indonesia
wg-tip-7 | 7 | 2021-09-21/2021-09-23 |  |  | australia, indonesia
wg-tip-8 | 8 | 2022-08-29/2022-08-30 |  |  | australia, indonesia
wg-tip-9 | 9 | 2023-11-07/2023-11-10 | Bangkok | thailand | australia, indonesia
wg-tip-10 | 10 | 2024-11-18/2024-11-21 | Bangkok | thailand | australia, indonesia
wg-tip-11 | 11 | 2025-12-01 | Manila | philippines | australia, indonesia
tfpp-1 | 1 | 2017-01-27 | Bangkok | thailand | australia, indonesia
tfpp-2 | 2 | 2017-05-18 | Bali | indonesia | australia, indonesia
tfpp-3 | 3 | 2018-03-21/2018-03-22 | Bangkok | thailand | australia, indonesia
tfpp-4 | 4 | 2019-02-14/2019-02-15 | Bangkok | thailand | australia, indonesia
tfpp-gathering-2022 |  | 2022-07-27/2022-07-28 |  |  | australia, indonesia
tfpp-tabletop-2022 |  | 2022-10-10/2022-10-11 | Bangkok | thailand |
tfpp-7 | 7 | 2023-11-07/2023-11-10 | Bangkok | thailand | australia, indonesia
dwg-1 | 1 | 2015-05-19 |  |  | new-zealand, sri-lanka
joint-period-of-action-1 | 1 | 2015-09-28/2015-10-28 |  |  | new-zealand, sri-lanka
dwg-7 | 7 | 2022-10-12 | Bangkok | thailand | new-zealand, viet-nam
dwg-planning-2023 |  | 2023-07-26/2023-07-27 |  |  | new-zealand, viet-nam
dwg-joint-period-meeting-2023 |  | 2023-10-18 | Bangkok | thailand | new-zealand, viet-nam
dwg-progression-2024 |  | 2024-01-23/2024-01-25 |  |  | new-zealand, viet-nam
dwg-closing-2024 |  | 2024-07-16/2024-07-18 | Hanoi | viet-nam | new-zealand, viet-nam
teg-rr-roundtable-2015 |  | 2015-12-03/2015-12-04 | Manila | philippines |
teg-rr-1 | 1 | 2018-04-23/2018-04-24 | Manila | philippines | australia, philippines
teg-rr-2 | 2 | 2019-02-12/2019-02-13 | Bangkok | thailand | australia, philippines
teg-rr-3 | 3 | 2020-02-13/2020-02-14 | Colombo | sri-lanka | australia, sri-lanka
teg-rr-4 | 4 | 2021-09-28/2021-09-30 |  |  | australia, sri-lanka
teg-rr-5 | 5 | 2022-11-15/2022-11-17 |  |  | australia, iom
teg-rr-6 | 6 | 2024-03-04/2024-03-06 | Bangkok | thailand | australia, philippines
teg-rr-2024-phnom-penh |  | 2024-12-03/2024-12-05 | Phnom Penh | cambodia | australia, philippines
teg-rr-2025-manila |  | 2025-12-02/2025-12-05 | Manila | philippines |
gabf-1 | 1 | 2017-08-24/2017-08-25 | Perth | australia | australia, indonesia
gabf-2 | 2 | 2018-08-06/2018-08-07 | Nusa Dua, Bali | indonesia | australia, indonesia
gabf-3 | 3 | 2023-02-09/2023-02-10 | Adelaide | australia | australia, indonesia
gabf-tech-forum-2023 |  | 2023-08 | Bali | indonesia |
consultation-mechanism-1 | 1 | 2017-10-13 | Jakarta | indonesia | australia, indonesia
rso-anniversary-dialogue-2022 |  | 2022-09-07/2022-09-08 | Bangkok | thailand |
rso-members-engagement-function-2023 |  | 2023-09-06 | Bangkok | thailand |
rso-roundtable-andaman-sea-2024 |  | 2024-02-19/2024-02-20 | Bangkok | thailand |
rso-members-engagement-function-2024 |  | 2024-06-05 | Jakarta | indonesia |
rso-constructive-dialogue-2025 |  | 2025-02-25/2025-02-26 | Bangkok | thailand |
rso-members-engagement-function-2025 |  | 2025-05-27 | Kuala Lumpur | malaysia |
rso-regional-meeting-people-smuggling-2025 |  | 2025-05-27/2025-05-28 | Kuala Lumpur | malaysia |
rso-people-smuggling-course-2025 |  | 2025-06-24/2025-06-26 | Bangkok | thailand |
rso-toolkit-consultation-2025 |  | 2025-07-03 | Bangkok | thailand |
"""

PRESIDING = [Attendance.Capacity.CO_CHAIR, Attendance.Capacity.COORDINATOR]

NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)


def rows():
    """The cells of each line above."""
    lines = MEETINGS.strip().splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_meeting_is_recorded_as_its_sources_give_it(row):
    slug, number, dates, city, host, presiding = row
    meeting = Meeting.objects.public().get(slug=slug)
    chairs = meeting.attendances.filter(capacity__in=PRESIDING, member__isnull=False)

    assert str(meeting.number or "") == number
    assert meeting.dates == dates
    assert meeting.city == city
    assert getattr(meeting.host, "slug", "") == host
    assert ", ".join(sorted(chairs.values_list("member__slug", flat=True))) == presiding


def test_readers_of_indonesian_read_of_everybody_in_indonesian(client):
    html = client.get("/id/conferences/ministerial-conference-1/").text

    for words in [
        "Menteri Luar Negeri",
        "Tercantum sebagai Prancis",
        "daftar konferensi",
    ]:
        assert words in html
    assert "Minister for Foreign Affairs" not in html
    assert "list of conferences" not in html


@pytest.mark.parametrize(
    "slug", ["ad-hoc-group-13", "wg-tip-5", "tfpp-virtual-gathering"]
)
def test_a_meeting_of_which_too_little_is_known_waits_for_staff(client, slug):
    assert Meeting.objects.get(slug=slug).status == Meeting.Status.DRAFT
    assert client.get(f"/en/conferences/{slug}/").status_code == 404


def test_those_named_at_a_meeting_are_as_many_as_its_text_counts():
    words = {word: n for n, word in enumerate(NUMBER_WORDS.split(), start=2)}
    checked = 0
    counted = rf"^({'|'.join(words)}) states"
    for meeting in Meeting.objects.filter(attendance__iregex=counted):
        states = meeting.attendances.filter(
            capacity__in=[*PRESIDING, Attendance.Capacity.MEMBER], member__isnull=False
        ).exclude(member__kind="organisation")
        said = meeting.attendance.split()[0].lower()
        assert states.count() == words[said], meeting
        checked += 1

    assert checked >= 15


def test_nobody_sat_as_a_member_before_being_one():
    """The Ad Hoc Group took the United States in before the Process did."""
    early, members = set(), {}
    for attendance in (
        Attendance.objects.filter(
            capacity__in=[*PRESIDING, Attendance.Capacity.MEMBER], member__isnull=False
        )
        .exclude(meeting__dates="")
        .select_related("meeting", "member")
    ):
        day = attendance.meeting.dates_latest
        if day not in members:
            standing = Participation.objects.standing_on(day).filter(capacity="member")
            members[day] = set(standing.values_list("member", flat=True))
        if attendance.member_id not in members[day]:
            early.add((attendance.meeting.slug, attendance.member.slug))

    assert early == {
        ("ad-hoc-group-5", "united-states"),
        ("ad-hoc-group-7", "united-states"),
    }
