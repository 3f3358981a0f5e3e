"""Accounts are opened, given roles and closed by the form an administrator fills in."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from apps.accounts.models import Entry
from apps.records.roles import make_roles
from tests.staff import ROLES, signed_in, somebody, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/auth/user/add/"
SECRET = "Nusa Dua, 2002"


@pytest.fixture
def administrator():
    return signed_in(somebody("administrator"))


def boxes(response):
    """The check boxes of the roles: their values by their words."""
    page = html.fromstring(response.text)
    return {
        label.text_content().strip(): label.xpath("./input")[0].get("value")
        for label in page.xpath('//label[input[@type="checkbox"][@name="groups"]]')
    }


def account_of(username):
    return f"/admin/auth/user/{User.objects.get(username=username).pk}/change/"


def open_account(client, *roles):
    """Open an account as the manual says."""
    page = client.get(ADD)
    words = {"username": "sari", "password1": SECRET, "password2": SECRET}
    chosen = [boxes(page)[role] for role in roles]
    return client.post(ADD, typed(page, **words, groups=chosen))


def give(client, *roles):
    page = client.get(account_of("sari"))
    return client.post(
        account_of("sari"), typed(page, groups=[boxes(page)[role] for role in roles])
    )


def comes_in():
    """Whether the password of the account opens the door to the second factor."""
    data = {"username": "sari", "password": SECRET}
    response = Client().post("/admin/login/", data)
    return response.status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_enough_to_sign_in(administrator, role):
    open_account(administrator, role)

    assert comes_in()
    assert [g.name for g in User.objects.get(username="sari").groups.all()] == [role]


def test_a_role_that_is_given_later_is_enough_and_each_is_ticked_by_itself(
    administrator,
):
    open_account(administrator)
    assert not comes_in()

    page = administrator.get(account_of("sari"))
    assert sorted(boxes(page)) == sorted(ROLES)
    assert "is_staff" not in page.text
    give(administrator, "publisher", "administrator")

    assert comes_in()
    roles = User.objects.get(username="sari").groups.values_list("name", flat=True)
    assert sorted(roles) == ["administrator", "publisher"]
    assert Entry.objects.filter(kind="rights", about="sari: + Staff status").exists()


def test_whoever_loses_the_last_role_cannot_come_in(administrator):
    open_account(administrator, "editor", "publisher")
    give(administrator, "editor")
    assert comes_in()

    give(administrator)

    assert not comes_in()


def test_the_all_powerful_come_in_without_a_role(admin_client, admin_user):
    make_roles()
    page = admin_client.get(account_of("admin"))

    admin_client.post(account_of("admin"), typed(page, first_name="Sari"))

    admin_user.refresh_from_db()
    assert (admin_user.first_name, admin_user.is_staff) == ("Sari", True)


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "no role"])
def test_others_give_no_role(administrator, role):
    open_account(administrator)
    client = signed_in(somebody(role))
    page = administrator.get(account_of("sari"))

    data = typed(page, groups=[*boxes(page).values()])
    assert client.post(account_of("sari"), data).status_code == 403
    assert not comes_in()
