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

from apps.records.transitions import may_apply, may_edit

from .page_publishing import TRANSITIONS, PageText
from .version_views import REVIEW


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
        text, user = PageText(version), self.request.user
        buttons = ButtonList(side=self.toolbar.RIGHT)
        if may_edit(user, text):
            shared = reverse("share", args=["cms", "pagecontent", content.pk])
            buttons.buttons.append(Button(_("Share this draft"), shared))
        for name in REVIEW:
            if may_apply(user, text, TRANSITIONS[name]):
                url = reverse("page-review", args=[version.pk])
                buttons.buttons.append(Button(f"{TRANSITIONS[name].label}…", url))
        if buttons.buttons:
            self.toolbar.add_item(buttons)
