"""Somebody in each role, signed in, and what they send from the staff pages."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_static.models import StaticDevice

from apps.core.roles import make_roles

ROLES = ["contributor", "editor", "publisher", "administrator"]
NOBODY, NO_ROLE = "nobody", "no role"


def somebody(role, name=None):
    """A member of staff with a role; the groups are made where they are not there."""
    user = get_user_model().objects.create_user(
        name or f"the-{role.replace(' ', '-')}", password="Bali 2002", is_staff=True
    )
    if role in ROLES:
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
