"""The shipped record: whole, sourced, and true to the documents it is made from."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.urls import reverse
from django.utils.html import strip_tags

from apps.conferences.models import Meeting, Milestone
from apps.groups.models import Appointment, Figure, Group, Seat
from apps.members.models import Member, Participation
from apps.publications.models import Publication
from apps.records.models import Standing
from apps.sources.models import CitedRecord, Claim, Source

pytestmark = pytest.mark.usefixtures("portal")

CITED = [Member, Group, Meeting, Milestone, Publication]


def register(day, **filters):
    """{slug: standing} of participations on a day."""
    rows = Participation.objects.standing_on(dt.date.fromisoformat(day))
    return dict(rows.filter(**filters).values_list("member__slug", "standing"))


def text_of(client, url):
    """The words of a page, white space folded."""
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(strip_tags(response.text).split())


def test_every_value_of_the_record_stands_on_its_evidence():
    out = StringIO()

    call_command("check_record", stdout=out)  # fails on any breach

    assert "0 breaches" in out.getvalue()


def test_forty_five_states_and_territories_and_four_organisations_are_members():
    members = Participation.objects.standing_on(dt.date(2026, 11, 22)).filter(
        capacity="member", standing=Standing.PRESUMED
    )

    assert members.exclude(member__kind="organisation").count() == 45
    assert set(
        members.filter(member__kind="organisation").values_list(
            "member__slug", flat=True
        )
    ) == {"iom", "unhcr", "unodc", "ilo"}


def test_on_the_day_of_the_sixth_conference_unodc_was_a_member_and_ilo_was_not():
    members = register("2016-03-23", capacity="member")

    assert members["unodc"] == members["united-states"] == Standing.DOCUMENTED
    assert "ilo" not in members
    assert register("2016-03-23", capacity="observer")["ilo"] == Standing.DOCUMENTED


def test_nobody_was_a_member_before_the_first_conference():
    assert register("2002-02-25", capacity="member") == {}


def test_the_united_states_observed_before_it_joined():
    assert register("2012-06-01")["united-states"] == Standing.DOCUMENTED
    assert "united-states" not in register("2012-06-01", capacity="member")
    assert "united-states" in register("2013-04-01", capacity="member")


def test_nobody_is_said_to_hold_an_office_today_because_an_old_source_says_so():
    today = Appointment.objects.as_of(dt.date(2026, 11, 25))
    held = today.filter(until="", since_latest__isnull=False)

    assert {row.person.slug for row in held} >= {"lynn-bell", "fuad-adriansyah"}
    assert {row.standing for row in held} == {Standing.PRESUMED}
    assert [row for row in held if not row.last_shown] == []


def test_whoever_leads_a_body_without_a_recorded_end_is_shown_at_some_date():
    leading = Seat.objects.chairs().as_of(dt.date(2026, 11, 25)).filter(until="")

    assert [str(row) for row in leading if not row.last_shown] == []


@pytest.mark.parametrize("model", CITED, ids=lambda model: model.__name__)
def test_every_record_cites_a_source(model):
    uncited = model.objects.filter(claims__isnull=True).values_list("slug", flat=True)

    assert list(uncited) == []


@pytest.mark.parametrize("model", [Participation, Seat, Appointment, Figure])
def test_every_part_of_a_record_cites_a_source(model):
    uncited = model.objects.filter(claims__isnull=True)

    assert list(map(str, uncited)) == []


@pytest.mark.parametrize(
    ("model", "field", "statement"),
    [
        (Meeting, "dates", "dates"),
        (Meeting, "city", "place"),
        (Milestone, "date", "date"),
        (Group, "founded", "founded"),
        (Publication, "issued", "issued"),
    ],
)
def test_every_stated_date_and_place_has_its_own_source(model, field, statement):
    stated = model.objects.exclude(**{field: ""})
    sourced = Claim.objects.filter(field=statement, fact_id=None).values("object_id")
    unsourced = stated.exclude(
        pk__in=sourced.filter(content_type__model=model._meta.model_name)
    )

    assert list(unsourced.values_list("slug", flat=True)) == []


def test_every_record_still_passes_its_own_validation():
    for model in [*CITED, Source]:
        for record in model.objects.all():
            record.full_clean(validate_unique=False)


def test_a_preferred_claim_says_what_the_record_says():
    wrong = []
    for claim in Claim.objects.filter(rank="preferred", fact_id=None).with_records():
        canonical = claim.record.reading(claim.field)
        dated = claim.field in {"dates", "date", "founded", "issued", "ended"}
        if dated and claim.reading != canonical:
            wrong.append((str(claim.record), claim.field, claim.reading, canonical))

    assert wrong == []


def test_every_statement_with_a_deprecated_claim_is_shown_as_a_disagreement():
    contested = set(Claim.objects.contested().statements())
    deprecated = set(Claim.objects.filter(rank="deprecated").statements())

    assert deprecated - contested == set()


def test_no_source_is_said_to_print_a_title_that_the_portal_supplied():
    titled = Claim.objects.filter(
        field="title", content_type__model="publication"
    ).values("object_id")
    supplied = Publication.objects.filter(title_origin="supplied")

    assert supplied.count() == 15
    assert list(supplied.filter(pk__in=titled)) == []
    assert list(supplied.filter(title_note="")) == []
    assert (
        list(
            Publication.objects.exclude(title_origin="supplied").exclude(pk__in=titled)
        )
        == []
    )


def test_an_address_leads_to_no_text_where_no_text_was_seen():
    """Availability says what was seen; the address must not promise more."""
    leading = Publication.objects.exclude(original_url="")
    unseen = leading.filter(
        Q(availability__contains="not seen") | Q(availability__contains="not confirmed")
    )
    copies = leading.filter(availability__contains="copy kept elsewhere")

    assert set(unseen.values_list("original_url_leads_to", flat=True)) == {
        "description"
    }
    assert set(copies.values_list("original_url_leads_to", flat=True)) == {"copy"}


def test_the_five_documents_are_sources_and_publications():
    slugs = ["000", "001", "002", "003", "004"]

    assert Source.objects.filter(slug__in=slugs, kind="document").count() == 5
    for slug in slugs:
        cited = Claim.objects.filter(
            source__slug=slug, content_type__model="publication"
        )
        assert cited.exists(), slug


def test_names_of_people_carry_no_private_data():
    assert not Appointment.objects.filter(Q(office="")).exists()


@pytest.mark.parametrize(
    ("number", "dates", "claimed"),
    [
        (1, "2002-02-26/2002-02-28", "26-28th February 2002"),
        (2, "2003-04-28/2003-04-30", "27th March 2003"),
        (3, "2009-04-14/2009-04-15", "14-15th April 2009"),
        (4, "2011-03-29/2011-03-30", "29-30th 2011"),
        (5, "2013-04-02", "2nd April 2013"),
        (6, "2016-03-23", "23 March 2016"),
        (7, "2018-08-07", "6-7 August 2018"),
    ],
)
def test_what_document_003_says_of_each_conference_is_kept(number, dates, claimed):
    meeting = Meeting.objects.get(slug=f"ministerial-conference-{number}")
    claim = meeting.claims.get(source__slug="003", field="dates", value=claimed)

    assert meeting.dates == dates
    if claim.reading != dates:
        assert claim.rank == "deprecated"
        assert claim.reason


FIGURES = [
    ("regional-support-office", 17, "2023", "004"),
    ("regional-support-office", 7, "2023", "004"),
    ("regional-support-office", 348, "2023", "004"),
    ("regional-support-office", 14, "2023", "004"),
    ("regional-support-office", 12, "2023", "004"),
    ("regional-support-office", 8, "2023", "004"),
    ("regional-support-office", 21, "2023", "004"),
    ("bali-process", 60_000_000, "2016", "000"),
    ("bali-process", 35_800_000, "2012", "001"),
    ("bali-process", 65_600_000, "2017", "001"),
    ("bali-process", 22_500_000, "2016", "001"),
    ("bali-process", 244_000_000, "2017", "001"),
    ("bali-process", 7_700_000, "2017", "001"),
    ("bali-process", 3_500_000, "2017", "001"),
    ("bali-process", 1_900_000, "2017", "001"),
    ("joint-periods-of-action", 72, None, "001"),
    ("joint-periods-of-action", 62, None, "001"),
    ("vrs-msrc", 23, "2017", "001"),
]


@pytest.mark.parametrize(("group", "value", "year", "source"), FIGURES)
def test_the_figures_of_the_documents_are_there_with_their_source(
    client, group, value, year, source
):
    figures = Figure.objects.filter(
        group__slug=group, value=value, claims__source__slug=source
    )
    if year:
        figures = figures.filter(
            period_earliest__year__lte=year, period_latest__year__gte=year
        )

    assert figures.exists()
    page = text_of(client, reverse("groups:group", args=[group]))
    assert f"{value:,}" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/groups/regional-support-office/", "348"),
        ("/en/groups/regional-support-office/", "10 September 2012"),
        ("/en/groups/regional-support-office/", "Sukmo Yuwono"),
        ("/en/groups/disruption-working-group/", "Viet Nam"),
        ("/en/groups/ad-hoc-group/", "April 2009"),
        ("/en/groups/regional-strategic-roadmap/", "February 2017"),
        ("/en/conferences/ad-hoc-group-17/", "2–3 May 2024"),
        ("/en/conferences/ad-hoc-group-17/", "Tri Tharyat"),
        ("/en/conferences/ministerial-conference-6/", "23 March 2016"),
        ("/en/conferences/ministerial-conference-8/", "Adelaide"),
        ("/en/members/cambodia/", "Kampuchea"),
        ("/en/members/ilo/", "between 25 August 2017 and 23 July 2019"),
        ("/en/sources/003/", "29-30th 2011"),
        ("/en/sources/disagreements/", "27th March 2003"),
        ("/en/timeline/", "The Regional Support Office opens in Bangkok"),
    ],
)
def test_a_fact_of_the_documents_stands_on_its_page(client, path, words):
    assert words in text_of(client, path)


def test_the_members_of_the_ad_hoc_group_are_those_document_003_names():
    members = Seat.objects.filter(
        group__slug="ad-hoc-group", claims__source__slug="003"
    ).values_list("member__slug", flat=True)

    assert set(members) >= {
        "afghanistan", "australia", "bangladesh", "india", "indonesia", "malaysia",
        "maldives", "new-zealand", "myanmar", "pakistan", "philippines", "sri-lanka",
        "thailand", "united-arab-emirates", "united-states", "viet-nam", "unhcr", "iom",
    }  # fmt: skip


def test_the_two_expert_groups_of_2002_are_not_the_ad_hoc_group():
    first = Group.objects.get(slug="ad-hoc-experts-group-1")

    assert first.founded.startswith("2002-02")
    assert Group.objects.get(slug="ad-hoc-group").founded == "2009-04"


def test_every_cited_record_type_is_checked_here():
    assert set(CITED) == set(CitedRecord.__subclasses__())
