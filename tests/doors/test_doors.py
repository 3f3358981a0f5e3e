"""No role can do what the table does not give it, through any address there is.

Everybody knocks at every door, with what the all-powerful would send from there and
with fields that no form offers. A new door is knocked at too, as soon as it is there.
"""

from functools import partial
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.http import HttpResponseForbidden
from django.test import Client
from lxml import html

from baliportal import urls
from tests.doors.assets import ASSETS, Watch
from tests.doors.knocking import all_doors
from tests.doors.world import build
from tests.staff import ROLES, signed_in, somebody

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.filterwarnings(
        "ignore::cms.utils.compat.warnings.RemovedInDjangoCMS60Warning"
    ),
]

OUTSIDE = ["anonymous", "half", "no role"]
FORGED = {
    "status": "published",
    "publish_at": "2002-02-26 00:00:00",
    "publish_at_0": "2002-02-26",
    "publish_at_1": "00:00:00",
    "ending": "error",
    "withdrawal_reason": "Forged.",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "note": "Forged.",
    "answer": "Forged.",
    "change_note": "Forged.",
    "post": "yes",
    "whom": "Somebody else",
    "days": "7",
    "settings": "{}",
}
ACTIONS_ON_FILES = [
    "delete_files_or_folders",
    "move_files_and_folders",
    "move_to_clipboard",
    "rename_files",
    "resize_images",
]
# Doors that anybody finds open, as they lead in, or show nothing.
OPEN_TO_ANYBODY = {"sign-in", "login", "cms_usersettings_session_store"}
# Doors that open to all who have signed in: they are about themselves, or show nothing.
OPEN_TO_ALL_STAFF = {
    "account",
    "desk-section",
    "index",
    "jsi18n",
    "manual",
    "password_change",
    "password_change_done",
    "signed-in",
}
# Doors that open to administrators alone, by the beginning of their address.
OF_ADMINISTRATORS = (
    "admin/accounts/",
    "admin/auth/",
    "admin/axes/",
    "admin/otp_totp/",
    "admin/redirects/",
    "admin/sites/",
)


class Visitor:
    """Somebody who knocks; whatever happens is undone before the next time."""

    def __init__(self, client):
        self.client = client
        client.raise_request_exception = False
        client.get("/en/about/")  # the CMS gives staff a clipboard at their first page
        self.cookies = client.cookies.output(header="", sep=";")

    def knock(self, address, data=None, after=None):
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        watch = Watch()
        with transaction.atomic(), connection.execute_wrapper(watch):
            response = (
                self.client.get(address)
                if data is None
                else self.client.post(address, data)
            )
            if response.streaming:
                response.getvalue()
            for close in response._resource_closers:
                close()
            if after and watch.tables:
                after(watch)
            transaction.set_rollback(True)
        return response


@pytest.fixture(autouse=True)
def _refused_in_no_words(monkeypatch):
    """A refusal is a refusal: to render its page took a quarter of the time."""

    def refused(request, exception):
        return HttpResponseForbidden()

    monkeypatch.setattr(urls, "handler403", refused, raising=False)


@pytest.fixture
def world(pages, settings, tmp_path):
    settings.LIBRARY_ROOT = tmp_path / "library"
    settings.MEDIA_ROOT = tmp_path / "media"
    return build(pages)


@pytest.fixture
def visitors(world):
    half = Client()
    half.force_login(somebody("publisher", "half"))
    found = {role: signed_in(somebody(role)) for role in ["no role", *ROLES]}
    found |= {"anonymous": Client(), "half": half}
    return {name: Visitor(client) for name, client in found.items()}


def addresses(door, world):
    """The addresses of a door, one for each thing of the world it is about."""
    if not door.gaps:
        return [door.address()]
    things = world.get(door.name) or world.get(door.kind) or []
    if not things or len(things[0]) != len(door.gaps):
        raise LookupError(f"Say in the world what to knock with at {door}.")
    return [door.address(*thing) for thing in things]


def filled(response):
    """What a browser would send from all forms of a page, with other words in it."""
    data = {}
    if response.streaming or b"<form" not in response.content:
        return data
    for form in html.fromstring(response.content).xpath('//form[@method="post"]'):
        for name in form.xpath(".//input/@name | .//textarea/@name"):
            if name.endswith(WORDS):
                data[name] = [f"Forged {form.fields.get(name) or ''}"]
        for name, value in form.form_values():
            if not name.endswith(WORDS):
                data.setdefault(name, []).append(value)
    return data


WORDS = ("title", "name", "label", "summary", "body", "text", "description")


def forged_besides(door, world):
    """What is sent from one door in several ways."""
    if door.pattern.endswith("/change/"):
        return [{}, {"_move": "publish"}]
    if "listing" in door.name:
        files = {"_selected_action": world["files"], "name": "", "post": "yes"}
        return [files | {"action": action} for action in ACTIONS_ON_FILES]
    if door.name.endswith("_changelist") and door.kind in world:
        chosen = [thing[0] for thing in world[door.kind]]
        return [{"action": "delete_selected", "_selected_action": chosen}]
    return [{}]


def test_every_door_opens_only_to_whom_it_may(world, visitors):
    wrong = []
    for door in all_doors():
        address = addresses(door, world)[0]
        for name, visitor in visitors.items():
            opened = visitor.knock(address).status_code == 200
            if opened and not may_enter(name, door):
                wrong.append(f"{name}: {door}")

    assert wrong == []


def may_enter(name, door):
    if door.name in OPEN_TO_ANYBODY:
        return True
    if name == "half":
        return door.name == "second-factor"
    if name in OUTSIDE:
        return name == "no role" and door.name in OPEN_TO_ALL_STAFF
    return name == "administrator" or not door.pattern.startswith(OF_ADMINISTRATORS)


def test_nobody_changes_what_is_not_theirs_through_any_door(world, visitors):
    before = {asset: asset() for asset in ASSETS}
    root = Visitor(signed_in(get_user_model().objects.get(username="chief")))
    query = urlencode(world["query"])
    wrong, done = [], set()

    def look(name, address, watch):
        if name in OUTSIDE and watch.heard_of_others:
            wrong.append(f"{name} wrote to {watch.tables} at {address}")
        for asset, roles in ASSETS.items():
            if asset() != before[asset]:
                done.add((name, asset))
                if name not in roles:
                    wrong.append(f"{name} changed {asset.__name__} at {address}")

    for door in all_doors():
        for number, address in enumerate(addresses(door, world)):
            page = root.knock(f"{address}?{query}")
            data = FORGED | world["query"] | filled(page)
            for name, visitor in visitors.items():
                if number and name in OUTSIDE:
                    continue  # led to the door, whatever it is about
                for more in forged_besides(door, world):
                    seen = partial(look, name, address)
                    visitor.knock(f"{address}?{query}", data | more, seen)

    assert wrong == []
    # It is no empty proof: whoever may change something has done so.
    assert done == {(role, asset) for asset, roles in ASSETS.items() for role in roles}
