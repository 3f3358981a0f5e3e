"""Drafts of pages shown by share links."""

from cms.models import PageContent
from cms.toolbar.utils import get_object_preview_url
from django.shortcuts import render
from django.utils import translation
from djangocms_versioning.constants import DRAFT, PUBLISHED
from djangocms_versioning.models import Version

from apps.desk.draft_views import DraftView
from apps.records.transitions import may_edit

from .page_publishing import PageText
from .views import PublicToolbar


class PageDraftView(DraftView):
    """One version of a page's text, in its own language."""

    def may_show(self, user, draft):
        version = Version.objects.get_for_content(draft)
        return version.state == DRAFT and may_edit(user, PageText(version))

    def is_pending(self, draft):
        return Version.objects.get_for_content(draft).state == DRAFT

    def public_address(self, draft):
        if Version.objects.get_for_content(draft).state != PUBLISHED:
            return ""
        return draft.page.get_absolute_url(draft.language) or ""

    def edit_url(self, draft):
        return get_object_preview_url(draft, draft.language)

    def render(self, request, draft, context):
        chosen = PageContent.admin_manager.filter(pk=draft.pk)
        request.toolbar = PublicToolbar(request, chosen, draft.language)
        request.current_page = draft.page
        context |= {
            "lang": draft.language,
            "current_page": draft.page,
            "current_pagecontent": draft,
        }
        with translation.override(draft.language):
            return render(request, draft.get_template(), context)
