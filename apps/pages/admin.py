"""The CMS's own admin, with stricter permissions.

Moving a published page, renaming it in place, setting the home page and deleting need the
permission to publish; the CMS allows them to whoever may edit a draft.
"""

from cms.admin.pageadmin import PageAdmin, PageContentAdmin
from cms.cms_wizards import cms_page_wizard, cms_subpage_wizard
from cms.models import Page, PageContent
from cms.utils.admin import jsonify_request
from cms.utils.plugins import copy_plugins_to_placeholder
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from djangocms_versioning.constants import DRAFT, PUBLISHED, UNPUBLISHED
from djangocms_versioning.helpers import get_latest_admin_viewable_content
from djangocms_versioning.models import Version

from apps.records.transitions import PUBLISH

from . import file_admin  # noqa: F401  the staff pages of the file store
from .forms import (
    PageCopyForm,
    PageForm,
    PageSettingsForm,
    PageWizardForm,
    SubPageWizardForm,
)
from .page_reachability import validate_move
from .published_texts import text_versions
from .redirects import live_addresses


def was_ever_public(page, language=None):
    """Whether a version of a page (in one language) was ever published."""
    contents = PageContent.admin_manager.filter(page=page)
    if language:
        contents = contents.filter(language=language)
    versions = text_versions(object_id__in=contents.values("pk"))
    return versions.filter(state__in=[PUBLISHED, UNPUBLISHED]).exists()


admin.site.unregister([Page, PageContent])
cms_page_wizard.form, cms_subpage_wizard.form = PageWizardForm, SubPageWizardForm


@admin.register(Page)
class PortalPageAdmin(PageAdmin):
    """Admin of pages: position in the tree and settings shared by all versions."""

    def has_move_page_permission(self, request, obj=None):
        may = super().has_move_page_permission(request, obj)
        if obj is None or not was_ever_public(obj):
            return may
        return may and request.user.has_perm(PUBLISH)

    def has_change_advanced_settings_permission(self, request, obj=None):
        may = super().has_change_advanced_settings_permission(request, obj)
        return may and request.user.has_perm(PUBLISH)

    def has_delete_permission(self, request, obj=None):
        """Only pages that were never public are deleted; others are withdrawn."""
        may = super().has_delete_permission(request, obj)
        return may and not any(
            was_ever_public(page) for page in [obj, *obj.get_descendants()]
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Require the permission on advanced settings, which the CMS does not check here."""
        page = self.get_object(request, object_id)
        if page and not self.has_change_advanced_settings_permission(request, page):
            raise PermissionDenied
        return super().change_view(request, object_id, form_url, extra_context)

    def move_page(self, request, page_id, extra_context=None):
        """Refuse to move a page to a place where it would not be reachable."""
        page = get_object_or_404(Page, pk=page_id)
        before = live_addresses(page)
        try:
            with transaction.atomic():
                response = super().move_page(request, page_id, extra_context)
                validate_move(before, live_addresses(page))
        except ValidationError as error:
            # As the CMS itself refuses here: the page tree shows the words.
            return jsonify_request(HttpResponseBadRequest(error.message))
        return response

    def set_home(self, request, object_id):
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        return super().set_home(request, object_id)

    def edit_title_fields(self, request, page_id, language):
        """Allow editing a title in place only in a draft."""
        page = self.get_object(request, object_id=page_id)
        content = page.get_admin_content(language) if page else None
        if content:
            version = Version.objects.get_for_content(content)
            if not version.check_modify.as_bool(request.user):
                return HttpResponseForbidden(_("Make a new draft to change the title."))
        return super().edit_title_fields(request, page_id, language)


@admin.register(PageContent)
class PortalPageContentAdmin(PageContentAdmin):
    """Admin of the versions of a page's text."""

    form = add_form = PageForm
    change_form = PageSettingsForm
    duplicate_form = PageCopyForm

    def get_urls(self):
        # In the place of the CMS's own, which fails, and asks for no draft.
        copying = self.admin_site.admin_view(require_POST(self.copy_text))
        name = "cms_pagecontent_copy_language"
        return [
            path("<int:object_id>/copy-language/", copying, name=name),
            *super().get_urls(),
        ]

    def copy_text(self, request, object_id):
        """Copy the plugins of one language into the draft of another, for translation."""
        source = get_object_or_404(PageContent.admin_manager, pk=object_id)
        target = get_latest_admin_viewable_content(
            source.page, language=request.POST.get("target_language", "")
        )
        if target is None or target == source:
            return HttpResponseBadRequest(_("The page has no text in that language."))
        version = Version.objects.get_for_content(target)
        if version.state != DRAFT or not version.check_modify.as_bool(request.user):
            return HttpResponseForbidden(
                _("Make a new draft in that language, then copy.")
            )
        slots = {place.slot: place for place in target.get_placeholders()}
        for place in source.get_placeholders():
            plugins = place.get_plugins_list(source.language)
            if place.slot not in slots:
                continue
            if not slots[place.slot].has_add_plugins_permission(request.user, plugins):
                raise PermissionDenied
            copy_plugins_to_placeholder(
                plugins, slots[place.slot], language=target.language
            )
        return HttpResponse()

    def has_delete_translation_permission(self, request, language, page):
        may = super().has_delete_translation_permission(request, language, page)
        return may and not was_ever_public(page, language)
