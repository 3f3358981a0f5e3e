"""Dates that lie where none can be meant are asked back, at every door they come by."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from apps.conferences.models import Meeting
from apps.publications.models import Publication
from apps.records.inline_rows import rows_of
from apps.records.models import Record
from apps.sources.models import Claim
from apps.spreadsheets.models import Import
from tests import factories
from tests.spreadsheets.uploads import as_xlsx, send
from tests.staff import signed_in, somebody, typed

pytestmark = pytest.mark.django_db

BUDDHIST = "It may be a year of the Buddhist era: did you mean"


@pytest.fixture
def publisher():
    return signed_in(somebody("publisher"))


def page(record, name="change", *arguments):
    opts = record._meta
    name = f"admin:{opts.app_label}_{opts.model_name}_{name}"
    return reverse(name, args=[record.pk, *arguments])


def days(number):
    return (timezone.localdate() + dt.timedelta(days=number)).isoformat()


def years(number):
    return str(timezone.localdate().year + number)


def saved(client, record, **changes):
    """What the page of a record says after it was sent with changes."""
    url = page(record)
    return client.post(url, typed(client.get(url), **changes), follow=True)


@pytest.mark.parametrize(
    ("factory", "field", "text", "question"),
    [
        ("Publication", "issued", "2567", f"{BUDDHIST} 2024?"),
        ("Publication", "issued", "2567-03-01", f"{BUDDHIST} 2024-03-01?"),
        ("Publication", "issued", "2014/2567~", f"{BUDDHIST} 2024~?"),
        ("Publication", "issued", "2204", "Did you mean 2024?"),
        ("Publication", "issued", "0204", "Did you mean 2004?"),
        ("Publication", "issued", "220X", "Did you mean 202X?"),
        ("Publication", "issued", "1899", "the earliest year possible here is 1900."),
        (
            "Publication",
            "issued",
            "9999",
            "“9999” is too late: the latest date possible here is",
        ),
        ("Meeting", "dates", "2567-05-27/2567-05-29", f"{BUDDHIST} 2024-05-27?"),
        ("Meeting", "dates", "2001-12", "the earliest year possible here is 2002."),
        ("Milestone", "date", "2555", f"{BUDDHIST} 2012?"),
        ("Group", "founded", "2555-09-10", f"{BUDDHIST} 2012-09-10?"),
        ("Group", "ended", "0213", "Did you mean 2013?"),
        ("Source", "date", "2566", f"{BUDDHIST} 2023?"),
        ("Source", "seen_on", "2566-01-30", f"{BUDDHIST} 2023-01-30?"),
        ("Member", "checked_on", "2566-01-30", f"{BUDDHIST} 2023-01-30?"),
    ],
)
def test_a_form_asks_what_was_meant(publisher, factory, field, text, question):
    record = getattr(factories, f"{factory}Factory")(status="draft")
    before = getattr(record, field)

    response = saved(publisher, record, **{field: text})

    assert escape(question) in response.text
    assert f'value="{text}"' in response.text
    record.refresh_from_db()
    assert getattr(record, field) == before


@pytest.mark.parametrize(
    ("factory", "parent", "rows", "field"),
    [
        ("Participation", "member", "participations", "since"),
        ("Participation", "member", "participations", "until"),
        ("Seat", "group", "seats", "since"),
        ("Appointment", "group", "appointments", "until"),
        ("Figure", "group", "figures", "period"),
    ],
)
def test_a_part_of_a_record_is_asked_about_too(publisher, factory, parent, rows, field):
    part = getattr(factories, f"{factory}Factory")(
        **{f"{parent}__status": "draft", field: "2016"}
    )

    response = saved(publisher, getattr(part, parent), **{f"{rows}-0-{field}": "2567"})

    assert f"{BUDDHIST} 2024?" in response.text
    part.refresh_from_db()
    assert getattr(part, field) == "2016"


@pytest.mark.parametrize(
    ("factory", "field", "text"),
    [
        ("Publication", "issued", "1951-07"),
        ("Publication", "issued", days(1)),
        ("Publication", "issued", years(0)),
        ("Publication", "issued", "190X"),
        ("Meeting", "dates", "2002"),
        ("Meeting", "dates", f"{years(5)}-12"),
        ("Milestone", "date", "1997-07"),
        ("Group", "founded", "1947"),
        ("Group", "ended", years(1)),
        ("Source", "date", "1947?"),
        ("Source", "seen_on", days(0)),
    ],
)
def test_what_can_be_meant_is_kept(publisher, factory, field, text):
    record = getattr(factories, f"{factory}Factory")(status="draft")

    saved(publisher, record, **{field: text})

    record.refresh_from_db()
    assert str(getattr(record, field)) == text


@pytest.mark.parametrize(
    ("factory", "field", "text"),
    [
        ("Publication", "issued", days(3)),
        ("Publication", "issued", years(1)),
        ("Publication", "issued", f"2014/{years(1)}"),
        ("Source", "seen_on", days(3)),
        ("Meeting", "dates", years(6)),
    ],
)
def test_what_lies_ahead_is_refused_where_it_cannot_be_known(
    publisher, factory, field, text
):
    record = getattr(factories, f"{factory}Factory")(status="draft")

    assert (
        "is too late: the latest date possible here is"
        in saved(publisher, record, **{field: text}).text
    )


def test_an_office_may_be_older_than_the_process_and_a_seat_may_not(publisher):
    group = factories.GroupFactory(status="draft", founded="")
    seat = factories.SeatFactory(group=group, since="2004")
    office = factories.AppointmentFactory(group=group, since="2004")

    saved(publisher, group, **{"appointments-0-since": "2001-08-09"})
    response = saved(publisher, group, **{"seats-0-since": "2001-08-09"})

    office.refresh_from_db()
    seat.refresh_from_db()
    assert (office.since, seat.since) == ("2001-08-09", "2004")
    assert "the earliest year possible here is 2002." in response.text


def test_the_question_is_asked_in_the_language_of_whoever_typed(publisher):
    publisher.cookies["django_language"] = "id"
    record = factories.PublicationFactory(status="draft")

    response = saved(publisher, record, issued="2567")

    assert "Mungkin ini tahun Buddha: apakah yang dimaksud 2024?" in response.text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("2567", f"{BUDDHIST} 2024?"),
        ("2204-05", "Did you mean 2024-05?"),
        ("0204", "Did you mean 2004?"),
    ],
)
def test_a_spreadsheet_is_asked_at_its_cell(admin_client, ending, text, question):
    rows = [["slug", "title", "kind", "issued"], ["new", "Guide", "guide", text]]
    content = as_xlsx(rows)
    if ending == "csv":
        content = "\n".join(map(",".join, rows))

    response = send(admin_client, Publication, content, name=f"list.{ending}")
    admin_client.post(
        reverse("admin:spreadsheets_import_keep", args=[Import.objects.get().pk])
    )

    assert f"“{text}” is too" in response.text
    assert question in response.text
    assert "D2" in response.text
    assert not Publication.objects.exists()


def test_a_spreadsheet_of_meetings_is_asked_too(admin_client):
    meeting = factories.MeetingFactory(
        slug="first", group__slug="forum", dates="2016", status="draft"
    )
    rows = "slug,title,group,dates\nfirst,First,forum,2559-03-23\n"

    response = send(admin_client, Meeting, rows)

    assert f"{BUDDHIST} 2016-03-23?" in response.text
    meeting.refresh_from_db()
    assert meeting.dates == "2016"


def test_the_command_that_brings_in_publications_asks(tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_text("slug,title,kind,issued\nnew,Guide,guide,2567\n")

    with pytest.raises(CommandError):
        call_command("import_publications", path, "--commit")

    assert "issued (D2): “2567” is too late" in capsys.readouterr().out
    assert not Publication.objects.exists()


@pytest.mark.parametrize("step", ["publish", "schedule"])
def test_what_came_in_before_anybody_asked_is_stopped_at_the_gate(publisher, step):
    publication = factories.PublicationFactory(status="draft", issued="2014")
    factories.ClaimFactory(record=publication)
    Publication.objects.update(issued="2567", issued_latest="2567-12-31")
    url = page(publication, "move", step)
    moment = {"publish_at_0": "2099-01-01", "publish_at_1": "09:00"}

    response = publisher.get(url)
    publisher.post(url, {"note": "New."} | moment)

    assert "Date: “2567” is too late: the latest date possible here is" in response.text
    assert f"{BUDDHIST} 2024?" in response.text
    publication.refresh_from_db()
    assert publication.status == "draft"


def test_the_gate_looks_at_parts_too(publisher):
    seat = factories.SeatFactory(
        group__status="draft", member__name="Thailand", role="member"
    )
    factories.ClaimFactory(record=seat.group)
    type(seat).objects.update(since="0204")
    url = page(seat.group, "move", "publish")

    response = publisher.get(url)
    publisher.post(url, {"note": "New."})

    assert "Thailand, Member, since: “0204” is too early" in response.text
    seat.group.refresh_from_db()
    assert seat.group.status == "draft"


def test_a_claim_cannot_make_a_record_follow_such_a_date(admin_client):
    meeting = factories.MeetingFactory(slug="first", dates="2016-03-23")
    factories.SourceFactory(slug="page")
    columns = "id,record_kind,record,part,statement,source,value,reading,rank,reason\n"

    def sent(value, reading="", rank="", reason=""):
        row = f",meeting,first,,dates,page,{value},{reading},{rank},{reason}\n"
        response = send(admin_client, Claim, columns + row)
        source = Import.objects.first()
        admin_client.post(reverse("admin:spreadsheets_import_keep", args=[source.pk]))
        return response.text

    assert f"{BUDDHIST} 2016-03-23?" in sent("2559-03-23")
    assert f"{BUDDHIST} 2016-03-23?" in sent("23 March 2559", "2559-03-23")
    assert not Claim.objects.exists()

    # What a source says of itself stays what it says.
    sent("23 March 2559", "2016-03-23")
    sent("2559-03-23", rank="deprecated", reason="A slip of the printer.")

    assert Claim.objects.for_record(meeting).count() == 2


def test_every_date_of_a_record_and_its_parts_says_where_it_can_lie():
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    parts = {kind.model for record in records for kind in rows_of(record)}
    dates = [
        field
        for model in {*records, *parts}
        for field in model._meta.concrete_fields
        if hasattr(field, "limits")
        or (type(field) is models.DateField and field.editable)
    ]

    assert len(dates) > 20
    assert [str(field) for field in dates if not hasattr(field, "limits")] == []
