"""Writes publications of pages to the audit log, from signals of the CMS."""

from cms.models import PageContent
from django.dispatch import receiver
from django.utils.translation import gettext as _
from djangocms_versioning.constants import OPERATION_PUBLISH, OPERATION_UNPUBLISH
from djangocms_versioning.signals import post_version_operation

from apps.accounts.audit import log_action
from apps.accounts.models import Entry


@receiver(post_version_operation, sender=PageContent)
def log_publication(obj, operation, **kwargs):
    words = {OPERATION_PUBLISH: _("Publish"), OPERATION_UNPUBLISH: _("Unpublish")}
    if operation in words:
        content = obj.content
        about = f"{words[operation]}: {content.title} ({_('page')}, {content.language})"
        log_action(Entry.Kind.PUBLICATION, about)
