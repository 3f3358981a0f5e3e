"""The table of the README, tried out: for each line and role, through the real pages."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice
from djangocms_versioning.models import Version
from filer.models import Image

from apps.accounts.models import Entry
from apps.desk.models import Link, Share
from apps.groups.models import Person
from apps.members.models import Member
from apps.records.models import Proposal
from apps.spreadsheets.models import Import
from tests import factories
from tests.doors.world import PIXEL
from tests.pages.conftest import draft, version_of
from tests.staff import ROLES, signed_in, somebody, typed

README = Path(__file__).parents[2] / "README.md"
LINE = re.compile(r"^\| (?P<right>[^|]+?) \| (?P<cells>[^\n]+) \|$", re.MULTILINE)
ATTEMPTS = {}


def table():
    """The lines of the README's table: for each right the roles that have it."""
    text = README.read_text("utf-8").partition("## Who may do what")[2]
    text = text.partition("\n## ")[0]
    lines = [
        [cell.strip() for cell in m[0].strip("|").split("|")]
        for m in LINE.finditer(text)
    ]
    head, *rest = [line for line in lines if not line[0].startswith("---")]
    assert head[1:] == ROLES
    return {
        line[0]: {
            role for role, cell in zip(ROLES, line[1:], strict=True) if cell == "yes"
        }
        for line in rest
    }


def attempt(right):
    def known(function):
        ATTEMPTS[right] = function
        return function

    return known


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.LIBRARY_ROOT = tmp_path / "library"


def change(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def fresh(record):
    return type(record)._base_manager.filter(pk=record.pk).first()


def write(client, record, **values):
    page = client.get(change(record))
    if page.status_code == 200 and b"submit-row" in page.content:
        client.post(change(record), typed(page, **values))
    return fresh(record)


def begun_by(user, **values):
    record = factories.MemberFactory(**values)
    record.history.update(history_user=user)
    return record


def move(client, record, step, **values):
    url = reverse("admin:members_member_move", args=[record.pk, step])
    page = client.get(url)
    if page.status_code == 200:
        client.post(url, typed(page, note="A reason.", **values))
    return fresh(record).status


@attempt("see drafts and the history of records")
def sees(client, user, pages):
    record = factories.MemberFactory(status="draft")
    url = reverse("admin:members_member_history", args=[record.pk])
    return (
        client.get(url).status_code
        == client.get(record.get_absolute_url()).status_code
        == 200
    )


@attempt("begin a record; write, share and delete the drafts one has begun")
def begins(client, user, pages):
    page = client.get("/admin/members/member/add/")
    if page.status_code != 200:
        return False
    client.post(
        "/admin/members/member/add/",
        typed(page, name="Nauru", slug="nauru", kind="state"),
    )
    record = Member.objects.get(slug="nauru", status="draft")
    client.post(
        f"/admin/share/members/member/{record.pk}/", {"whom": "Dr Sari", "days": 7}
    )
    assert Share.objects.exists()
    assert write(client, record, name="Republic of Nauru").name == "Republic of Nauru"
    client.post(
        reverse("admin:members_member_delete", args=[record.pk]), {"post": "yes"}
    )
    return fresh(record) is None


@attempt(
    "write, share and delete the drafts of others; send records to review and back"
)
def writes(client, user, pages):
    record = begun_by(None, status="draft")
    client.post(
        f"/admin/share/members/member/{record.pk}/", {"whom": "Dr Sari", "days": 7}
    )
    wrote = write(client, record, name="Nauru").name == "Nauru"
    page = client.get(change(record))
    if b"submit-row" in page.content:
        client.post(change(record), typed(page) | {"_move": "submit"})
    sent = fresh(record).status == "review"
    client.post(
        reverse(
            "admin:members_member_delete", args=[begun_by(None, status="draft").pk]
        ),
        {"post": "yes"},
    )
    deleted = Member.objects.count() == 1
    assert wrote == sent == deleted == Share.objects.exists()
    return wrote


@attempt("propose a change to a record that is public")
def proposes(client, user, pages):
    record = factories.MemberFactory()
    page = client.get(change(record))
    if page.status_code == 200 and b"submit-row" in page.content:
        data = typed(page, name="Nauru", change_note="Its name.")
        client.post(change(record), data | {"_propose": "1"})
    return Proposal.objects.exists()


@attempt("publish, schedule and withdraw records; change and rename what is public")
def publishes(client, user, pages):
    record, public = begun_by(None, status="review"), factories.MemberFactory()
    factories.ClaimFactory(record=record)
    changed = (
        write(client, public, slug="nauru", change_note="Its name.").slug == "nauru"
    )
    published = move(client, record, "publish") == "published"
    withdrawn = move(client, public, "withdraw", ending="withdrawn") == "withdrawn"
    assert changed == published == withdrawn
    return published


@attempt("decide on proposed changes")
def decides(client, user, pages):
    record = factories.MemberFactory()
    proposal = Proposal.objects.create(
        record=record,
        typed="name=X",
        base=record.history.first().history_id,
        made_by=somebody("editor", "another"),
    )
    url = reverse("admin:members_member_decline", args=[record.pk, proposal.pk])
    client.post(url, {"answer": "No."})
    return Proposal.objects.get().outcome == "declined"


@attempt("import spreadsheets, row by row within one's rights over records")
def brings_in(client, user, pages):
    file = ContentFile(b"slug,name,kind\nnauru,Nauru,state\n", "members.csv")
    client.post("/admin/members/member/import/", {"file": file, "note": "A list."})
    for source in Import.objects.all():
        client.post(reverse("admin:spreadsheets_import_keep", args=[source.pk]))
    return Member.objects.filter(slug="nauru", status="draft").exists()


@attempt("add a person (an office-holder)")
def adds_person(client, user, pages):
    page = client.get("/admin/groups/person/add/")
    if page.status_code == 200:
        client.post("/admin/groups/person/add/", typed(page, name="Siti", slug="siti"))
    return Person.objects.exists()


@attempt("change or delete a person")
def changes_person(client, user, pages):
    person = factories.PersonFactory()
    changed = write(client, person, name="Siti").name == "Siti"
    client.post(
        reverse("admin:groups_person_delete", args=[person.pk]), {"post": "yes"}
    )
    assert changed == (fresh(person) is None)
    return changed


@attempt("mark a broken link as ignored")
def leaves_alone(client, user, pages):
    link = Link.objects.create(url="https://example.org/")
    return write(client, link, is_ignored="on", reason="It works.").is_ignored


@attempt("begin a page; write the drafts one has begun; upload pictures")
def begins_page(client, user, pages):
    pages.page("about")
    pages.load()
    public = version_of("about")
    url = f"admin:djangocms_versioning_pagecontentversion_{'edit_redirect'}"
    client.post(reverse(url, args=[public.pk]))
    own = Version.objects.filter(created_by=user).first()
    client.post(
        reverse("admin:filer-ajax_upload"),
        {"file": ContentFile(PIXEL, "map.png")},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert bool(own) == Image.objects.exists()
    return bool(own) and own.check_modify.as_bool(user)


@attempt("write the drafts of pages that others began; send pages to review and back")
def writes_pages(client, user, pages):
    pages.page("about")
    pages.load()
    version = draft("about", somebody("editor", "another"))
    client.post(reverse("page-unlock", args=[version.pk]))
    version = Version.objects.get(pk=version.pk)
    may = version.check_modify.as_bool(user) and user.has_perm("cms.change_page")
    client.post(reverse("page-review", args=[version.pk]), {"note": ""})
    assert may == version.steps.exists()
    return may


@attempt("publish, schedule and withdraw pages; move and rename what is public")
def publishes_pages(client, user, pages):
    pages.page("about")
    pages.page("aims")
    pages.load()
    version = draft("about", somebody("publisher", "another"))
    public = version_of("aims")
    client.post(reverse("page-publish", args=[version.pk]), {"note": "New."})
    client.post(
        reverse("page-withdraw", args=[public.pk]), {"note": "Old.", "ending": "error"}
    )
    published = Version.objects.get(pk=version.pk).state == "published"
    assert published == (Version.objects.get(pk=public.pk).state == "unpublished")
    home = reverse("admin:cms_page_set_home", args=[version.content.page.pk])
    assert published == (client.post(home).status_code == 200)
    return published


@attempt("change or delete an uploaded picture")
def changes_picture(client, user, pages):
    picture = Image.objects.create(file=ContentFile(PIXEL, "map.png"))
    url = reverse("admin:filer_image_change", args=[picture.pk])
    client.post(
        url, {"name": "Forged", "subject_location": "", "description": "", "owner": ""}
    )
    changed = fresh(picture).name == "Forged"
    client.post(reverse("admin:filer_image_delete", args=[picture.pk]), {"post": "yes"})
    assert changed == (fresh(picture) is None)
    return changed


@attempt("open accounts, give roles, close accounts")
def gives_roles(client, user, pages):
    other = somebody("no role", "other")
    page = client.get(reverse("admin:auth_user_change", args=[other.pk]))
    if page.status_code == 200:
        data = typed(page)
        data.pop("is_active", None)
        client.post(reverse("admin:auth_user_change", args=[other.pk]), data)
    return not User.objects.get(pk=other.pk).is_active


@attempt("take away a second factor that is lost")
def takes_factor(client, user, pages):
    device = TOTPDevice.objects.create(user=somebody("no role", "other"))
    url = reverse("admin:otp_totp_totpdevice_delete", args=[device.pk])
    client.post(url, {"post": "yes"})
    return not TOTPDevice.objects.exists()


@attempt("read the audit log")
def reads_log(client, user, pages):
    return client.get("/admin/accounts/entry/").status_code == 200


@attempt("change or delete an entry of the audit log")
def changes_log(client, user, pages):
    entry = Entry.objects.create(kind="import", about="A list.")
    for what in ["change", "delete"]:
        url = reverse(f"admin:accounts_entry_{what}", args=[entry.pk])
        client.post(url, {"post": "yes", "about": "Forged.", "kind": "share"})
    data = {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"}
    client.post("/admin/accounts/entry/", data)
    return not Entry.objects.filter(pk=entry.pk, about="A list.").exists()


def test_every_line_of_the_table_is_tried():
    assert list(table()) == list(ATTEMPTS)


@pytest.mark.parametrize("role", [*ROLES, "no role"])
@pytest.mark.parametrize("right", ATTEMPTS)
def test_a_role_can_do_what_the_table_gives_it_and_nothing_else(pages, right, role):
    user = somebody(role)

    done = ATTEMPTS[right](signed_in(user), user, pages)

    assert done == (role in table()[right])
