"""Drafts of pages shown by share links."""

from cms.models import PageContent
from cms.toolbar.utils import get_object_preview_url
from django.shortcuts import render
from django.utils import translation

from apps.desk.draft_views import DraftView
from apps.records import transitions

from .page_publishing import PageText
from .views import PublicToolbar


class PageDraftView(DraftView):
    """One version of a page's text, in its own language."""

    model = PageContent

    def may_show(self, user, draft):
        text = PageText.of(draft)
        return transitions.is_pending(text) and transitions.may_edit(user, text)

    def is_pending(self, draft):
        return transitions.is_pending(PageText.of(draft))

    def public_address(self, draft):
        return PageText.of(draft).address

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
