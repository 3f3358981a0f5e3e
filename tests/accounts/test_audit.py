"""What the audit log hears of without anybody having to tell it."""

import pytest
from django.contrib.auth import get_user_model

from apps.accounts.models import Entry
from apps.core.publishing import TRANSITIONS, move
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_publication_is_noted_and_a_step_before_it_is_not():
    user = get_user_model().objects.create_user("publisher")
    meeting = factories.MeetingFactory(title="Fourth meeting", status="draft")
    before = Entry.objects.count()

    move(meeting, TRANSITIONS["submit"], user=user)
    assert Entry.objects.count() == before
    move(meeting, TRANSITIONS["publish"], user=user, note="Checked.")

    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.user) == ("publication", user)
    assert entry.about == "Publish: Fourth meeting (meeting)"
