"""What staff look after, as it stands: taken before and after somebody has knocked."""

import re

from cms.models import CMSPlugin, PageContent, PageUrl
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django_otp.plugins.otp_totp.models import TOTPDevice
from djangocms_text.models import Text
from djangocms_versioning.constants import DRAFT, PUBLISHED
from djangocms_versioning.models import Version
from filer.models import File, Image

from apps.accounts.models import Entry
from apps.groups.models import Person
from apps.publications.models import PublicationFile
from apps.records.kinds import record_models
from apps.records.versions import current_state

WRITING = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(?P<table>[^"]+)"')
# Written by looking around.
TRACES = ("axes_", "django_admin_log", "django_content_type", "django_session")
# Written besides by whoever comes to the door, or looks after their own codes.
OWN = ("accounts_entry", "otp_")


class Watch:
    """Hears which tables are written to, traces apart."""

    def __init__(self):
        self.tables = set()

    def __call__(self, execute, sql, params, many, context):
        written = WRITING.match(sql)
        if written and not written["table"].startswith(TRACES):
            self.tables.add(written["table"])
        return execute(sql, params, many, context)

    @property
    def heard_of_others(self):
        return any(not table.startswith(OWN) for table in self.tables)


def rows(queryset, *fields):
    return set(queryset.order_by().values_list(*fields))


def records(**filters):
    return {
        (model._meta.label, record.pk): str(current_state(record))
        for model in record_models()
        for record in model.objects.filter(**filters)
    }


def pages(**filters):
    """Texts of pages whose versions are chosen, with what stands in them."""
    versions = Version.objects.filter(
        content_type=ContentType.objects.get_for_model(PageContent), **filters
    )
    contents = PageContent.admin_manager.filter(pk__in=versions.values("object_id"))
    places = [p.pk for content in contents for p in content.get_placeholders()]
    return {
        "texts": rows(contents),
        "plugins": rows(CMSPlugin.objects.filter(placeholder__in=places)),
        "words": rows(Text.objects.filter(placeholder__in=places), "pk", "body"),
    }


def what_the_public_sees():
    papers = PublicationFile.objects.filter(publication__status="published")
    return {
        **records(status="published"),
        **pages(state=PUBLISHED),
        "addresses": rows(PageUrl.objects.exclude(path=None)),
        "redirects": rows(Redirect.objects),
        "files": rows(File.objects, "pk", "name", "file", "folder", "is_public"),
        "pictures": rows(Image.objects, "pk", "default_alt_text", "default_caption"),
        "papers": rows(papers),
        "people": rows(Person.objects),
    }


def drafts_that_others_began():
    """Those of the world, which its author began."""
    return {
        **records(status="draft", slug__startswith="begun"),
        **pages(state=DRAFT, created_by__username="author"),
    }


def accounts_and_settings():
    fields = ["pk", "username", "email", "is_active", "is_staff"]
    return {
        "accounts": rows(User.objects, *fields),
        "roles of people": rows(User.groups.through.objects),
        "second factors": rows(TOTPDevice.objects.filter(confirmed=True), "pk"),
        "site": rows(Site.objects),
    }


def rights_beyond_roles():
    return {
        "all-powerful": rows(User.objects.filter(is_superuser=True), "pk"),
        "roles": rows(Group.objects),
        "rights of roles": rows(Group.permissions.through.objects),
        "rights of people": rows(User.user_permissions.through.objects),
    }


def the_audit_log():
    """Entries of the world; those that are added later may follow."""
    return {"entries": rows(Entry.objects.filter(about__startswith="World"))}


# Each with the roles that may change it.
ASSETS = {
    what_the_public_sees: {"publisher"},
    drafts_that_others_began: {"editor", "publisher"},
    accounts_and_settings: {"administrator"},
    rights_beyond_roles: set(),
    the_audit_log: set(),
}
