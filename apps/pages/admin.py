"""The CMS's own staff pages, with what it lets anybody do who may write a draft.

To drag a published page, to rename it in place, to make another the home page, or to
delete it, changes what the public sees: that is the publishers' work.
"""

from cms.admin.pageadmin import PageAdmin, PageContentAdmin
from cms.models import Page, PageContent
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseForbidden
from django.utils.translation import gettext as _
from djangocms_versioning.constants import PUBLISHED, UNPUBLISHED
from djangocms_versioning.models import Version

from .publishing import PUBLISH


def was_ever_public(page, language=None):
    """Whether anybody may have read, cited or linked a page (in one language)."""
    contents = PageContent.admin_manager.filter(page=page)
    if language:
        contents = contents.filter(language=language)
    return Version.objects.filter(
        content_type__app_label="cms",
        content_type__model="pagecontent",
        object_id__in=contents.values("pk"),
        state__in=[PUBLISHED, UNPUBLISHED],
    ).exists()


admin.site.unregister([Page, PageContent])


@admin.register(Page)
class PortalPageAdmin(PageAdmin):
    """What is the same in every version of a page: its place in the tree."""

    def has_move_page_permission(self, request, obj=None):
        may = super().has_move_page_permission(request, obj)
        if obj is None or not was_ever_public(obj):
            return may
        return may and request.user.has_perm(PUBLISH)

    def has_change_advanced_settings_permission(self, request, obj=None):
        may = super().has_change_advanced_settings_permission(request, obj)
        return may and request.user.has_perm(PUBLISH)

    def has_delete_permission(self, request, obj=None):
        """What was public is withdrawn, so that its address can say so."""
        may = super().has_delete_permission(request, obj)
        return may and not any(
            was_ever_public(page) for page in [obj, *obj.get_descendants()]
        )

    def set_home(self, request, object_id):
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        return super().set_home(request, object_id)

    def edit_title_fields(self, request, page_id, language):
        """In place, a title is changed in a draft alone."""
        page = self.get_object(request, object_id=page_id)
        content = page.get_admin_content(language) if page else None
        if content:
            version = Version.objects.get_for_content(content)
            if not version.check_modify.as_bool(request.user):
                return HttpResponseForbidden(_("Make a new draft to change the title."))
        return super().edit_title_fields(request, page_id, language)


@admin.register(PageContent)
class PortalPageContentAdmin(PageContentAdmin):
    """One version of a page's text."""

    def has_delete_translation_permission(self, request, language, page):
        may = super().has_delete_translation_permission(request, language, page)
        return may and not was_ever_public(page, language)
