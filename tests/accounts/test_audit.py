"""What the audit log hears of without anybody having to tell it."""

import pytest
from django.contrib.auth import get_user_model
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.models import Entry
from apps.records.transitions import TRANSITIONS, apply_transition
from tests import factories
from tests.staff import ROLES, signed_in, somebody

pytestmark = pytest.mark.django_db


def test_a_publication_is_noted_and_a_step_before_it_is_not():
    user = get_user_model().objects.create_user("publisher")
    meeting = factories.MeetingFactory(title="Fourth meeting", status="draft")
    before = Entry.objects.count()

    apply_transition(meeting, TRANSITIONS["submit"], user=user)
    assert Entry.objects.count() == before
    apply_transition(meeting, TRANSITIONS["publish"], user=user, note="Checked.")

    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.user) == ("publication", user)
    assert entry.about == "Publish: Fourth meeting (meeting)"


def test_administrators_read_the_log_and_other_roles_do_not():
    answers = {
        role: signed_in(somebody(role)).get("/admin/accounts/entry/").status_code
        for role in ROLES
    }

    assert answers == {
        "contributor": 403,
        "editor": 403,
        "publisher": 403,
        "administrator": 200,
    }


@pytest.mark.parametrize("all_powerful", [False, True])
def test_whoever_reads_the_log_changes_nothing_in_it(all_powerful):
    administrator = somebody("administrator")
    administrator.is_superuser = all_powerful
    administrator.save()
    client = signed_in(administrator)
    entry = Entry.objects.create(kind="signed-in", about="Bali")
    before = list(Entry.objects.values())
    log, page = "/admin/accounts/entry/", f"/admin/accounts/entry/{entry.pk}/"
    chosen = {"action": "delete_selected", "_selected_action": [entry.pk]}

    assert client.get(f"{page}change/").status_code == 200
    for address, data in [
        (f"{page}change/", {"kind": "import", "about": "Forged"}),
        (f"{page}delete/", {"post": "yes"}),
        (f"{log}add/", {"kind": "import", "about": "Forged"}),
    ]:
        assert client.post(address, data).status_code == 403
    client.post(log, chosen | {"post": "yes"})
    client.post(log, {"form-TOTAL_FORMS": 1, "form-0-id": entry.pk, "_save": "Save"})

    assert list(Entry.objects.values()) == before


def test_an_administrator_takes_a_second_factor_away():
    user = get_user_model().objects.create_user("forgetful", is_staff=True)
    device = TOTPDevice.objects.create(user=user, confirmed=True)
    url = f"/admin/otp_totp/totpdevice/{device.pk}/delete/"

    assert (
        signed_in(somebody("publisher")).post(url, {"post": "yes"}).status_code == 403
    )
    signed_in(somebody("administrator")).post(url, {"post": "yes"})

    assert not TOTPDevice.objects.filter(user=user).exists()
    assert Entry.objects.filter(kind="factor-removed", about="forgetful").exists()
