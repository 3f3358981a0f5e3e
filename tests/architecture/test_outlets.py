"""What is not public is told in no outlet, however it hangs together with what is."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from apps.core.loading import Ledger
from apps.core.models import Record
from apps.pages.loading import load_pages
from apps.publications.models import Relation, Topic
from apps.search.draining import rebuild
from apps.sources.models import Source
from tests import factories
from tests.factories.everything import add_file, make_everything
from tests.public_pages import LISTS, addresses


def make_hidden(status, source, member, group, meeting, topic, publication):
    """A record of every kind that is not public, tied to public ones both ways."""
    hidden = {"status": status, "withdrawal_reason": "A mistake."}
    mole = factories.MemberFactory(slug="secret-member", name="Secret member", **hidden)
    factories.ParticipationFactory(member=mole)
    factories.SeatFactory(group=group, member=mole)
    factories.AttendanceFactory(meeting=meeting, member=mole)
    body = factories.GroupFactory(
        slug="secret-body", name="Secret body", parent=group, **hidden
    )
    factories.SeatFactory(group=body, member=member)
    factories.AppointmentFactory(group=body, member=member, office="Secret office")
    factories.FigureFactory(group=body, label="Secret figure")
    sitting = factories.MeetingFactory(
        slug="secret-meeting",
        title="Secret meeting",
        group=group,
        host=member,
        **hidden,
    )
    factories.AttendanceFactory(meeting=sitting, member=member)
    event = factories.MilestoneFactory(
        slug="secret-event",
        title="Secret event",
        group=group,
        meeting=meeting,
        **hidden,
    )
    term = factories.TopicFactory(
        slug="secret-term", label="Secret term", broader=topic, **hidden
    )
    paper = factories.PublicationFactory(
        slug="secret-paper",
        title="Secret paper",
        group=group,
        meeting=meeting,
        **hidden,
    )
    paper.members.add(member)
    add_file(paper, "secret-draft", pages=1, text="Secret text")
    add_file(publication, "secret-file", pages=1, text="Secret page", is_private=True)
    paper.topics.add(topic)
    publication.topics.add(term)
    publication.members.add(mole)
    for one, other in [(paper, publication), (publication, paper)]:
        Relation.objects.create(publication=one, kind="supplements", other=other)
    for factory in [factories.MilestoneFactory, factories.PublicationFactory]:
        factory(group=body, meeting=sitting)
    type(group).objects.filter(pk=group.pk).update(parent=body)
    type(meeting).objects.filter(pk=meeting.pk).update(host=mole)
    page = factories.SourceFactory(slug="secret-page", title="Secret page", **hidden)
    for record in [member, group, meeting, publication]:
        factories.ClaimFactory(record=record, source=page, value="Secret value")
    for record in [mole, body, sitting, event, paper]:
        factories.ClaimFactory(record=record, source=source, value="Secret value")
    return [mole, body, sitting, term, paper, page]


def outlets(records):
    """The address of everything anybody can read, in both languages."""
    for language in ["en", "id"]:
        with override(language):
            yield from addresses(records)
            yield from [f"{reverse(name)}?q=secret" for name in LISTS]
    yield reverse("api-1:search") + "?q=secret"


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Record.Status.DRAFT, Record.Status.WITHDRAWN])
def test_no_outlet_tells_of_what_is_not_public(client, settings, status):
    records = make_everything(1)
    hidden = make_hidden(status, *records)
    load_pages(settings.BASE_DIR / "fixtures" / "pages", Ledger())
    rebuild()

    telling = {}
    for address in outlets(records):
        text = client.get(address).getvalue().decode(errors="ignore")
        for kind in set(re.findall(r"Secret \w+|secret-\w+", text)):
            telling.setdefault(kind, []).append(address)
    answered = {
        f"{name}:{record.slug}": client.get(reverse(name, args=args)).status_code
        for record in hidden
        for name, args in [
            (f"api-1:{record._meta.model_name}", [record.slug]),
            ("card", [record._meta.model_name, record.slug]),
        ]
        if not (
            isinstance(record, Topic) or (name == "card" and isinstance(record, Source))
        )
    }

    assert telling == {}
    # The API says of a record that was withdrawn that it is gone.
    expected = {404} if status == Record.Status.DRAFT else {404, 410}
    assert set(answered.values()) == expected, answered
