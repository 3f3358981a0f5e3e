"""What the toolbar says of a draft: where it stands, and its next step."""

from cms.models import PageContent
from cms.toolbar.items import Button, ButtonList
from cms.toolbar_base import CMSToolbar
from cms.toolbar_pool import toolbar_pool
from django.urls import reverse
from django.utils.translation import gettext as _
from djangocms_versioning.constants import DRAFT
from djangocms_versioning.models import Version

from . import publishing
from .steps import PageStep


@toolbar_pool.register
class StepsToolbar(CMSToolbar):
    """A button that sends a draft to review, or back."""

    def post_template_populate(self):
        content = self.toolbar.get_object()
        if not isinstance(content, PageContent):
            return
        version = Version.objects.filter_by_content_grouping_values(content)
        version = version.filter(object_id=content.pk).first()
        user = self.request.user
        if version is None or version.state != DRAFT:
            return
        step = publishing.waiting_step(version)
        scheduled = step is not None and step.kind == PageStep.Kind.SCHEDULE
        if not user.has_perm(publishing.PUBLISH if scheduled else publishing.EDIT_ALL):
            return
        label = _("Back to draft…") if step else _("Send to review…")
        buttons = ButtonList(side=self.toolbar.RIGHT)
        buttons.buttons.append(Button(label, reverse("page-review", args=[version.pk])))
        self.toolbar.add_item(buttons)
