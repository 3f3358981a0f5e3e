"""Toolbar buttons for drafts: share, send for review, return."""

from cms.models import PageContent
from cms.toolbar.items import Button, ButtonList
from cms.toolbar_base import CMSToolbar
from cms.toolbar_pool import toolbar_pool
from django.forms import Script
from django.urls import reverse
from django.utils.translation import gettext as _
from djangocms_versioning.constants import DRAFT
from djangocms_versioning.models import Version

from . import page_publishing
from .page_steps import PageStep


@toolbar_pool.register
class StepsToolbar(CMSToolbar):
    """Buttons that share a draft, and send it to review or back."""

    class Media:
        js = [Script("js/token.js", type="module")]

    def post_template_populate(self):
        content = self.toolbar.get_object()
        if not isinstance(content, PageContent):
            return
        version = Version.objects.filter_by_content_grouping_values(content)
        version = version.filter(object_id=content.pk).first()
        if version is None or version.state != DRAFT:
            return
        buttons = ButtonList(side=self.toolbar.RIGHT)
        user = self.request.user
        if page_publishing.may_edit(user, version):
            shared = reverse("share", args=["cms", "pagecontent", content.pk])
            buttons.buttons.append(Button(_("Share this draft"), shared))
        step = page_publishing.pending_step(version)
        scheduled = step is not None and step.kind == PageStep.Kind.SCHEDULE
        if user.has_perm(
            page_publishing.PUBLISH if scheduled else page_publishing.EDIT_ALL
        ):
            label = _("Back to draft…") if step else _("Send for review…")
            review = reverse("page-review", args=[version.pk])
            buttons.buttons.append(Button(label, review))
        if buttons.buttons:
            self.toolbar.add_item(buttons)
