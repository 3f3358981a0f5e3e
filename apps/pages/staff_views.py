"""Staff pages on CMS pages: missing translations, and drafts on the dashboard."""

from cms.models import PageContent
from cms.toolbar.utils import get_object_edit_url
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from djangocms_versioning.constants import DRAFT

from apps.core.paging import page_of
from apps.desk.dashboard_blocks import ITEMS_PER_BLOCK, Block
from apps.desk.work_lists import Item

from .published_texts import text_versions
from .untranslated_pages import all_gaps


def translations(request):
    """The list of missing and outdated translations."""
    if not request.user.has_perm("cms.view_page"):
        raise PermissionDenied
    gaps = all_gaps()
    context = admin.site.each_context(request) | {
        "title": _("What is not in Bahasa Indonesia yet"),
        "page": page_of(gaps, request, per_page=200),
    }
    return render(request, "pages/staff/translations.html", context)


def drafts(user):
    """The dashboard block of drafts of pages; None without permission to change pages."""
    if not user.has_perm("cms.change_page"):
        return None
    newest = (
        text_versions(state=DRAFT)
        .order_by("-modified")
        .values_list("object_id", flat=True)
    )
    contents = PageContent.admin_manager.in_bulk(list(newest[:ITEMS_PER_BLOCK]))
    items = [
        Item(
            content.title,
            get_object_edit_url(content, content.language),
            str(_("page")),
        )
        for pk in newest[:ITEMS_PER_BLOCK]
        if (content := contents.get(pk))
    ]
    return Block(
        "pages",
        _("Pages being changed"),
        _("Finish them, or publish them."),
        newest.count(),
        items,
        reverse("admin:cms_pagecontent_changelist"),
    )
