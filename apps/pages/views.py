"""Public view of CMS pages; signed-in users get the view of the CMS."""

from cms.models import PageUrl
from cms.toolbar.toolbar import EmptyToolbar
from cms.views import details
from django.conf import settings
from django.http import (
    Http404,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.translation import get_language

from apps.serving.query_parameters import vary_on_parameters

from .public_renderer import PublicRenderer
from .published_texts import published_texts, readable_texts
from .redirects import address


class PublicToolbar(EmptyToolbar):
    """A toolbar for the template tags of the CMS that renders published texts."""

    def __init__(self, request, contents, language):
        super().__init__(request)
        self.content_renderer = PublicRenderer(request, contents, language)


def published(path):
    """The published texts of the page at a path, by language, each with its own path.

    A path of another language finds the page as well.
    """
    urls = PageUrl.objects.filter(site=settings.SITE_ID, path=path)
    contents = readable_texts().filter(page__in=urls.values("page"))
    # Two pages may answer at one path, each in its language: the reader's comes first.
    found = sorted(
        contents.select_related("page"),
        key=lambda c: (c.path != path, c.language != get_language()),
    )
    return {c.language: c for c in found if c.page_id == found[0].page_id}


@vary_on_parameters()
def page(request, slug):
    """One page; for signed-in users by the view of the CMS, with its toolbar."""
    if request.user.is_authenticated:
        return details(request, slug)
    texts, language = published(slug), get_language()
    if not texts:
        raise Http404(slug)
    content = texts.get(language) or next(iter(texts.values()))
    own = address(content.language, content.path)
    if content.language != language:
        return HttpResponseRedirect(own)  # a translation may come
    if own != request.path:
        return HttpResponsePermanentRedirect(own)
    if content.redirect and content.redirect != own:
        return HttpResponseRedirect(content.redirect)
    request.current_page = content.page
    content.page.page_content_cache = texts
    request.page_addresses = {
        code: address(code, text.path) for code, text in texts.items()
    }
    request.toolbar = PublicToolbar(
        request, published_texts().filter(pk=content.pk), language
    )
    context = {
        "lang": language,
        "current_page": content.page,
        "current_pagecontent": content,
    }
    return render(request, content.get_template(), context)
