"""A password alone opens nothing; the second factor is set up without help."""

import re
import time

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.models import Entry
from tests.staff import verify

pytestmark = pytest.mark.django_db

PASSWORD = "Bali 2002 Bali"
LOGIN = "/admin/login/"
STEP = "/admin/second-step/"


@pytest.fixture
def user():
    return get_user_model().objects.create_superuser("first", password=PASSWORD)


def code_of(device):
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time()
    return f"{totp.token():06d}"


def give_password(client, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": "first", "password": password} | more)


def enrol(client, user):
    give_password(client)
    client.get(STEP)
    return client.post(STEP, {"code": code_of(TOTPDevice.objects.get(user=user))})


def forget_last_code(user):
    """As if half a minute had gone by: a code is good for one time only."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1)


def kinds():
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/members/member/",
        "/admin/account/",
        "/admin/translations/",
        "/en/cms_wizard/create/",
        "/admin/cms/placeholder/cms_wizard/create/",
        "/admin/cms/pagecontent/",
        "/admin/password_change/",
        "/admin/accounts/entry/",
    ],
)
def test_a_password_alone_opens_no_staff_page(client, user, address):
    give_password(client)

    response = client.get(address)

    assert response.status_code in {302, 403, 404}
    if response.status_code == 302:
        assert "login" in response.url


def test_a_password_alone_shows_no_toolbar(client, user, portal):
    give_password(client)

    for address in ["/en/", "/en/?edit", "/en/?toolbar_on"]:
        assert "cms-toolbar" not in client.get(address).text


def test_the_toolbar_appears_with_the_second_factor(client, user, portal):
    enrol(client, user)

    assert "cms-toolbar" in client.get("/en/?toolbar_on").text


def test_the_first_administrator_enrols_alone_at_first_sign_in(client, user):
    response = give_password(client, next="/admin/members/member/")
    assert response.url == f"{STEP}?next=%2Fadmin%2Fmembers%2Fmember%2F"
    page = client.get(response.url)
    picture = page.text.split("<figure")[1].split("</figure>")[0]
    assert "<svg" in picture
    assert "style" not in picture

    device = TOTPDevice.objects.get(user=user)
    done = client.post(response.url, {"code": code_of(device)})

    assert len(re.findall(r"<li><code>\w+</code>", done.text)) == 10
    assert "no-store" in done["Cache-Control"]
    assert client.get("/admin/members/member/").status_code == 200
    assert kinds()[-2:] == ["enrolled", "signed-in"]


def test_a_wrong_code_opens_nothing_and_is_noted(client, user):
    give_password(client)
    client.get(STEP)

    response = client.post(STEP, {"code": "000000x"})

    assert "This code is wrong" in response.text
    assert client.get("/admin/").status_code == 302
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    assert kinds()[-1] == "wrong-code"


def test_an_enrolled_account_is_asked_for_its_code_and_cannot_enrol_another(
    client, user
):
    enrol(client, user)
    client.post("/admin/logout/")
    forget_last_code(user)
    give_password(client)

    assert "<figure" not in client.get(STEP).text
    assert client.get("/admin/").status_code == 302
    response = client.post(STEP, {"code": code_of(TOTPDevice.objects.get())})

    assert response.url == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert TOTPDevice.objects.count() == 1


def test_a_code_works_only_once(client, user):
    enrol(client, user)
    code = code_of(TOTPDevice.objects.get())
    client.post("/admin/logout/")
    give_password(client)

    client.post(STEP, {"code": code})

    assert client.get("/admin/").status_code == 302


def test_a_recovery_code_lets_in_once(client, user):
    code = re.search(r"<li><code>(\w+)</code>", enrol(client, user).text)[1]

    def come_in():
        client.post("/admin/logout/")
        give_password(client)
        client.post(STEP, {"code": code.upper()})
        return client.get("/admin/").status_code

    assert come_in() == 200
    assert come_in() == 302


def test_new_recovery_codes_end_the_old_ones(client, user):
    old = re.search(r"<li><code>(\w+)</code>", enrol(client, user).text)[1]
    client.post(reverse("recovery-codes"))
    client.post("/admin/logout/")
    give_password(client)

    client.post(STEP, {"code": old})

    assert client.get("/admin/").status_code == 302


def test_the_second_step_leads_nowhere_but_here(client, user):
    response = give_password(client, next="https://example.org/")

    assert response.url == f"{STEP}?next=%2Fadmin%2F"


def test_who_has_given_no_password_has_no_second_step(client):
    assert client.get(STEP).url == LOGIN
    assert client.post(STEP, {"code": "123456"}).url == LOGIN


def test_somebody_half_signed_in_can_leave(client, user):
    give_password(client)
    client.post("/admin/logout/")

    assert client.get(STEP).url == LOGIN


def test_guessing_passwords_locks_the_door_with_a_clear_page(client, user, settings):
    settings.AXES_ENABLED = True
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        response = give_password(client, password="wrong")

    assert response.status_code == 429
    assert "Too many attempts" in response.text
    assert give_password(client).status_code == 429
    assert kinds()[-1] == "locked-out"


@pytest.mark.parametrize(
    ("key", "setting"),
    [("seen_at", "SESSION_IDLE"), ("signed_in_at", "SESSION_LONGEST")],
)
def test_a_session_ends(client, user, settings, key, setting):
    enrol(client, user)
    assert client.get("/admin/").status_code == 200
    session = client.session
    session[key] = int(time.time()) - getattr(settings, setting) - 1
    session.save()

    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/").status_code == 302


def test_a_session_in_use_stays(client, user, settings):
    enrol(client, user)
    client.get("/admin/")
    session = client.session
    session["seen_at"] = int(time.time()) - settings.SESSION_IDLE + 60
    session.save()

    assert client.get("/admin/").status_code == 200
    assert client.session["seen_at"] > time.time() - 10


def test_staff_see_their_own_sign_ins_and_not_those_of_others(client, user):
    other = get_user_model().objects.create_user("other", is_staff=True)
    Entry.objects.create(kind="signed-in", user=other, ip_address="203.0.113.9")
    enrol(client, user)

    text = client.get("/admin/account/").text

    assert "Signed in" in text
    assert "203.0.113.9" not in text


def test_an_unknown_name_is_not_written_down(client, user):
    client.post(LOGIN, {"username": "my secret", "password": "x"})

    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.user, entry.about) == ("wrong-password", None, "")


def test_rights_given_and_taken_are_noted(admin_client, user):
    role, _created = Group.objects.get_or_create(name="editor")
    somebody = get_user_model().objects.create_user("somebody")

    somebody.groups.add(role)
    somebody.groups.remove(role)
    somebody.is_staff = True
    somebody.save()

    said = Entry.objects.filter(kind="rights").order_by("pk")
    assert [entry.about for entry in said][-3:] == [
        "somebody: + editor",
        "somebody: − editor",
        "somebody: + Staff status",
    ]


def test_the_log_is_never_changed():
    entry = Entry.objects.create(kind="signed-in")

    for change in [
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(kind="import"),
    ]:
        with pytest.raises(TypeError):
            change()


def test_nobody_without_the_right_reads_the_log(client):
    user = get_user_model().objects.create_user("staff", is_staff=True)
    client.force_login(user)
    verify(client, user)

    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/accounts/entry/").status_code == 403


def test_the_operator_can_take_a_second_factor_away(client, user, capsys):
    enrol(client, user)

    call_command("reset_second_factor", "first")

    assert not TOTPDevice.objects.exists()
    assert client.get("/admin/").status_code == 302
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody")


def test_staff_pages_show_no_keys(admin_client, user):
    device = TOTPDevice.objects.create(user=user, confirmed=True)

    page = admin_client.get(
        reverse("admin:otp_totp_totpdevice_change", args=[device.pk])
    )

    assert page.status_code == 200
    assert device.key not in page.text
