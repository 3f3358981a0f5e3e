"""Queries of the plugins that show excerpts of the record."""

from collections import defaultdict

from django.contrib.sites.models import Site
from django.db.models import IntegerField, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.conferences.models import Meeting, Milestone
from apps.core.dates import format_edtf
from apps.core.languages import sort_key
from apps.groups.models import Figure, Group
from apps.members.map.map_drawing import Map
from apps.members.models import Member, Participation
from apps.publications.models import Publication
from apps.sources.models import Claim, Source


class RowCount(Subquery):
    """The number of rows of a queryset, as a subquery."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def members_today():
    """Participations of members documented or possible today, with the member."""
    capacity = Participation.Capacity.MEMBER
    today = timezone.localdate()
    return Participation.objects.public().standing_on(today).filter(capacity=capacity)


def key_figures():
    """Counts of the record, each with the URL of its list; in one query."""
    organisation = Q(member__kind=Member.Kind.ORGANISATION)
    members = members_today().order_by().values("member").distinct()
    conferences = Meeting.objects.public().filter(kind=Meeting.Kind.CONFERENCE)
    contested = Claim.objects.public().contested()
    counts = (
        Site.objects.annotate(
            states=RowCount(members.exclude(organisation)),
            organisations=RowCount(members.filter(organisation)),
            conferences=RowCount(conferences.past().order_by().values("pk")),
            bodies=RowCount(Group.objects.public().order_by().values("pk")),
            publications=RowCount(Publication.objects.public().order_by().values("pk")),
            disagreements=RowCount(contested.statements()),
        )
        .values()
        .first()
    )
    figures = [
        (
            "states",
            ngettext(
                "member state or territory",
                "member states and territories",
                counts["states"],
            ),
            reverse("members:index") + "?capacity=member&kind=country",
        ),
        (
            "organisations",
            ngettext(
                "member organisation", "member organisations", counts["organisations"]
            ),
            reverse("members:index") + "?capacity=member&kind=organisation",
        ),
        (
            "conferences",
            ngettext(
                "ministerial conference",
                "ministerial conferences",
                counts["conferences"],
            ),
            reverse("conferences:index") + "?kind=conference",
        ),
        (
            "bodies",
            ngettext("body or mechanism", "bodies and mechanisms", counts["bodies"]),
            reverse("groups:index"),
        ),
        (
            "publications",
            ngettext("publication", "publications", counts["publications"]),
            reverse("publications:index"),
        ),
        (
            "disagreements",
            ngettext(
                "point on which sources disagree",
                "points on which sources disagree",
                counts["disagreements"],
            ),
            reverse("sources:disagreements"),
        ),
    ]
    return [
        {
            "number": counts[key],
            "label": label,
            "url": url,
            "doubt": key == "disagreements",
        }
        for key, label, url in figures
    ]


def map_of_today():
    """The map of today's participants."""
    return Map(Participation.objects.public().standing_on(timezone.localdate()))


def members_by_region():
    """Today's members by region, organisations last, in one query."""
    regions = defaultdict(dict)
    for participation in members_today():
        member = participation.member
        is_state = member.kind != Member.Kind.ORGANISATION
        regions[member.region if is_state else ""][member.pk] = member
    labels = dict(Member.Region.choices)
    index = reverse("members:index")
    rows = [
        {
            "label": labels.get(region) or _("Organisations"),
            "url": f"{index}?capacity=member&"
            + (f"region={region}" if region else f"kind={Member.Kind.ORGANISATION}"),
            "members": sorted(found.values(), key=lambda m: sort_key(m.display_name)),
        }
        for region, found in regions.items()
    ]
    order = [str(label) for label in labels.values()]
    rows.sort(
        key=lambda row: (
            order.index(str(row["label"])) if str(row["label"]) in order else len(order)
        )
    )
    return rows


def meetings_around(count):
    """Meetings to come and the latest `count` past ones, in one query."""
    today = timezone.localdate()
    public = Meeting.objects.public()
    wanted = Q(pk__in=public.upcoming().values("pk")[:count])
    wanted |= Q(pk__in=public.past().values("pk")[:count])
    found = list(public.with_place().filter(wanted).order_by("-dates_earliest", "pk"))
    return {
        "upcoming": [m for m in reversed(found) if m.dates_latest >= today],
        "latest": [m for m in found if m.dates_latest < today],
    }


def timeline_between(since, until):
    """Meetings and milestones of a span of years by date, in two queries."""
    meetings = (
        Meeting.objects.public()
        .with_place()
        .filter(dates_latest__year__gte=since, dates_earliest__year__lte=until)
    )
    milestones = Milestone.objects.public().filter(
        date_latest__year__gte=since, date_earliest__year__lte=until
    )
    rows = [(m.dates_earliest, m, m.dates, m.place) for m in meetings]
    rows += [(m.date_earliest, m, m.date, "") for m in milestones]
    rows.sort(key=lambda row: (row[0], row[1].slug))
    return [
        {
            "title": record.display_title,
            "url": record.get_absolute_url(),
            "when": format_edtf(text),
            "meta": place,
            "span": "/" in text,
            "inexact": len(text.split("/")[0]) < len("2002-02-26"),
        }
        for _starts, record, text, place in rows
    ]


def _newest(rows, of, *columns):
    """Subqueries for the columns of the row with the latest date in the column `of`."""
    first = rows.exclude(**{of: None}).order_by(f"-{of}", "pk")[:1]
    return {
        f"{rows.model._meta.model_name}_{name}": Subquery(first.values(name))
        for name in [of, *columns]
    }


def reach():
    """How far the record reaches: its latest event, its newest source, and the day on
    which its sources were last accessed; all in one query."""
    today = timezone.localdate()
    held = Meeting.objects.public().filter(dates_latest__lte=today)
    happened = Milestone.objects.public().filter(date_latest__lte=today)
    sources = Source.objects.public()
    titles = ["slug", "title", "title_ind"]
    found = (
        Site.objects.annotate(
            accessed=Subquery(
                sources.exclude(seen_on=None).order_by("-seen_on").values("seen_on")[:1]
            ),
            **_newest(held, "dates_latest", "dates", *titles),
            **_newest(happened, "date_latest", "date", *titles),
            **_newest(sources, "date_earliest", "date", "slug", "title", "language"),
        )
        .values()
        .first()
    )

    def made(model, *columns):
        name = model._meta.model_name
        values = {column: found[f"{name}_{column}"] for column in columns}
        return model(**values) if values["slug"] else None

    meeting, milestone = found["meeting_dates_latest"], found["milestone_date_latest"]
    is_meeting = meeting and (not milestone or meeting >= milestone)
    return {
        "accessed": found["accessed"],
        "newest": made(Source, "date", "slug", "title", "language"),
        "latest": made(Meeting if is_meeting else Milestone, *titles),
        "latest_date": found["meeting_dates" if is_meeting else "milestone_date"],
    }


def figure(group, key):
    """A public figure of a body by its key; None if there is none."""
    figures = Figure.objects.public().select_related("group")
    return figures.filter(group__slug=group, key=key).first()
