"""A small portal with one of everything that a door of staff can be about."""

from cms.models import CMSPlugin, PageContent, Placeholder
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.redirects.models import Redirect
from django.core.files.base import ContentFile
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from filer.models import Clipboard, File, Folder, Image

from apps.accounts.models import Entry
from apps.desk.models import Link, Share
from apps.publications.file_store import attach
from apps.records.models import Proposal
from apps.records.transitions import TRANSITIONS
from apps.records.versions import latest_version
from apps.spreadsheets.models import Import
from tests import factories
from tests.pages.conftest import draft, version_of
from tests.pdfs import pdf
from tests.staff import somebody

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00"
    b"\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01"
    b"\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def build(pages):
    """Make the world; what stands at the gaps of addresses, by kind or name of a door."""
    author = somebody("publisher", "author")
    values = {}

    def about(kind, *things):
        values[kind] = [(getattr(thing, "pk", thing),) for thing in things]

    for factory in factories.RECORDS:
        _records(factory, author, values)
    meeting = factories.MeetingFactory()
    claim = factories.ClaimFactory(record=meeting)
    about("sources.claim", claim)
    about("conferences.attendance", factories.AttendanceFactory(meeting=meeting))
    person = factories.PersonFactory()
    about("groups.person", person)
    values["groups_person_simple_history"] = [(person.pk, newest_of(person))]
    guide = factories.PublicationFactory(status="draft")
    values["publications_file"] = [(attach(guide, ContentFile(pdf("One"))).pk,)]
    source = Import.objects.create(
        model="members.member",
        file_name="members.csv",
        note="A list.",
        user=author,
        status="published",
        content=b"slug,name,kind\nnarnia,Narnia,state\n",
        new=1,
    )
    about("spreadsheets.import", source)
    proposal = Proposal.objects.create(
        record=meeting,
        typed="title=Other",
        base=latest_version(meeting).pk,
        made_by=author,
    )
    about("records.proposal", proposal)
    link = Link.objects.create(url="https://example.org/")
    about("desk.link", link)
    share = Share.objects.create(
        record=guide,
        whom="Dr Sari",
        made_by=author,
        expires_at=timezone.now() + timezone.timedelta(days=1),
    )
    values["share-end"] = [(share.pk,)]
    values["share"] = [("publications", "publication", guide.pk)]
    values["desk-section"] = [("review",)]
    about("accounts.entry", Entry.objects.create(kind="import", about="World."))
    chief = get_user_model().objects.create_superuser("chief", password="Bali 2002")
    about("auth.user", author, chief)
    about("auth.group", Group.objects.get(name="editor"))
    about("otp_totp.totpdevice", TOTPDevice.objects.create(user=author))
    about("sites.site", 1)
    about(
        "redirects.redirect",
        Redirect.objects.create(site_id=1, old_path="/en/a/", new_path="/en/b/"),
    )
    about("axes.accessattempt", 1)
    about("axes.accesslog", 1)
    about("axes.accessfailurelog", 1)
    values[""] = values["admin.(.*)"] = [("nowhere",)]
    values["view_on_site"] = [
        (ContentType.objects.get_for_model(meeting).pk, meeting.pk)
    ]
    _files(author, about, values)
    _pages(pages, author, about, values)
    return values


def newest_of(person):
    return person.history.first().history_id


def _records(factory, author, values):
    """A draft that another began, and one that is public."""
    found = [
        factory(status="draft", slug=f"begun-{factory._meta.model._meta.model_name}"),
        factory(status="published"),
    ]
    opts = found[0]._meta
    kind, name = opts.label_lower, f"{opts.app_label}_{opts.model_name}"
    for record in found:
        record.history.update(history_user=author)
    proposal = Proposal.objects.create(
        record=found[1], typed="x=y", base=latest_version(found[1]).pk, made_by=author
    )
    values[kind] = [(record.pk,) for record in found]
    # Every kind has the one machine; the steps of one kind are tried one by one.
    steps = TRANSITIONS if name == "members_member" else ["publish", "withdraw"]
    values[f"{name}_move"] = [(record.pk, step) for record in found for step in steps]
    values[f"{name}_decline"] = [(found[1].pk, proposal.pk)]
    values[f"{name}_version"] = [
        (record.pk, latest_version(record).history_id) for record in found
    ]
    values[f"{name}_export"] = [("csv",)]


def _files(author, about, values):
    folder = Folder.objects.create(name="Maps", owner=author)
    image = Image.objects.create(
        owner=author, folder=folder, file=ContentFile(PIXEL, "map.png")
    )
    file = File.objects.create(
        owner=author, folder=folder, file=ContentFile(pdf("One"), "one.pdf")
    )
    about("filer.folder", folder)
    about("filer.file", file)
    about("filer.image", image)
    about("filer.clipboard", Clipboard.objects.create(user=author))
    about("filer.folderpermission", 1)
    about("filer.thumbnailoption", 1)
    values["filer_file_fileicon"] = [(file.pk, 32)]
    values["filer_image_fileicon"] = [(image.pk, 32)]
    values["files"] = [f"file-{image.pk}", f"file-{file.pk}", f"folder-{folder.pk}"]
    for name in ["filer-directory_listing", "filer-ajax_upload"]:
        values[name] = [(folder.pk,)]
    values["filer-directory_listing-make_folder"] = [(folder.pk,)]


def _pages(pages, author, about, values):
    pages.page("about", "First words.")
    pages.page("aims", "Second words.")
    pages.load()
    public, begun = version_of("about"), draft("aims", author)
    contents = [public.content, begun.content]
    about("cms.pagecontent", *contents)
    about("cms.page", *[content.page for content in contents])
    about("djangocms_versioning.pagecontentversion", public, begun)
    values["cms_page_edit_title_fields"] = [(c.page.pk, "en") for c in contents]
    placeholders = Placeholder.objects.filter(
        object_id__in=[c.pk for c in contents],
        content_type=ContentType.objects.get_for_model(PageContent),
    )
    plugins = CMSPlugin.objects.filter(placeholder__in=placeholders)
    for name in ["edit_plugin", "delete_plugin"]:
        about(f"cms_placeholder_{name}", *plugins)
    values["cms_placeholder_edit_field"] = [(plugin.pk, "en") for plugin in plugins]
    about("cms_placeholder_clear_placeholder", *placeholders)
    content_type = ContentType.objects.get_for_model(PageContent).pk
    for name in ["edit", "structure", "preview"]:
        values[f"cms_placeholder_render_object_{name}"] = [
            (content_type, content.pk) for content in contents
        ]
    values["cms_usersettings_change"] = [(1,)]
    values["app_list"] = [("members",)]
    values["query"] = {
        "source_placeholder_id": placeholders[0].pk,
        "target_placeholder_id": placeholders[0].pk,
        "source_language": "en",
        "target_language": "id",
        "plugin_id": plugins[0].pk,
        "placeholder_id": placeholders[len(placeholders) - 1].pk,
        "plugin_type": "TextPlugin",
        "plugin_language": "en",
        "plugin_position": 1,
        "target_position": 1,
        "target": contents[0].page.pk,
        "position": 0,
        "cms_path": "/en/about/",
        "template": "pages/home.html",
        "in_navigation": 0,
    }
