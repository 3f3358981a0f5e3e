"""Somebody in each role, signed in, and what they send from the staff pages."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice
from lxml import html

from apps.records.roles import make_roles

ROLES = ["contributor", "editor", "publisher", "administrator"]
NOBODY, NO_ROLE = "nobody", "no role"


def somebody(role, name=None):
    """A member of staff with a role; the groups are made where they are not there."""
    user = get_user_model().objects.create_user(
        name or f"the-{role.replace(' ', '-')}", password="Bali 2002", is_staff=True
    )
    if role in ROLES:
        if not Group.objects.exists():
            make_roles()
        user.groups.add(Group.objects.get(name=role))
    return user


def signed_in(user):
    client = Client()
    if user is not None:
        sign_in(client, user)
    return client


def sign_in(client, user):
    """With both factors, as if shown."""
    client.force_login(user)
    verify(client, user)


def verify(client, user):
    """Mark a session as one that has shown the second factor."""
    device, _created = StaticDevice.objects.get_or_create(user=user, name="of tests")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()


def typed(response, **changes):
    """What a browser would send from the form of a staff page, with some fields changed."""
    page = html.fromstring(response.text)
    (form,) = page.xpath('//div[@id="content-main"]//form[@method="post"]')
    data = {}
    for name, value in form.form_values():
        # A browser drops the line break that a text area begins with.
        data.setdefault(name, []).append(value.removeprefix("\n"))
    return data | changes


def buttons(response):
    """The names of the buttons of a staff page's form, each with its words."""
    page = html.fromstring(response.text)
    found = page.xpath(
        '//div[@class="submit-row"]//*[self::input or self::button or self::a]'
    )
    return list(
        dict.fromkeys(
            b.get("value") if b.tag == "input" else b.text_content() for b in found
        )
    )
